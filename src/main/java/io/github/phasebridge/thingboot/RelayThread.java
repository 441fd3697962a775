package io.github.phasebridge.thingboot;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which the source does everything. Nothing may block it; a task that fails does
 * not end the others.
 */
final class RelayThread {

  private static final Logger LOG = LoggerFactory.getLogger(RelayThread.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ScheduledExecutorService executor;
  private volatile Runnable afterwards = () -> {};

  /** Takes over an executor that runs one task at a time; it is shut down at the end. */
  RelayThread(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  /** Runs a task once after this span; never if the thread is stopped before. */
  void in(Duration delay, Runnable task) {
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

  void soon(Runnable task) {
    in(Duration.ZERO, task);
  }

  /** Runs a task again and again, the first time after one period. */
  void every(Duration period, Runnable task) {
    in(
        period,
        () -> {
          every(period, task);
          task.run();
        });
  }

  /** Takes what a request brought on this thread. */
  <T> void then(CompletionStage<T> request, Consumer<T> answer, Consumer<LinkFailure> failure) {
    var _ =
        request.whenCompleteAsync(
            (value, problem) ->
                run(
                    () -> {
                      if (problem == null) {
                        answer.accept(value);
                      } else {
                        failure.accept(asLinkFailure(problem));
                      }
                    }),
            executor);
  }

  private static LinkFailure asLinkFailure(Throwable problem) {
    Throwable cause =
        problem instanceof CompletionException && problem.getCause() != null
            ? problem.getCause()
            : problem;
    if (cause instanceof LinkFailure failure) {
      return failure;
    }
    LOG.error("A request failed in a way that is a mistake of this program.", cause);
    return new LinkFailure(LinkFailure.Kind.UNCERTAIN, "an internal error; see the log");
  }

  /** Forgets what waits, and waits a moment for the end of what runs. */
  void stop() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.debug("A task of the relays does not end although it was interrupted.");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
      afterwards.run();
    } catch (RuntimeException e) {
      LOG.error("A task of the relays failed; it is a mistake of this program.", e);
    }
  }
}
