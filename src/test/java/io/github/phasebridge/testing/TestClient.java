package io.github.phasebridge.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A plain MQTT 5 client beside the bridge, as Node-RED or Home Assistant would be one. */
public final class TestClient implements AutoCloseable {

  /**
   * A message that it got.
   *
   * @param retained whether it was published retained, live ones included
   */
  public record Received(String topic, String payload, boolean retained) {}

  private final Mqtt5BlockingClient client;
  private final List<Received> received = new CopyOnWriteArrayList<>();

  private TestClient(URI url, String id) {
    client =
        Mqtt5Client.builder()
            .identifier(id)
            .serverHost(url.getHost())
            .serverPort(url.getPort())
            .buildBlocking();
  }

  /** Connects to a broker that lets everybody in. */
  public static TestClient connect(URI url) {
    return connect(url, "test-" + UUID.randomUUID());
  }

  /** Connects with this client id. */
  public static TestClient connect(URI url, String id) {
    TestClient client = new TestClient(url, id);
    client.client.connect();
    return client;
  }

  /** Connects as a user. */
  public static TestClient connect(URI url, String user, String password) {
    TestClient client = new TestClient(url, "test-" + UUID.randomUUID());
    client
        .client
        .connectWith()
        .simpleAuth()
        .username(user)
        .password(password.getBytes(UTF_8))
        .applySimpleAuth()
        .send();
    return client;
  }

  /** Collects what comes on these topics from now on, retained messages first. */
  public TestClient subscribe(String filter) {
    var _ =
        client
            .toAsync()
            .subscribeWith()
            .topicFilter(filter)
            .qos(MqttQos.AT_LEAST_ONCE)
            .retainAsPublished(true)
            .callback(this::take)
            .send()
            .join();
    return this;
  }

  private void take(Mqtt5Publish message) {
    received.add(
        new Received(
            message.getTopic().toString(),
            new String(message.getPayloadAsBytes(), UTF_8),
            message.isRetain()));
  }

  /** Publishes at QoS 1 and waits for the acknowledgement. */
  public void publish(String topic, String payload, boolean retained) {
    publish(topic, payload, retained, null);
  }

  /** Publishes with an expiry, null for none. */
  public void publish(String topic, String payload, boolean retained, @Nullable Duration expiry) {
    var message =
        Mqtt5Publish.builder()
            .topic(topic)
            .qos(MqttQos.AT_LEAST_ONCE)
            .retain(retained)
            .payload(payload.getBytes(UTF_8));
    var _ =
        client.publish(
            expiry == null
                ? message.build()
                : message.messageExpiryInterval(expiry.toSeconds()).build());
  }

  /** Returns all messages so far. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** Returns the payloads that came on one topic so far. */
  public List<String> payloads(String topic) {
    return received.stream().filter(m -> m.topic().equals(topic)).map(Received::payload).toList();
  }

  @Override
  public void close() {
    if (client.getState().isConnected()) {
      client.disconnect();
    }
  }
}
