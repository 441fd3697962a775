package io.github.phasebridge.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;

/**
 * How simulated relays live.
 *
 * @param clock the wall clock
 * @param zone the relays' local time: when their midnight is
 * @param executionFrom the shortest time from an order to its execution; 80 ms documented. With 0
 *     to 0 an order is carried out before its HTTP answer is sent
 * @param executionTo the longest time; 120 ms documented
 * @param bootTime how long a relay is away when it starts anew
 */
public record RelayTraits(
    InstantSource clock,
    ZoneOffset zone,
    Duration executionFrom,
    Duration executionTo,
    Duration bootTime) {

  /** Returns the documented times. */
  public static RelayTraits defaults() {
    return new RelayTraits(
        InstantSource.system(),
        ZoneOffset.ofHours(2),
        Duration.ofMillis(80),
        Duration.ofMillis(120),
        Duration.ofSeconds(3));
  }

  /** Returns the same with another clock. */
  public RelayTraits withClock(InstantSource other) {
    return new RelayTraits(other, zone, executionFrom, executionTo, bootTime);
  }

  /** Returns the same elsewhere on earth. */
  public RelayTraits withZone(ZoneOffset other) {
    return new RelayTraits(clock, other, executionFrom, executionTo, bootTime);
  }

  /** Returns the same with other times from an order to its execution. */
  public RelayTraits withExecution(Duration from, Duration to) {
    return new RelayTraits(clock, zone, from, to, bootTime);
  }

  /** Returns the same with another time to start anew. */
  public RelayTraits withBootTime(Duration other) {
    return new RelayTraits(clock, zone, executionFrom, executionTo, other);
  }
}
