package io.github.phasebridge.mqtt;

import static io.github.phasebridge.mqtt.LinkTester.await;
import static io.github.phasebridge.mqtt.LinkTester.awaitConnected;
import static io.github.phasebridge.mqtt.LinkTester.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.MqttConfig.Protocol;
import io.github.phasebridge.testing.TestBroker;
import io.github.phasebridge.testing.TestBroker.Feature;
import io.github.phasebridge.testing.TestClient;
import io.github.phasebridge.testing.TestClient.Received;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The link against a real broker that goes and comes back, or lets us in only later. */
class BrokerRestartIT {

  private final TestBroker broker = new TestBroker();
  private final LinkTester tester = new LinkTester();

  @AfterEach
  void close() {
    tester.close();
    broker.close();
    assertThat(tester.log().haveStackTraces()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aBrokerThatForgotIsToldAgain(Protocol protocol) {
    broker.start();
    List<InboundMessage> commands = new CopyOnWriteArrayList<>();
    List<Boolean> connects = new CopyOnWriteArrayList<>();
    BrokerLink link = tester.create(config(broker.url(), protocol));
    link.subscribe("base/m/power/set", commands::add);
    link.onConnected(connects::add);
    link.publishRetained("base/m/state", "1");
    link.start();
    awaitConnected(link);
    link.publishEvent("base/m/event/boot", "before");

    broker.stop();
    await().until(() -> !link.connected());
    link.publishRetained("base/m/state", "2");
    link.publishRetained("base/new", "3");
    broker.start();
    awaitConnected(link);

    try (TestClient client = TestClient.connect(broker.url()).subscribe("base/end")) {
      // What follows the replay tells that the broker has it.
      link.publishEvent("base/end", "");
      await().until(() -> !client.received().isEmpty());
      client.subscribe("base/#");
      await().until(() -> client.received().size() >= 4);
      client.publish("base/m/power/set", "ON", false);
      await().until(() -> commands.size() == 1);
      assertThat(client.received())
          .contains(
              new Received("base/status", "online", true),
              new Received("base/m/state", "2", true),
              new Received("base/new", "3", true));
      assertThat(client.payloads("base/m/event/boot")).isEmpty();
    }
    assertThat(connects).containsExactly(true, false);
    assertThat(tester.log().all().getLast()).startsWith("INFO Connected again to mqtt://");
  }

  @Test
  void aTopicRemovedWhileTheBrokerWasAwayIsGoneAfterwards() {
    broker.require(Feature.MEMORY);
    broker.start();
    BrokerLink link = tester.start(config(broker));
    awaitConnected(link);
    link.publishRetained("base/gone", "1");
    link.publishRetained("base/stays", "1");
    try (TestClient client = TestClient.connect(broker.url()).subscribe("base/#")) {
      await().until(() -> !client.payloads("base/stays").isEmpty());
    }

    broker.stop();
    await().until(() -> !link.connected());
    link.publishRetained("base/gone", "");
    broker.startWithMemory();
    awaitConnected(link);
    try (TestClient client = TestClient.connect(broker.url()).subscribe("base/end")) {
      link.publishEvent("base/end", "");
      await().until(() -> !client.received().isEmpty());
      client.subscribe("base/#");
      await().until(() -> !client.payloads("base/stays").isEmpty());

      assertThat(client.payloads("base/gone")).isEmpty();
    }
  }

  @Test
  void aBrokerThatIsKilledIsJoinedAgain() {
    broker.require(Feature.KILL);
    broker.start();
    BrokerLink link = tester.start(config(broker));
    awaitConnected(link);

    broker.kill();
    await().until(() -> !link.connected());
    assertThat(link.state().detail()).isNotEmpty();
    broker.start();

    awaitConnected(link);
    assertThat(link.state().detail()).isEmpty();
  }

  @Test
  void aBrokerThatStartsLaterIsFoundAndEventsOfThisTimeArrive() {
    BrokerLink link = tester.start(config(broker));
    await().until(() -> link.state().detail().contains("refuses connections"));

    broker.start();
    try (TestClient client = TestClient.connect(broker.url()).subscribe("base/#")) {
      link.publishEvent("base/m/event/btn1", "press");
      await().until(() -> !client.payloads("base/m/event/btn1").isEmpty());
      assertThat(client.payloads("base/m/event/btn1")).containsExactly("press");
    }
    assertThat(tester.log().warnings())
        .containsExactly(
            "WARN The broker "
                + broker.url()
                + " refuses connections: nobody listens there; check that it runs, and the port in"
                + " mqtt.url; trying again in 1 s");
  }

  @ParameterizedTest
  @EnumSource
  void aWrongPasswordIsToldOnceAndForgottenWhenItIsRight(Protocol protocol) {
    broker.user("bridge", "something else").start();
    MqttConfig config =
        LinkTester.withUser(config(broker.url(), protocol), "bridge", "the-real-password");
    BrokerLink link = tester.start(config);
    await().until(() -> link.state().detail().contains("refused user \"bridge\""));

    broker.stop();
    broker.user("bridge", "the-real-password").start();
    awaitConnected(link);

    assertThat(tester.log().warnings())
        .filteredOn(line -> line.contains("refused user \"bridge\": wrong name or password"))
        .hasSize(1);
    assertThat(tester.log().all()).noneMatch(line -> line.contains("the-real-password"));
    assertThat(tester.log().all().getLast()).startsWith("INFO Connected to ");
  }

  @Test
  void aMissingUserIsAskedFor() {
    broker.user("bridge", "secret").start();
    BrokerLink link = tester.start(config(broker));

    await().until(() -> link.state().detail().contains("set mqtt.username and mqtt.password"));
  }

  @Test
  void aRefusedValueIsNamed() {
    broker
        .user("bridge", "secret")
        .accessList("user bridge", "topic write base/#", "topic read base/#")
        .start();
    BrokerLink link = tester.start(LinkTester.withUser(config(broker), "bridge", "secret"));
    link.publishRetained("homeassistant/device/x/config", "{}");
    link.publishRetained("homeassistant/device/y/config", "{}");

    await().until(() -> !tester.log().warnings().isEmpty());

    assertThat(tester.log().warnings())
        .containsExactly(
            "WARN The broker refuses what we publish to homeassistant/device/x/config"
                + " (not authorized): allow the user to write there;"
                + " further refusals are only logged at level debug");
  }
}
