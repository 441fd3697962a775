package io.github.phasebridge.guard;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Readings that cannot follow the last good value, but agree with each other.
 *
 * @param value the newest of them, kWh
 * @param at when the device took the newest, null if unknown
 * @param readings how many there are
 * @param polls how many of them we asked for
 * @param polled whether we asked for the newest
 */
record Pending(BigDecimal value, @Nullable Instant at, int readings, int polls, boolean polled) {

  private static final int READINGS_WANTED = 3;
  private static final int POLLS_WANTED = 2;

  static Pending first(BigDecimal value, @Nullable Instant at, boolean polled) {
    return new Pending(value, at, 1, polled ? 1 : 0, polled);
  }

  /** Returns the series with one more reading, or a new series if that does not agree with it. */
  Pending with(BigDecimal next, @Nullable Instant when, boolean asked) {
    if (when != null && when.equals(at)) {
      // The same reading once more; it may have come by itself first and as an answer now.
      return asked && !polled ? new Pending(value, at, readings, polls + 1, true) : this;
    }
    if (!Growth.possible(value, at, next, when)) {
      return first(next, when, asked);
    }
    return new Pending(next, when, readings + 1, polls + (asked ? 1 : 0), asked);
  }

  boolean confirmed() {
    return readings >= READINGS_WANTED && polls >= POLLS_WANTED;
  }
}
