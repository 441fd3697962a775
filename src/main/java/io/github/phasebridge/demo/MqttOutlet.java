package io.github.phasebridge.demo;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes messages as the vendor's broker does: to {@code api/{AppID}/message/0} (both readable
 * pages show 0), at QoS 1, not retained.
 */
public final class MqttOutlet implements PushOutlet {

  private static final long TIMEOUT_S = 10;

  private final Mqtt3AsyncClient client;
  private final String topic;

  private MqttOutlet(Mqtt3AsyncClient client, String topic) {
    this.client = client;
    this.topic = topic;
  }

  /** Returns the topic of an account's messages. */
  public static String topic(String appId) {
    return "api/" + appId + "/message/0";
  }

  /**
   * Connects to a broker.
   *
   * @param user the user there, null for none
   * @throws IOException if it does not let us in
   */
  public static MqttOutlet connect(URI broker, String appId, @Nullable String user, String password)
      throws IOException, InterruptedException {
    Mqtt3AsyncClient client =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier("cloud-" + UUID.randomUUID())
            .serverHost(broker.getHost())
            .serverPort(broker.getPort())
            .buildAsync();
    var connect = client.connectWith().cleanSession(true);
    if (user != null) {
      connect =
          connect
              .simpleAuth()
              .username(user)
              .password(password.getBytes(StandardCharsets.UTF_8))
              .applySimpleAuth();
    }
    try {
      connect.send().get(TIMEOUT_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "The simulated ThingBoot cloud cannot publish at %s: %s"
              .formatted(broker, e.getMessage()),
          e);
    }
    return new MqttOutlet(client, topic(appId));
  }

  @Override
  public void send(String body) {
    var _ =
        client
            .publishWith()
            .topic(topic)
            .qos(MqttQos.AT_LEAST_ONCE)
            .payload(body.getBytes(StandardCharsets.UTF_8))
            .send();
  }

  @Override
  public void close() {
    try {
      client.disconnect().get(TIMEOUT_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // The connection is gone already, which is what was wanted.
    }
  }
}
