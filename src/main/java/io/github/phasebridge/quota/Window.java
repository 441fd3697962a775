package io.github.phasebridge.quota;

import java.time.Duration;

/**
 * A rolling limit.
 *
 * @param limit how many calls may lie within any span of this length, at least 1
 * @param length the span, at most {@link #LONGEST}
 */
public record Window(int limit, Duration length) {

  /** The longest span: the ledger forgets calls that are older. */
  public static final Duration LONGEST = Duration.ofDays(2);

  /** Returns whether what keeps this window keeps the other, longer one too. */
  boolean implies(Window longer) {
    long nanos = length.toNanos();
    long spans = (longer.length().toNanos() + nanos - 1) / nanos;
    return length.compareTo(longer.length()) < 0 && spans * limit <= longer.limit();
  }

  /** Refuses limits below 1 and spans that are not positive or too long for the ledger. */
  public Window {
    if (limit < 1 || !length.isPositive() || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("window of " + limit + " calls per " + length);
    }
  }
}
