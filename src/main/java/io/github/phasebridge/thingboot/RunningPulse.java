package io.github.phasebridge.thingboot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A pulse that may be running, from being sent until its end is reported or must be over. Moments
 * are those of the monotonic clock.
 */
final class RunningPulse {

  /** How long after the end of a pulse its report may take before the state is asked for. */
  private static final Duration REPORT = Duration.ofMillis(500);

  /** How long after its time a pulse may still run, for all that we know. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Product.Effect.Pulse pulse;
  private final @Nullable Boolean before;
  private boolean begun;
  private boolean taken;
  private boolean askedState;
  private long endsAt;

  /**
   * Begins with the sending of a pulse.
   *
   * @param before the property's position before it, null if it is not known for sure
   */
  RunningPulse(Product.Effect.Pulse pulse, @Nullable Boolean before) {
    this.pulse = pulse;
    this.before = before;
  }

  /** Counts its time from now on, because the request ended; only the first call counts. */
  void taken(long now) {
    if (!taken) {
      taken = true;
      endsAt = now + pulse.length().toNanos();
    }
  }

  /**
   * Looks at a position.
   *
   * @param moment when it was reported or asked for
   * @return whether it shows the end of the pulse
   */
  boolean endsWith(boolean position, long moment) {
    if (position == pulse.first()) {
      begun = true;
      return false;
    }
    if (taken && moment - endsAt >= 0) {
      return true;
    }
    // Without a sure position before it, what is reported may come from the order before it.
    return before != null && (begun || before == pulse.first());
  }

  /** Returns whether it is time to ask for the position after its end; true once. */
  boolean asksState(long now) {
    if (!taken || askedState) {
      return false;
    }
    askedState = now - endsAt - REPORT.toNanos() >= 0;
    return askedState;
  }

  /** Returns whether it cannot run any more. */
  boolean over(long now) {
    return taken && now - endsAt - GRACE.toNanos() >= 0;
  }

  /** Returns the nanoseconds until one of the above changes; a very long time if unknown. */
  long untilDue(long now) {
    if (!taken) {
      return Long.MAX_VALUE;
    }
    return endsAt - now + (askedState ? GRACE : REPORT).toNanos();
  }
}
