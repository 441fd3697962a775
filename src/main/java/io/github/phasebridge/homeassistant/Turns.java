package io.github.phasebridge.homeassistant;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the tasks of one owner run one at a time, whichever threads they come from, so that what
 * they share needs no further lock.
 */
final class Turns {

  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  private final ScheduledExecutorService scheduler;
  private volatile boolean stopped;

  Turns(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
  }

  /** Runs a task on the caller's thread as soon as no other runs; does nothing after the stop. */
  synchronized void take(Runnable task) {
    if (stopped) {
      return;
    }
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("A step of the announcements to Home Assistant failed", e);
    }
  }

  /** Runs a task on the scheduler, after a while. */
  void after(Duration delay, Runnable task) {
    if (!stopped) {
      var _ = scheduler.schedule(() -> take(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Runs a task on the scheduler, soon: for callers that must not wait. */
  void soon(Runnable task) {
    after(Duration.ZERO, task);
  }

  /** Lets the task that runs finish, and none after it begin. */
  synchronized void stop() {
    stopped = true;
  }
}
