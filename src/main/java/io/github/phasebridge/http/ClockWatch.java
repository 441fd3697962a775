package io.github.phasebridge.http;

import io.github.phasebridge.device.Notice;
import io.github.phasebridge.device.Notice.Severity;
import io.github.phasebridge.device.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares this computer's clock with what the vendors' clouds say. Dates of answers are optional,
 * have whole seconds and may come late, so that only several in a row that agree about a large
 * difference count. Safe for many threads.
 */
public final class ClockWatch implements Watch {

  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

  /** Calls take seconds; nobody's NTP is off by this much. */
  private static final Duration TOLERANCE = Duration.ofMinutes(2);

  /** How many answers in a row must say so. */
  private static final int ENOUGH = 3;

  private final InstantSource clock;
  private int ahead;
  private int behind;
  private volatile @Nullable Notice notice;

  /** Makes one that has compared nothing. */
  public ClockWatch(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes the date of an answer that came just now over a connection that can be trusted. */
  public synchronized void dated(Instant theirs) {
    Duration difference = difference(theirs);
    boolean off = isOff(difference);
    behind = off && !difference.isNegative() ? behind + 1 : 0;
    ahead = off && difference.isNegative() ? ahead + 1 : 0;
    if (!off) {
      agrees();
    } else if (behind >= ENOUGH || ahead >= ENOUGH) {
      isWrong(theirs, difference.abs());
    }
  }

  /** Takes the time that a cloud gave when it refused ours; that counts at once. */
  public synchronized void refused(Instant theirs) {
    Duration difference = difference(theirs);
    if (isOff(difference)) {
      isWrong(theirs, difference.abs());
    } else {
      agrees();
    }
  }

  @Override
  public List<Notice> notices() {
    Notice now = notice;
    return now == null ? List.of() : List.of(now);
  }

  /** Returns a difference of two clocks as a user reads it, such as {@code 8 h}. */
  public static String words(Duration difference) {
    if (difference.toMinutes() < 2) {
      return difference.toSeconds() + " s";
    }
    if (difference.toHours() < 2) {
      return difference.toMinutes() + " min";
    }
    return difference.toDays() < 2 ? difference.toHours() + " h" : difference.toDays() + " days";
  }

  private void isWrong(Instant theirs, Duration difference) {
    if (notice != null) {
      return;
    }
    Instant now = clock.instant();
    String title = "This computer's clock is wrong by " + words(difference);
    String text =
        "It says %s, the vendor's cloud says %s. Set it right, for example with NTP: which readings"
                .formatted(text(now), text(theirs))
            + " are too old and how many calls are left depends on it.";
    LOG.warn("{}. {}", title, text);
    notice = new Notice(Severity.WARNING, title, text, now);
  }

  private void agrees() {
    if (notice != null) {
      LOG.info("This computer's clock agrees with the vendor's cloud again.");
      notice = null;
    }
  }

  private Duration difference(Instant theirs) {
    return Duration.between(clock.instant(), theirs);
  }

  private static boolean isOff(Duration difference) {
    return difference.abs().compareTo(TOLERANCE) > 0;
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
