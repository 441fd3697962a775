package io.github.phasebridge.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import io.github.phasebridge.config.MqttConfig;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A connection that speaks MQTT 3.1.1. This version cannot refuse a message, knows no expiry, and
 * marks a message as retained only when it is replayed.
 */
final class Mqtt3Connection implements Connection {

  private final Mqtt3AsyncClient client;
  private final Mqtt3Connect connect;
  private final Runnable onOpened;
  private volatile boolean closed;

  Mqtt3Connection(
      Mqtt3AsyncClient client, MqttConfig config, @Nullable String statusTopic, Runnable onOpened) {
    this.client = client;
    this.onOpened = onOpened;
    connect = connect(config, statusTopic);
  }

  private static Mqtt3Connect connect(MqttConfig config, @Nullable String statusTopic) {
    Mqtt3ConnectBuilder connect =
        Mqtt3Connect.builder().cleanSession(true).keepAlive(HiveMqConnections.KEEP_ALIVE);
    if (!config.username().isEmpty()) {
      connect =
          connect
              .simpleAuth()
              .username(config.username())
              .password(config.password().reveal().getBytes(UTF_8))
              .applySimpleAuth();
    }
    if (statusTopic != null) {
      connect =
          connect
              .willPublish()
              .topic(statusTopic)
              .qos(MqttQos.AT_LEAST_ONCE)
              .retain(true)
              .payload(Status.OFFLINE.getBytes(UTF_8))
              .applyWillPublish();
    }
    return connect.build();
  }

  @Override
  public void open() {
    var _ =
        client
            .connect(connect)
            .thenRun(
                () -> {
                  if (closed) {
                    var _ = client.disconnect();
                  } else {
                    onOpened.run();
                  }
                });
  }

  @Override
  public CompletionStage<Answer> publish(String topic, String payload, boolean retained) {
    Mqtt3Publish message;
    try {
      message =
          Mqtt3Publish.builder()
              .topic(topic)
              .qos(MqttQos.AT_LEAST_ONCE)
              .retain(retained)
              .payload(payload.getBytes(UTF_8))
              .build();
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(new Answer("it is no valid topic"));
    }
    return Answers.of(
        client.publish(message),
        failure ->
            failure instanceof MqttEncodeException ? "it is larger than the broker allows" : null);
  }

  @Override
  public CompletionStage<Answer> subscribe(String filter, Intake intake) {
    Mqtt3Subscribe subscribe =
        Mqtt3Subscribe.builder()
            .addSubscription()
            .topicFilter(filter)
            .qos(MqttQos.AT_LEAST_ONCE)
            .applySubscription()
            .build();
    return Answers.of(
        client.subscribe(
            subscribe,
            message ->
                intake.take(
                    message.getTopic().toString(),
                    message.getPayloadAsBytes(),
                    message.isRetain(),
                    null),
            Runnable::run),
        failure -> failure instanceof Mqtt3SubAckException ? "not authorized" : null);
  }

  @Override
  public CompletionStage<Void> close(boolean withWill) {
    closed = true;
    return client.disconnect();
  }
}
