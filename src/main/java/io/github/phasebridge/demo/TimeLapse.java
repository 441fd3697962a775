package io.github.phasebridge.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * Simulated time. Up to the start it is real time; from there on it runs faster, so that a house
 * lives through an hour in a minute and its counters grow accordingly, without a gap or a step.
 *
 * @param start when the simulation began
 * @param factor simulated seconds per real second, at least 1
 */
record TimeLapse(Instant start, int factor) {

  TimeLapse {
    if (factor < 1) {
      throw new IllegalArgumentException("The time lapse must be at least 1, not " + factor + ".");
    }
  }

  /** Returns a span of simulated time as it really lasts. */
  Duration real(Duration simulated) {
    return simulated.dividedBy(factor);
  }

  /** Returns the simulated time at a moment. */
  Instant simulated(Instant real) {
    return real.isBefore(start)
        ? real
        : start.plus(Duration.between(start, real).multipliedBy(factor));
  }

  /** Returns the first moment (in whole nanoseconds) of a simulated time. */
  Instant real(Instant simulated) {
    return simulated.isBefore(start)
        ? simulated
        : start.plus(Duration.between(start, simulated).plusNanos(factor - 1).dividedBy(factor));
  }
}
