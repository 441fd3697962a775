package io.github.phasebridge.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import io.github.phasebridge.testing.FakeTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How messages leave the simulated cloud: over its MQTT listener, by webhook, and with trouble. */
@Timeout(60)
class SimulatedPushTest {

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-05T10:15:00Z"));
  private SimulatedThingbootCloud cloud;
  private SimulatedRelay relay;

  @BeforeEach
  void start() throws IOException {
    cloud =
        SimulatedThingbootCloud.start(
            ThingbootOptions.defaults().withTraits(RelayTraits.defaults().withClock(time)), time);
    relay = cloud.relay("820720");
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  private Mqtt3BlockingClient client(String id) {
    return MqttClient.builder()
        .useMqttVersion3()
        .identifier(id)
        .serverHost("127.0.0.1")
        .serverPort(cloud.pushUrl().getPort())
        .buildBlocking();
  }

  private Mqtt3BlockingClient connected(String id, String user, String password) {
    Mqtt3BlockingClient client = client(id);
    client
        .connectWith()
        .simpleAuth()
        .username(user)
        .password(password.getBytes(StandardCharsets.UTF_8))
        .applySimpleAuth()
        .send();
    return client;
  }

  @Test
  void itsListenerSendsMessagesToItsAccount() throws Exception {
    Mqtt3BlockingClient client = connected("phasebridge-1", cloud.appId(), cloud.appSecret());
    try (Mqtt3BlockingClient.Mqtt3Publishes messages =
        client.publishes(MqttGlobalPublishFilter.ALL)) {
      client
          .subscribeWith()
          .topicFilter("api/" + cloud.appId() + "/message/#")
          .qos(MqttQos.AT_LEAST_ONCE)
          .send();
      relay.pressButton();

      Mqtt3Publish message = messages.receive(10, TimeUnit.SECONDS).orElseThrow();
      assertThat(message.getTopic()).hasToString("api/" + cloud.appId() + "/message/0");
      assertThat(message.getQos()).isEqualTo(MqttQos.AT_LEAST_ONCE);
      assertThat(message.isRetain()).isFalse();
      assertThat(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8))
          .isEqualTo(cloud.pushes().getFirst().body())
          .contains("\"name\":\"btn1\"");
    }
    client.disconnect();
    assertThat(cloud.violations()).isEmpty();
  }

  @Test
  void aWrongPasswordIsRefusedOverMqtt5Too() {
    Mqtt5BlockingClient client =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier("phasebridge-5")
            .serverHost("127.0.0.1")
            .serverPort(cloud.pushUrl().getPort())
            .simpleAuth()
            .username(cloud.appId())
            .password("wrong".getBytes(StandardCharsets.UTF_8))
            .applySimpleAuth()
            .buildBlocking();

    assertThatThrownBy(client::connect).isInstanceOf(Mqtt5ConnAckException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "phasebridge-1, other, {secret}, 0",
    "phasebridge-1, {id}, wrong, 0",
    "cloud-7, cloud, {secret}, 0",
    "phasebridge-test, {id}, {secret}, 1"
  })
  void itsListenerRefusesEverybodyElse(String id, String user, String password, int violations) {
    // Somebody who may come in must not open the door for others.
    connected("phasebridge-2", cloud.appId(), cloud.appSecret()).disconnect();

    assertThatThrownBy(
            () ->
                connected(
                    id,
                    user.replace("{id}", cloud.appId()),
                    password.replace("{secret}", cloud.appSecret())))
        .isInstanceOf(Mqtt3ConnAckException.class);
    assertThatThrownBy(() -> client("nobody").connect()).isInstanceOf(Mqtt3ConnAckException.class);
    assertThat(cloud.violations()).hasSize(violations);
  }

  @Test
  void callersMayOnlyListenToTheirOwnAccount() {
    Mqtt3BlockingClient client = connected("phasebridge-1", cloud.appId(), cloud.appSecret());

    assertThatThrownBy(() -> client.subscribeWith().topicFilter("api/1/message/#").send())
        .isNotNull();
    assertThat(cloud.violations()).isNotEmpty();
  }

  @Test
  void theWebhookGetsEachMessageOnce() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.enqueue(new MockResponse.Builder().code(200).build());
      server.start();
      try (WebhookOutlet outlet = new WebhookOutlet(server.url("/webhook/t").uri(), 1)) {
        cloud.pushTo(outlet);
        relay.pressButton();
        RecordedRequest request = server.takeRequest(10, TimeUnit.SECONDS);

        assertThat(request).isNotNull();
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getBody()).isNotNull();
        assertThat(request.getBody().utf8()).isEqualTo(cloud.pushes().getFirst().body());
      }
    }
  }

  @Test
  void aMessageThatIsNotTakenIsDroppedOrRepeatedAsChosen() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      for (int status : List.of(500, 204, 500, 200)) {
        server.enqueue(new MockResponse.Builder().code(status).build());
      }
      server.start();
      try (WebhookOutlet once = new WebhookOutlet(server.url("/").uri(), 1);
          WebhookOutlet often = new WebhookOutlet(server.url("/").uri(), 5)) {
        once.send("{\"n\":1}");
        assertThat(server.takeRequest(10, TimeUnit.SECONDS)).isNotNull();
        often.send("{\"n\":2}");
        for (int i = 0; i < 3; i++) {
          RecordedRequest request = server.takeRequest(10, TimeUnit.SECONDS);
          assertThat(request).isNotNull();
          assertThat(request.getBody()).isNotNull();
          assertThat(request.getBody().utf8()).isEqualTo("{\"n\":2}");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"LOST, 2 3", "DUPLICATED, 1 1 2 3", "OVERTAKEN, 2 1 3", "LATE, 2 3 1"})
  void messagesMeetTrouble(String trouble, String arrived) {
    List<String> bodies = new ArrayList<>();
    cloud.pushTo(bodies::add);
    cloud.trouble(
        switch (trouble) {
          case "LOST" -> new PushTrouble.Lost();
          case "DUPLICATED" -> new PushTrouble.Duplicated();
          case "OVERTAKEN" -> new PushTrouble.Overtaken();
          default -> new PushTrouble.Late(Duration.ofMillis(500));
        },
        1);
    for (int i = 0; i < 3; i++) {
      relay.pressButton();
    }
    time.advance(Duration.ofMillis(500));

    List<String> sent = cloud.pushes().stream().map(RecordedPush::body).toList();
    assertThat(bodies.stream().map(body -> Integer.toString(sent.indexOf(body) + 1)).toList())
        .containsExactly(arrived.split(" ", -1));
    assertThat(cloud.pushes().getFirst().trouble()).isNotNull();
    assertThat(cloud.pushes().getLast().trouble()).isNull();
  }

  @Test
  void anOvertakenMessageThatNoneFollowsIsDeliveredWhenTheCloudBehaves() {
    List<String> bodies = new ArrayList<>();
    cloud.pushTo(bodies::add);
    cloud.trouble(new PushTrouble.Overtaken(), 5);
    relay.pressButton();
    assertThat(bodies).isEmpty();

    cloud.behave();
    relay.pressButton();
    assertThat(bodies).hasSize(2);
  }
}
