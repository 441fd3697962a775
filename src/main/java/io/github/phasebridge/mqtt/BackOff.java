package io.github.phasebridge.mqtt;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: 1 s, doubling up to 2 min, each up to a fifth shorter
 * or longer, so that many clients of one broker don't come back in the same instant.
 */
final class BackOff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final RandomGenerator random;
  private Duration next = FIRST;

  BackOff(RandomGenerator random) {
    this.random = random;
  }

  /** Starts again from the shortest wait: the connection was good. */
  void reset() {
    next = FIRST;
  }

  /** Returns the next wait. */
  Duration next() {
    Duration plain = next;
    Duration doubled = plain.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return jittered(plain);
  }

  /** Returns about this wait. */
  Duration jittered(Duration plain) {
    return Duration.ofMillis(Math.round(plain.toMillis() * random.nextDouble(0.8, 1.2)));
  }
}
