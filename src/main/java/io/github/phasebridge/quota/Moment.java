package io.github.phasebridge.quota;

import java.time.Duration;
import java.time.Instant;

/**
 * One moment on both clocks.
 *
 * @param nanos the monotonic clock, which ages are measured by
 * @param wall the wall clock, which ages are written down by
 */
record Moment(long nanos, Instant wall) {

  /** What the clocks may disagree by without anybody having set one. */
  private static final Duration SLACK = Duration.ofMillis(100);

  /** Tells whether two spans differ by more than clocks do by themselves. */
  static boolean differ(Duration one, Duration other) {
    return one.minus(other).abs().compareTo(SLACK) > 0;
  }

  /** Returns the time since a stamp by the wall clock, negative if the stamp lies ahead. */
  Duration since(long stampMillis) {
    return Duration.ofMillis(wall.toEpochMilli() - stampMillis);
  }

  /** Returns the stamp of a call of this age, rounded so that it never makes the call older. */
  long stamp(Duration age) {
    return wall.minus(age).plusNanos(999_999).toEpochMilli();
  }
}
