package io.github.phasebridge.mqtt;

import static io.github.phasebridge.mqtt.LinkTester.await;
import static io.github.phasebridge.mqtt.LinkTester.awaitConnected;
import static io.github.phasebridge.mqtt.LinkTester.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.phasebridge.config.MqttConfig.Protocol;
import io.github.phasebridge.testing.TcpProxy;
import io.github.phasebridge.testing.TestBroker;
import io.github.phasebridge.testing.TestBroker.Feature;
import io.github.phasebridge.testing.TestClient;
import io.github.phasebridge.testing.TestClient.Received;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The link against a real broker that stays up. */
class BrokerLinkIT {

  @SuppressWarnings("NullAway.Init")
  private static TestBroker broker;

  private final LinkTester tester = new LinkTester();

  @SuppressWarnings("NullAway.Init")
  private TestClient client;

  @BeforeAll
  static void startBroker() {
    broker = TestBroker.started();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void connectClient() {
    client = TestClient.connect(broker.url()).subscribe("base/#");
  }

  @AfterEach
  void close() {
    tester.close();
    for (Received left : client.received()) {
      client.publish(left.topic(), "", true);
    }
    client.close();
    assertThat(tester.log().haveStackTraces()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void itPublishesAndReceives(Protocol protocol) {
    List<InboundMessage> commands = new CopyOnWriteArrayList<>();
    BrokerLink link = tester.create(config(broker.url(), protocol));
    link.subscribe("base/+/+/set", commands::add);
    link.publishRetained("base/m/state", "{\"power\":1}");
    link.start();
    awaitConnected(link);
    link.publishEvent("base/m/event/boot", "now");
    await().until(() -> client.payloads("base/m/event/boot").contains("now"));

    client.publish("base/m/power/set", "ON", false);
    await().until(() -> commands.size() == 1);

    assertThat(client.received())
        .extracting(Received::topic, Received::payload)
        .containsSubsequence(
            tuple("base/m/state", "{\"power\":1}"),
            tuple("base/status", "online"),
            tuple("base/m/event/boot", "now"));
    assertThat(commands.getFirst().topic()).isEqualTo("base/m/power/set");
    assertThat(commands.getFirst().payload()).isEqualTo("ON");
    assertThat(commands.getFirst().retained()).isFalse();
    assertThat(commands.getFirst().expiry()).isNull();
    assertThat(tester.log().all())
        .containsExactly("INFO Connected to " + broker.url() + " (MQTT " + protocol.text() + ")");
  }

  @ParameterizedTest
  @EnumSource
  void stoppingSaysOfflineOnce(Protocol protocol) {
    broker.require(Feature.WILL_DROPPED_AT_DISCONNECT);
    BrokerLink link = tester.start(config(broker.url(), protocol));
    awaitConnected(link);
    link.publishRetained("base/m/state", "last");
    link.stop();
    await().until(() -> client.payloads("base/status").contains("offline"));

    client.publish("base/end", "", false);
    await().until(() -> !client.payloads("base/end").isEmpty());

    assertThat(client.payloads("base/status")).containsExactly("online", "offline");
    assertThat(client.payloads("base/m/state")).containsExactly("last");
    assertThat(link.connected()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aBrokenLineMakesUsOfflineByTheLastWillUntilWeAreBack(Protocol protocol) {
    broker.require(Feature.WILL_DROPPED_AT_DISCONNECT);
    try (TcpProxy proxy = new TcpProxy(broker.url().getPort())) {
      URI url = URI.create("mqtt://localhost:" + proxy.port());
      BrokerLink link = tester.start(config(url, protocol));
      await().until(() -> client.payloads("base/status").contains("online"));

      proxy.cut();
      await().until(() -> client.payloads("base/status").size() == 3);

      assertThat(client.payloads("base/status")).containsExactly("online", "offline", "online");
      awaitConnected(link);
      assertThat(tester.log().warnings()).hasSize(1).first().asString().contains("trying again");
    }
  }

  @Test
  void aVisitorNeitherPushesTheBridgeOffNorTouchesItsStatus() {
    BrokerLink bridge = tester.start(config(broker));
    awaitConnected(bridge);
    BrokerLink visitor = tester.startVisitor(config(broker));
    awaitConnected(visitor);
    visitor.publishEvent("base/hello", "1");
    await().until(() -> client.payloads("base/hello").contains("1"));
    visitor.stop();

    client.publish("base/end", "", false);
    await().until(() -> !client.payloads("base/end").isEmpty());

    assertThat(client.payloads("base/status")).containsExactly("online");
    assertThat(bridge.connected()).isTrue();
  }

  @Test
  void theRetainedFlagIsSeenAlsoLive() {
    List<InboundMessage> commands = new CopyOnWriteArrayList<>();
    BrokerLink link = tester.create(config(broker));
    link.subscribe("base/m/power/set", commands::add);
    link.start();
    awaitConnected(link);

    client.publish("base/m/power/set", "ON", true);
    await().until(() -> commands.size() == 1);

    assertThat(commands.getFirst().retained()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aRetainedMessageThatWaitedIsMarkedAsSuch(Protocol protocol) {
    List<InboundMessage> commands = new CopyOnWriteArrayList<>();
    client.publish("base/m/power/set", "ON", true);
    BrokerLink link = tester.create(config(broker.url(), protocol));
    link.subscribe("base/m/power/set", commands::add);
    link.start();
    await().until(() -> commands.size() == 1);

    assertThat(commands.getFirst().retained()).isTrue();
  }

  @Test
  void anExpiryIsPassedOn() {
    List<InboundMessage> commands = new CopyOnWriteArrayList<>();
    BrokerLink link = tester.create(config(broker));
    link.subscribe("base/m/power/set", commands::add);
    link.start();
    awaitConnected(link);

    client.publish("base/m/power/set", "ON", false, Duration.ofSeconds(60));
    await().until(() -> commands.size() == 1);

    assertThat(commands.getFirst().expiry())
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyValueRemovesTheTopicFromTheBroker(Protocol protocol) {
    BrokerLink link = tester.start(config(broker.url(), protocol));
    awaitConnected(link);
    link.publishRetained("base/m/state", "1");
    link.publishRetained("base/other", "1");
    await().until(() -> !client.payloads("base/other").isEmpty());
    link.publishRetained("base/m/state", "");
    await().until(() -> client.payloads("base/m/state").contains(""));

    try (TestClient late = TestClient.connect(broker.url()).subscribe("base/#")) {
      await().until(() -> !late.payloads("base/other").isEmpty());
      assertThat(late.payloads("base/m/state")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyValuesArriveInOrder(Protocol protocol) {
    // Mosquitto drops messages for a client that has more than 1000 of them waiting.
    List<String> values = IntStream.range(0, 900).mapToObj(i -> "base/m/" + i).toList();
    BrokerLink link = tester.create(config(broker.url(), protocol));
    values.forEach(topic -> link.publishRetained(topic, "x"));
    link.start();
    await().until(() -> client.received().size() > values.size());

    assertThat(client.received().stream().map(Received::topic).limit(values.size()))
        .containsExactlyElementsOf(values);
    assertThat(client.received().getLast().topic()).isEqualTo("base/status");
  }

  @ParameterizedTest
  @EnumSource
  void aSecondClientWithOurIdIsNamed(Protocol protocol) {
    BrokerLink link = tester.start(config(broker.url(), protocol));
    for (int i = 0; i < 3 && !link.state().detail().contains("client id"); i++) {
      awaitConnected(link);
      TestClient.connect(broker.url(), "phasebridge").close();
      await().until(() -> !link.connected());
    }

    assertThat(link.state().detail())
        .contains("another client uses the same client id \"phasebridge\"", "mqtt.client-id");
    assertThat(tester.log().warnings())
        .filteredOn(line -> line.contains("another client uses the same client id"))
        .hasSize(1);
  }
}
