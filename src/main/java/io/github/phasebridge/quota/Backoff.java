package io.github.phasebridge.quota;

import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Waits that grow with every failure in a row, with jitter, so that nobody hammers in step. */
public final class Backoff {

  private static final double JITTER = 0.2;

  private final List<Duration> steps;
  private final DoubleSupplier random;
  private int failures;

  /**
   * Makes one without failures.
   *
   * @param steps the waits; the last one repeats
   * @param random numbers from 0 to 1; a wait is longer by up to a fifth
   */
  public Backoff(List<Duration> steps, DoubleSupplier random) {
    this.steps = List.copyOf(steps);
    this.random = random;
  }

  /** Returns how long to wait after one more failure. */
  public Duration next() {
    Duration step = steps.get(Math.min(failures, steps.size() - 1));
    failures++;
    return step.plusMillis((long) (step.toMillis() * JITTER * random.getAsDouble()));
  }

  /** Begins with the first wait again. */
  public void reset() {
    failures = 0;
  }

  /** Returns whether the last try failed. */
  public boolean active() {
    return failures > 0;
  }
}
