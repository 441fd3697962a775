package io.github.phasebridge.mqtt;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how the link fares without repeating itself: the first failure and every change of its
 * cause at WARN, the same again at DEBUG, and the end at INFO with how long it took. A connection
 * that does not last is no end. Only used on the link's thread.
 */
final class OutageLog {

  private static final Logger log = LoggerFactory.getLogger(OutageLog.class);

  private final LongSupplier nanoTime;
  private String broker = "";
  private ConnectFailure.@Nullable Kind kind;
  private boolean shaky;
  private boolean connectedBefore;
  private int attempts;
  private long since;

  /** Measures outages with this clock. */
  OutageLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * There is no connection.
   *
   * @param wasOpen whether there was one until now
   * @param retryIn when it is tried again
   */
  void failed(ConnectFailure failure, boolean wasOpen, Duration retryIn) {
    if (kind == null) {
      since = nanoTime.getAsLong();
      attempts = 0;
    }
    shaky |= wasOpen && kind != null;
    attempts += wasOpen ? 0 : 1;
    if (failure.kind() == kind) {
      log.debug("{}; next attempt in {}", failure.sentence(), spoken(retryIn));
    } else {
      log.warn("{}; trying again in {}", failure.sentence(), spoken(retryIn));
    }
    kind = failure.kind();
  }

  /**
   * There is a connection; whether it lasts is not known yet.
   *
   * @param to the address and how we connect, for example {@code mqtt://localhost:1883 (MQTT 5)}
   */
  void connected(String to) {
    broker = to;
    if (kind == null) {
      log.info("Connected to {}", broker);
    } else if (shaky) {
      log.debug("Connected again to {}", broker);
    } else {
      tellRecovery();
    }
    connectedBefore = true;
  }

  /** The connection lasted for a while: whatever fails next is another outage. */
  void steady() {
    if (shaky) {
      tellRecovery();
    }
    kind = null;
    shaky = false;
  }

  private void tellRecovery() {
    log.info(
        "{} {} after {}{}",
        connectedBefore ? "Connected again to" : "Connected to",
        broker,
        spoken(Duration.ofNanos(nanoTime.getAsLong() - since)),
        attempts == 0
            ? ""
            : attempts == 1 ? " and 1 failed attempt" : " and " + attempts + " failed attempts");
  }

  /** Returns a duration as people write it, to the second below two minutes. */
  private static String spoken(Duration duration) {
    long seconds = Math.round(duration.toMillis() / 1000.0);
    return seconds < 120 ? Math.max(seconds, 1) + " s" : Math.round(seconds / 60.0) + " min";
  }
}
