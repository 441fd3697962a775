package io.github.phasebridge.log;

import java.time.Duration;

/** Says in words how long something took, as exactly as people want to know it. */
final class Elapsed {

  private Elapsed() {}

  /** Returns for example {@code 45 s}, {@code 37 min}, {@code 5 h} or {@code 3 days}. */
  static String text(long nanos) {
    Duration elapsed = Duration.ofNanos(nanos);
    if (elapsed.toSeconds() < 120) {
      return elapsed.toSeconds() + " s";
    }
    if (elapsed.toMinutes() < 120) {
      return elapsed.toMinutes() + " min";
    }
    return elapsed.toHours() < 48 ? elapsed.toHours() + " h" : elapsed.toDays() + " days";
  }
}
