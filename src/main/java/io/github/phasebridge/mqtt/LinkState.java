package io.github.phasebridge.mqtt;

import java.time.Instant;

/**
 * How the link to the broker is.
 *
 * @param connected whether it is up
 * @param since since when
 * @param detail what is wrong and what to do about it; empty while all is well
 * @param address where the broker is, such as {@code mqtt://localhost:1883}, without any
 *     credentials; empty as long as that is not known
 * @param origin where the address comes from, {@code configuration} or {@code Supervisor}
 */
public record LinkState(
    boolean connected, Instant since, String detail, String address, String origin) {

  /** Returns the same with other words about what is wrong. */
  LinkState withDetail(String other) {
    return new LinkState(connected, since, other, address, origin);
  }
}
