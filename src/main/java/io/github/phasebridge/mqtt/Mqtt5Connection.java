package io.github.phasebridge.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import io.github.phasebridge.config.MqttConfig;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A connection that speaks MQTT 5. */
final class Mqtt5Connection implements Connection {

  private static final int MAXIMUM_PACKET = InboundGate.LARGEST_PAYLOAD + 70_000;

  private final Mqtt5AsyncClient client;
  private final Mqtt5Connect connect;
  private final Runnable onOpened;
  private volatile boolean closed;

  Mqtt5Connection(
      Mqtt5AsyncClient client, MqttConfig config, @Nullable String statusTopic, Runnable onOpened) {
    this.client = client;
    this.onOpened = onOpened;
    connect = connect(config, statusTopic);
  }

  private static Mqtt5Connect connect(MqttConfig config, @Nullable String statusTopic) {
    Mqtt5ConnectBuilder connect =
        Mqtt5Connect.builder()
            .cleanStart(true)
            .sessionExpiryInterval(0)
            .keepAlive(HiveMqConnections.KEEP_ALIVE)
            .restrictions()
            .maximumPacketSize(MAXIMUM_PACKET)
            .applyRestrictions();
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
    Mqtt5Publish message;
    try {
      message =
          Mqtt5Publish.builder()
              .topic(topic)
              .qos(MqttQos.AT_LEAST_ONCE)
              .retain(retained)
              .payload(payload.getBytes(UTF_8))
              .build();
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(new Answer("it is no valid topic"));
    }
    return Answers.of(client.publish(message), Mqtt5Connection::publishRefusal);
  }

  private static @Nullable String publishRefusal(Throwable failure) {
    return switch (failure) {
      case Mqtt5PubAckException e -> Answers.spoken(e.getMqttMessage().getReasonCode());
      case MqttEncodeException e -> "it is larger than the broker allows";
      default -> null;
    };
  }

  @Override
  public CompletionStage<Answer> subscribe(String filter, Intake intake) {
    Mqtt5Subscribe subscribe =
        Mqtt5Subscribe.builder()
            .addSubscription()
            .topicFilter(filter)
            .qos(MqttQos.AT_LEAST_ONCE)
            .retainAsPublished(true)
            .applySubscription()
            .build();
    return Answers.of(
        client.subscribe(subscribe, message -> take(message, intake), Runnable::run),
        failure ->
            failure instanceof Mqtt5SubAckException e
                ? Answers.spoken(e.getMqttMessage().getReasonCodes().getFirst())
                : null);
  }

  private static void take(Mqtt5Publish message, Intake intake) {
    OptionalLong expiry = message.getMessageExpiryInterval();
    intake.take(
        message.getTopic().toString(),
        message.getPayloadAsBytes(),
        message.isRetain(),
        expiry.isPresent() ? Duration.ofSeconds(expiry.getAsLong()) : null);
  }

  @Override
  public CompletionStage<Void> close(boolean withWill) {
    closed = true;
    return client
        .disconnectWith()
        .reasonCode(
            withWill
                ? Mqtt5DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE
                : Mqtt5DisconnectReasonCode.NORMAL_DISCONNECTION)
        .send();
  }
}
