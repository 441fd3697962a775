package io.github.phasebridge.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/**
 * How a simulated IAMMETER cloud is set up.
 *
 * @param port the TCP port on 127.0.0.1, 0 for any free one
 * @param lapse how much faster than real time its limits, uploads and counters run, at least 1
 * @param grace by how much its limits are more lenient than documented, in real time: with a lapse
 *     of 60 a window of 5 minutes is 5 s, and the network's jitter counts
 * @param clock the wall clock
 * @param zone the local clock of the meters
 * @param meters what the account has at first
 */
public record CloudOptions(
    int port,
    int lapse,
    Duration grace,
    InstantSource clock,
    ZoneOffset zone,
    List<MeterPlan> meters) {

  /** Copies the list. */
  public CloudOptions {
    meters = List.copyOf(meters);
  }

  /** Returns a cloud on any free port, in real time, without grace, with the meters of the demo. */
  public static CloudOptions defaults() {
    return new CloudOptions(
        0, 1, Duration.ZERO, InstantSource.system(), ZoneOffset.ofHours(2), MeterPlan.house());
  }

  /** Returns the same on another port. */
  public CloudOptions withPort(int newPort) {
    return new CloudOptions(newPort, lapse, grace, clock, zone, meters);
  }

  /** Returns the same with another time lapse and grace. */
  public CloudOptions withLapse(int newLapse, Duration newGrace) {
    return new CloudOptions(port, newLapse, newGrace, clock, zone, meters);
  }

  /** Returns the same with another clock. */
  public CloudOptions withClock(InstantSource newClock) {
    return new CloudOptions(port, lapse, grace, newClock, zone, meters);
  }

  /** Returns the same with meters elsewhere on earth. */
  public CloudOptions withZone(ZoneOffset newZone) {
    return new CloudOptions(port, lapse, grace, clock, newZone, meters);
  }

  /** Returns the same with other meters. */
  public CloudOptions withMeters(List<MeterPlan> newMeters) {
    return new CloudOptions(port, lapse, grace, clock, zone, newMeters);
  }
}
