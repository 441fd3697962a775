package io.github.phasebridge.guard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a counter of energy can move from one reading to the next. */
final class Growth {

  /** More than any installation with these meters takes: 1,000 kW all the time. */
  private static final BigDecimal KILOWATTS = BigDecimal.valueOf(1000);

  /** Readings that were taken at almost the same time may still differ by this. */
  private static final BigDecimal SLACK_KWH = BigDecimal.TEN;

  /** What to assume where a reading does not tell its time. */
  private static final Duration UNKNOWN_ELAPSED = Duration.ofHours(1);

  private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(3_600_000);
  private static final BigDecimal LITTLE_KWH = new BigDecimal("0.5");
  private static final BigDecimal LITTLE_PART = new BigDecimal("0.01");

  private Growth() {}

  /** Returns whether a counter can have grown from one value to the other; staying is growing. */
  static boolean possible(
      BigDecimal from, @Nullable Instant fromAt, BigDecimal to, @Nullable Instant toAt) {
    return to.compareTo(from) >= 0 && to.subtract(from).compareTo(limit(fromAt, toAt)) <= 0;
  }

  /** Returns whether a lower value is only a little lower: by 0.5 kWh or 1 %, whichever is more. */
  static boolean littleBack(BigDecimal from, BigDecimal to) {
    BigDecimal back = from.subtract(to);
    return back.signum() > 0 && back.compareTo(LITTLE_KWH.max(from.multiply(LITTLE_PART))) <= 0;
  }

  private static BigDecimal limit(@Nullable Instant from, @Nullable Instant to) {
    Duration elapsed = from == null || to == null ? UNKNOWN_ELAPSED : Duration.between(from, to);
    BigDecimal hours =
        BigDecimal.valueOf(Math.max(0, elapsed.toMillis()))
            .divide(MILLIS_PER_HOUR, 6, RoundingMode.UP);
    return KILOWATTS.multiply(hours).add(SLACK_KWH);
  }
}
