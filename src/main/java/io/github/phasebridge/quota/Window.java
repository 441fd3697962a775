package io.github.phasebridge.quota;

import java.time.Duration;

/**
 * A rolling limit.
 *
 * @param limit how many calls may lie within any span of this length, at least 1
 * @param length the span
 */
public record Window(int limit, Duration length) {

  /** Refuses limits below 1 and spans that are not positive. */
  public Window {
    if (limit < 1 || !length.isPositive()) {
      throw new IllegalArgumentException("window of " + limit + " calls per " + length);
    }
  }
}
