package io.github.phasebridge.thingboot;

import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;

/**
 * The one way to a relay. Every request is sent at most once: neither this code nor a library
 * repeats it. Safe for use by several threads; no method waits.
 */
public interface RelayLink {

  /** Returns the link in words for the log, such as {@code the cloud} or {@code 192.168.1.20}. */
  String title();

  /** Returns whether {@link #configure} can work over this link. */
  boolean configures();

  /**
   * Sends an order.
   *
   * @param extra comes back with the report of this order where the link supports it (the cloud): 1
   *     to 32 letters and digits, unique
   * @return completes when the request was taken, which does not mean that the relay did it; fails
   *     only with a {@link LinkFailure}
   */
  CompletionStage<Void> send(Order order, String extra);

  /**
   * Writes a configuration item into the relay's flash memory.
   *
   * @return the {@code data} of the answer, a missing node if there is none; fails only with a
   *     {@link LinkFailure}
   */
  CompletionStage<JsonNode> configure(String item, String value);
}
