package io.github.phasebridge.web;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends answers that take too long: whoever asks and does not read would otherwise keep a connection
 * for good, and with enough of them everybody else out.
 */
final class TimeLimit {

  /** Longer than any command takes, and enough for the largest document over a slow line. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  private final ScheduledExecutorService scheduler;
  private final Duration longest;

  TimeLimit(ScheduledExecutorService scheduler, Duration longest) {
    this.scheduler = scheduler;
    this.longest = longest;
  }

  /** What takes its time. */
  @FunctionalInterface
  interface Answering {

    /** Does it. */
    void run() throws IOException;
  }

  /** Does something on this thread, which is interrupted if that takes too long. */
  void during(Answering answering) throws IOException {
    Future<?> end =
        scheduler.schedule(
            Thread.currentThread()::interrupt, longest.toMillis(), TimeUnit.MILLISECONDS);
    try {
      answering.run();
    } finally {
      end.cancel(false);
    }
  }
}
