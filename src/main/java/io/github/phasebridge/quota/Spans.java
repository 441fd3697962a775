package io.github.phasebridge.quota;

import java.time.Duration;

/** Spans of time as users read them. */
final class Spans {

  private Spans() {}

  /** Returns a text such as {@code 2 h 5 min} or {@code 4 min 10 s}, never less than the span. */
  static String text(Duration span) {
    long seconds = span.plusNanos(999_999_999).toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return join(seconds / 60, "min", seconds % 60, "s");
    }
    long minutes = (seconds + 59) / 60;
    return join(minutes / 60, "h", minutes % 60, "min");
  }

  /**
   * Returns what follows "the last": {@code hour}, {@code day} or {@code 5 min}. A window that is a
   * little longer than the limit it stands for has that limit's name.
   */
  static String ofWindow(Duration length) {
    Duration named = near(near(length, Duration.ofSeconds(1)), Duration.ofMinutes(1));
    if (named.equals(Duration.ofDays(1))) {
      return "day";
    }
    return named.equals(Duration.ofHours(1)) ? "hour" : text(named);
  }

  /** Returns the nearest multiple of a unit, or the length itself if that is too far away. */
  private static Duration near(Duration length, Duration unit) {
    Duration nearest = unit.multipliedBy(length.plus(unit.dividedBy(2)).dividedBy(unit));
    boolean isNear = nearest.minus(length).abs().compareTo(length.dividedBy(20)) <= 0;
    return isNear ? nearest : length;
  }

  private static String join(long much, String unit, long little, String smallUnit) {
    return much + " " + unit + (little == 0 ? "" : " " + little + " " + smallUnit);
  }
}
