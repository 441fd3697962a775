package io.github.phasebridge.mqtt;

import java.time.Duration;

/**
 * Recognizes a second client with our client id. A broker keeps one connection per client id, so
 * two clients push each other off for ever. Under MQTT 5 a broker may say so (reason code 0x8E;
 * Mosquitto 2.0.21 does). Others just close the connection (Mosquitto 2.0.11, and all under 3.1.1):
 * then three connections in a row that were closed within 10 s are taken for it.
 */
final class TakeoverWatch {

  private static final int SUSPICIOUS_DROPS = 3;
  private static final Duration SHORT = Duration.ofSeconds(10);

  private int drops;

  /** An attempt to connect failed: the broker itself is in trouble, nobody pushes us off. */
  void couldNotConnect() {
    drops = 0;
  }

  /**
   * Judges the end of a connection.
   *
   * @param lasted how long it was open
   * @return whether another client with our id is the likely reason
   */
  boolean ended(ConnectFailure.Kind kind, Duration lasted) {
    if (kind == ConnectFailure.Kind.TAKEN_OVER) {
      return true;
    }
    if (kind != ConnectFailure.Kind.CLOSED || lasted.compareTo(SHORT) > 0) {
      drops = 0;
      return false;
    }
    drops++;
    return drops >= SUSPICIOUS_DROPS;
  }
}
