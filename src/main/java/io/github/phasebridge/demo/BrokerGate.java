package io.github.phasebridge.demo;

import org.jspecify.annotations.Nullable;

/** Decides who may do what at an {@link EmbeddedBroker}. Called by several threads. */
interface BrokerGate {

  /** Returns whether a client may connect. */
  boolean admits(String clientId, @Nullable String user, @Nullable String password);

  /**
   * Returns whether an admitted user may use a topic or a filter.
   *
   * @param publishes true for publishing, false for subscribing
   */
  boolean allows(String user, boolean publishes, String topic);
}
