package io.github.phasebridge.mqtt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link's own thread: runs tasks one after another, in order, on a scheduler that others may
 * share. What only happens here needs no lock. A task that throws is logged and the next one runs.
 */
final class LinkThread implements Executor {

  private static final Logger log = LoggerFactory.getLogger(LinkThread.class);

  /** After so many tasks others who share the scheduler get their turn. */
  private static final int BATCH = 100;

  private final ScheduledExecutorService scheduler;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean draining;

  LinkThread(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
  }

  /** Runs a task soon; after the scheduler was shut down it is dropped. */
  @Override
  public void execute(Runnable task) {
    synchronized (tasks) {
      tasks.add(task);
      if (draining) {
        return;
      }
      draining = true;
    }
    drainSoon();
  }

  /** Runs a task after a while, unless the returned future is cancelled before. */
  Future<?> after(Duration delay, Runnable task) {
    return scheduler.schedule(() -> execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void drainSoon() {
    try {
      scheduler.execute(this::drain);
    } catch (RejectedExecutionException e) {
      log.debug("The scheduler was shut down before the link to the broker");
      synchronized (tasks) {
        tasks.clear();
        draining = false;
      }
    }
  }

  private void drain() {
    for (int i = 0; i < BATCH; i++) {
      Runnable task = next();
      if (task == null) {
        return;
      }
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        // Errors too: the link must not stand still for ever because of one step.
        log.error("A step of the link to the broker failed", e);
      }
    }
    drainSoon();
  }

  private @Nullable Runnable next() {
    synchronized (tasks) {
      Runnable task = tasks.poll();
      draining = task != null;
      return task;
    }
  }
}
