package io.github.phasebridge.mqtt;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubling up to a limit, each up to a fifth shorter or
 * longer, so that many clients of one broker don't come back in the same instant.
 */
final class BackOff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final RandomGenerator random;
  private final Duration first;
  private final Duration longest;
  private Duration next;

  /** Waits 1 s at first and 2 min at most, as suits a broker. */
  BackOff(RandomGenerator random) {
    this(random, FIRST, LONGEST);
  }

  BackOff(RandomGenerator random, Duration first, Duration longest) {
    this.random = random;
    this.first = first;
    this.longest = longest;
    next = first;
  }

  /** Starts again from the shortest wait: the connection was good. */
  void reset() {
    next = first;
  }

  /** Returns the next wait. */
  Duration next() {
    Duration plain = next;
    Duration doubled = plain.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return jittered(plain);
  }

  /** Returns about this wait. */
  Duration jittered(Duration plain) {
    return Duration.ofMillis(Math.round(plain.toMillis() * random.nextDouble(0.8, 1.2)));
  }
}
