package io.github.phasebridge.guard;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the guard knows of one counter.
 *
 * @param value the last good value, kWh: what is published
 * @param at when the device took it, null if unknown
 * @param resetExpected whether the next reading is taken whatever it is
 * @param pending readings that wait for confirmation, null for none
 */
record Counter(
    BigDecimal value, @Nullable Instant at, boolean resetExpected, @Nullable Pending pending) {

  /** Refuses a counter without a value, as a damaged file could bring it. */
  Counter {
    Objects.requireNonNull(value, "value");
  }

  static Counter at(BigDecimal value, @Nullable Instant at) {
    return new Counter(value, at, false, null);
  }

  /** Returns what is known after one more reading. */
  Counter after(BigDecimal next, @Nullable Instant when, boolean polled) {
    if (resetExpected || Growth.possible(value, at, next, when)) {
      return at(next, when);
    }
    if (Growth.littleBack(value, next)) {
      // Held for as long as it takes: the counter catches up by itself, after 1 % at most.
      return at(value, at);
    }
    if (when != null && when.equals(at)) {
      return this;
    }
    Pending series =
        pending == null ? Pending.first(next, when, polled) : pending.with(next, when, polled);
    return series.confirmed()
        ? at(series.value(), series.at())
        : new Counter(value, at, false, series);
  }

  Counter expectingReset() {
    return new Counter(value, at, true, pending);
  }
}
