package io.github.phasebridge.iammeter;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which a source does everything; no task of it ends the others. */
final class Worker {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ScheduledExecutorService executor;
  private volatile Runnable afterwards = () -> {};

  /** Takes over an executor that runs one task at a time; it is shut down at the end. */
  Worker(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  /** What can wait for a vendor. */
  @FunctionalInterface
  interface Task {
    void run() throws InterruptedException;
  }

  /** Runs a task once after this span; never if the worker is stopped before. */
  void in(Duration delay, Task task) {
    try {
      var _ = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException _) {
      LOG.debug("Nothing is begun after the stop.");
    }
  }

  /** Runs this after each task from now on: something may have changed. */
  void afterEach(Runnable more) {
    afterwards = more;
  }

  void soon(Task task) {
    in(Duration.ZERO, task);
  }

  /** Runs a task again and again. */
  void every(Duration period, Task task) {
    long nanos = period.toNanos();
    try {
      var _ = executor.scheduleWithFixedDelay(() -> run(task), nanos, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException _) {
      LOG.debug("Nothing is begun after the stop.");
    }
  }

  /** Interrupts what runs, forgets what waits, and waits a moment for the end. */
  void stop() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.debug("A call does not end although it was interrupted.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Task task) {
    try {
      task.run();
      afterwards.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("A task of the meter cloud failed; it is a mistake of this program.", e);
    }
  }
}
