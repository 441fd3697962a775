package io.github.phasebridge.demo;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3MessageException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;

/** An embedded broker for a bridge in another process, with a client that plays the user there. */
final class BridgeBroker implements AutoCloseable {

  private final EmbeddedBroker broker;
  private final Mqtt3AsyncClient user;

  private BridgeBroker(EmbeddedBroker broker, Mqtt3AsyncClient user) {
    this.broker = broker;
    this.user = user;
  }

  /**
   * Starts the broker and connects to it.
   *
   * @param port the TCP port, 0 for any free one
   * @throws IOException if the port is taken
   */
  static BridgeBroker start(int port) throws IOException {
    EmbeddedBroker broker = EmbeddedBroker.start(port);
    Mqtt3AsyncClient user =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier("user-" + UUID.randomUUID())
            .serverHost(broker.url().getHost())
            .serverPort(broker.port())
            .buildAsync();
    try {
      user.toBlocking().connect();
    } catch (Mqtt3MessageException e) {
      broker.close();
      throw new IOException("The embedded MQTT broker lets nobody in: " + e.getMessage(), e);
    }
    return new BridgeBroker(broker, user);
  }

  /** Returns where the bridge connects. */
  URI url() {
    return broker.url();
  }

  /** Publishes a message that is not retained. */
  void publish(String topic, String payload) {
    var _ =
        user.publishWith().topic(topic).payload(payload.getBytes(StandardCharsets.UTF_8)).send();
  }

  /** Hands over topic and payload, with a blank between them, of all that comes there. */
  void watch(String topic, Consumer<String> lines) {
    var _ =
        user.subscribeWith()
            .topicFilter(topic)
            .callback(
                message ->
                    lines.accept(
                        message.getTopic()
                            + " "
                            + new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)))
            .send();
  }

  @Override
  public void close() {
    var _ = user.disconnect();
    broker.close();
  }
}
