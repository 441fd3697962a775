package io.github.phasebridge.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Keeps a failure that repeats itself from filling the log: the first of a run is a warning, the
 * following ones are summed up after 10 minutes and then every hour, and the end of the run is
 * said. It decides whenever something is reported, so it needs no timer. Safe for many threads.
 */
public final class RepeatedFailures {

  private static final long FIRST_SUMMARY = Duration.ofMinutes(10).toNanos();
  private static final long NEXT_SUMMARY = Duration.ofHours(1).toNanos();

  /** How many different failures of one run are logged at once; texts may contain anything. */
  private static final int MOST_DIFFERENT = 5;

  private final Logger log;
  private final LongSupplier nanoTime;
  private final Map<String, Run> runs = new HashMap<>();

  /**
   * Makes a reporter.
   *
   * @param log where to report
   * @param nanoTime the monotonic clock
   */
  public RepeatedFailures(Logger log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /**
   * Reports a failure.
   *
   * @param subject what failed, for example {@code meter DA2BED94}; each has a run of its own. The
   *     number of subjects must be bounded
   * @param failure what happened, in words
   */
  public void failed(String subject, String failure) {
    line(subject, failure).ifPresent(log::warn);
  }

  /** Reports that the subject works; this ends its run, and says nothing if there is none. */
  public void succeeded(String subject) {
    end(subject).ifPresent(log::info);
  }

  private synchronized Optional<String> line(String subject, String failure) {
    long now = nanoTime.getAsLong();
    return runs.computeIfAbsent(subject, _ -> new Run(now)).failed(now, subject, failure);
  }

  private synchronized Optional<String> end(String subject) {
    return Optional.ofNullable(runs.remove(subject))
        .map(run -> run.end(nanoTime.getAsLong(), subject));
  }

  private static String times(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** Failures of one subject with no success between them. */
  private static final class Run {

    private final long start;
    private final Set<String> different = new HashSet<>();
    private int failures;
    private int unsaid;
    private long lastSummary;
    private long distance = FIRST_SUMMARY;

    private Run(long start) {
      this.start = start;
      this.lastSummary = start;
    }

    private Optional<String> failed(long now, String subject, String failure) {
      failures++;
      if (different.size() < MOST_DIFFERENT && different.add(failure)) {
        return Optional.of(subject + ": " + failure);
      }
      unsaid++;
      long elapsed = now - lastSummary;
      if (elapsed < distance) {
        return Optional.empty();
      }
      String line =
          "%s is still failing, %s in the last %s: %s"
              .formatted(subject, times(unsaid, "time"), Elapsed.text(elapsed), failure);
      unsaid = 0;
      lastSummary = now;
      distance = NEXT_SUMMARY;
      return Optional.of(line);
    }

    private String end(long now, String subject) {
      return "%s works again after %s and %s"
          .formatted(subject, Elapsed.text(now - start), times(failures, "failure"));
    }
  }
}
