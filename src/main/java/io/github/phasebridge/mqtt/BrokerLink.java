package io.github.phasebridge.mqtt;

import java.util.function.Consumer;

/**
 * The link to a broker, mostly the user's own. It connects and reconnects by itself; callers may
 * publish at any time. Retained values live in a ledger that holds the latest value per topic and
 * is replayed after every connect, so that a broker that forgets is no loss. Safe for use by
 * several threads; no method waits for the network except {@link #stop}.
 */
public interface BrokerLink {

  /** Starts to connect; returns at once. */
  void start();

  /**
   * Publishes what is still due and {@code offline} on the status topic, disconnects and stops;
   * waits at most 4 s. Calls after it do nothing. It must not be called from a handler or a
   * listener, and the scheduler must still run.
   */
  void stop();

  /** Returns whether the link is up. */
  boolean connected();

  /**
   * Publishes a retained value at QoS 1 and keeps it for replay. A value equal to the last one that
   * the broker acknowledged in this connection is not sent again.
   *
   * @param topic a full topic
   * @param payload the text; empty removes the topic from the broker and, once that is
   *     acknowledged, from the ledger
   */
  void publishRetained(String topic, String payload);

  /** Sends a retained value again even if it is unchanged, as after a birth message. */
  void republish(String topic);

  /**
   * Publishes a message that is not retained at QoS 1. While the broker is away at most 100 of them
   * wait for at most 30 s; older ones are dropped. Once handed to an open connection it is not sent
   * again, also when that connection breaks before the broker acknowledged it: a button press that
   * arrives twice is worse than one that is lost.
   */
  void publishEvent(String topic, String payload);

  /**
   * Subscribes now and after every connect at QoS 1, under MQTT 5 with retain-as-published. Our own
   * messages come back too where they match. Filters should not overlap: some brokers deliver a
   * message once per matching subscription. Messages above 256 KiB are dropped.
   *
   * @param filter a topic filter
   * @param handler is called on the link's own thread, one message at a time, and must return soon
   */
  void subscribe(String filter, Consumer<InboundMessage> handler);

  /**
   * Adds a listener to connections.
   *
   * @param listener is called on the link's own thread after every connect, when the retained
   *     ledger was handed out again; the argument is true the first time
   */
  void onConnected(Consumer<Boolean> listener);

  /** Returns the state of the link in words for the user. */
  LinkState state();
}
