package io.github.phasebridge.mqtt;

import io.github.phasebridge.config.MqttConfig;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the broker, from CONNECT to its end; it never connects again. The session is
 * clean, so nothing outlives it. Its listener and its stages are called on a thread of the network
 * and must not wait.
 */
interface Connection {

  /** Makes connections that are not open yet. */
  interface Factory {
    /**
     * Makes a connection.
     *
     * @param config where the broker is and who we are there
     * @throws TlsFileException if a configured certificate or key cannot be used
     */
    Connection create(MqttConfig config, Listener listener);
  }

  /** Hears how a connection fares. */
  interface Listener {
    /** The broker accepted us. */
    void opened();

    /** It could not be opened, or it broke; not called after {@link #close}. */
    void ended(Throwable cause);
  }

  /** Takes messages as they come from the network. */
  interface Intake {
    /**
     * Takes one message.
     *
     * @param expiry what is left of its expiry, null for none
     */
    void take(String topic, byte[] payload, boolean retained, @Nullable Duration expiry);
  }

  /**
   * What the broker said.
   *
   * @param refusal why it refused, as a part of a sentence; empty if it accepted
   */
  record Answer(String refusal) {
    static final Answer ACCEPTED = new Answer("");

    boolean accepted() {
      return refusal.isEmpty();
    }
  }

  /** Connects; the listener hears how it went. */
  void open();

  /**
   * Publishes at QoS 1. The stage ends with the acknowledgement, or exceptionally when the
   * connection breaks first.
   */
  CompletionStage<Answer> publish(String topic, String payload, boolean retained);

  /** Subscribes at QoS 1, under MQTT 5 with retain-as-published. */
  CompletionStage<Answer> subscribe(String filter, Intake intake);

  /**
   * Disconnects; one that is not open yet will never open.
   *
   * @param withWill whether the broker shall publish the last will all the same (MQTT 5 only)
   */
  CompletionStage<Void> close(boolean withWill);
}
