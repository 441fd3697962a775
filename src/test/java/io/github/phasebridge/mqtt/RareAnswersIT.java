package io.github.phasebridge.mqtt;

import static io.github.phasebridge.mqtt.LinkTester.await;
import static io.github.phasebridge.mqtt.LinkTester.config;
import static io.github.phasebridge.mqtt.ScriptedBroker.CONNECT;
import static io.github.phasebridge.mqtt.ScriptedBroker.ID;
import static io.github.phasebridge.mqtt.ScriptedBroker.SUBSCRIBE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.MqttConfig.Protocol;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the link makes of answers that a Mosquitto at hand does not give. */
class RareAnswersIT {

  private static final int[] ACCEPT_V5 = {0x20, 3, 0, 0, 0};
  private static final int[] ACCEPT_V3 = {0x20, 2, 0, 0};

  private final LinkTester tester = new LinkTester();

  @AfterEach
  void close() {
    tester.close();
    assertThat(tester.log().haveStackTraces()).isFalse();
  }

  static Stream<Arguments> answersToConnect() {
    return Stream.of(
        Arguments.of(
            "mqtt", Protocol.V5, v5(0x84), "does not speak MQTT 5; set mqtt.protocol = \"3.1.1\""),
        // A broker that only knows 3.1.1 answers in its own form.
        Arguments.of(
            "mqtt", Protocol.V5, v3(1), "does not speak MQTT 5; set mqtt.protocol = \"3.1.1\""),
        Arguments.of(
            "mqtt", Protocol.V3_1_1, v3(1), "does not speak MQTT 3.1.1; set mqtt.protocol = \"5\""),
        Arguments.of(
            "mqtt",
            Protocol.V5,
            v5(0x85),
            "does not accept the client id \"phasebridge\"; choose another mqtt.client-id"),
        Arguments.of(
            "mqtt",
            Protocol.V3_1_1,
            v3(2),
            "does not accept the client id \"phasebridge\"; choose another mqtt.client-id"),
        Arguments.of(
            "mqtt", Protocol.V5, v5(0x86), "wants a user: set mqtt.username and mqtt.password"),
        Arguments.of(
            "mqtt", Protocol.V3_1_1, v3(4), "wants a user: set mqtt.username and mqtt.password"),
        Arguments.of("mqtt", Protocol.V5, v5(0x89), "takes no connection now (server busy)"),
        Arguments.of(
            "mqtt", Protocol.V3_1_1, v3(3), "takes no connection now (server unavailable)"),
        Arguments.of("mqtt", Protocol.V5, v5(0x9c), "refused us (use another server)"),
        Arguments.of(
            "mqtt",
            Protocol.V5,
            new int[] {0x15, 3, 3, 0, 2, 2, 50},
            "answers something that is not MQTT 5"),
        Arguments.of(
            "mqtts",
            Protocol.V5,
            ascii("HTTP/1.1 400 Bad Request\r\n\r\n"),
            "speaks no TLS at this port"),
        Arguments.of(
            "ws",
            Protocol.V5,
            ascii("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
            "offers no WebSocket for MQTT there"));
  }

  @ParameterizedTest
  @MethodSource("answersToConnect")
  void aRefusedConnectionIsOneSentence(
      String scheme, Protocol protocol, int[] answer, String words) {
    // Whatever the first bytes look like: TLS and HTTP are packets of kinds 1 and 4 as well.
    try (ScriptedBroker broker = new ScriptedBroker(Map.of(CONNECT, answer, 4, answer))) {
      BrokerLink link = tester.start(config(broker.url(scheme), protocol));

      await().until(() -> link.state().detail().contains(words));

      assertThat(tester.log().warnings()).hasSize(1);
    }
  }

  @Test
  void silenceIsOneSentence() {
    try (ScriptedBroker broker = new ScriptedBroker(Map.of())) {
      List<BrokerLink> links =
          Stream.of("mqtt", "mqtts", "ws")
              .map(scheme -> tester.start(config(broker.url(scheme), Protocol.V5)))
              .toList();

      for (BrokerLink link : links) {
        await().until(() -> link.state().detail().contains("in time"));
      }
    }
  }

  @Test
  void aBrokerThatSaysThatWeWereTakenOverIsBelievedAtOnce() {
    int[] acceptThenTakeover = {0x20, 3, 0, 0, 0, 0xE0, 2, 0x8E, 0};
    try (ScriptedBroker broker = new ScriptedBroker(Map.of(CONNECT, acceptThenTakeover))) {
      BrokerLink link = tester.start(config(broker.url("mqtt"), Protocol.V5));

      await().until(() -> link.state().detail().contains("same client id \"phasebridge\""));

      assertThat(tester.log().warnings()).hasSize(1);
    }
  }

  @Test
  void aBrokerThatSaysGoodbyeIsQuoted() {
    int[] acceptThenShutDown = {0x20, 3, 0, 0, 0, 0xE0, 2, 0x8B, 0};
    try (ScriptedBroker broker = new ScriptedBroker(Map.of(CONNECT, acceptThenShutDown))) {
      BrokerLink link = tester.start(config(broker.url("mqtt"), Protocol.V5));

      await().until(() -> link.state().detail().contains("(server shutting down)"));
    }
  }

  static Stream<Arguments> refusedSubscriptions() {
    return Stream.of(
        Arguments.of(Protocol.V5, ACCEPT_V5, new int[] {0x90, 4, ID, ID, 0, 0x87}),
        Arguments.of(Protocol.V3_1_1, ACCEPT_V3, new int[] {0x90, 3, ID, ID, 0x80}));
  }

  @ParameterizedTest
  @MethodSource("refusedSubscriptions")
  void aRefusedSubscriptionIsNamedAndTheLinkGoesOn(Protocol protocol, int[] accept, int[] refuse) {
    try (ScriptedBroker broker = new ScriptedBroker(Map.of(CONNECT, accept, SUBSCRIBE, refuse))) {
      BrokerLink link = tester.create(config(broker.url("mqtt"), protocol));
      link.subscribe("homeassistant/status", message -> {});
      link.start();
      LinkTester.awaitConnected(link);

      assertThat(tester.log().warnings())
          .containsExactly(
              "WARN The broker refuses our subscription to homeassistant/status (not authorized):"
                  + " allow the user to read there");
      assertThat(link.state().detail()).contains("homeassistant/status");
    }
  }

  private static int[] v5(int reason) {
    return new int[] {0x20, 3, 0, reason, 0};
  }

  private static int[] v3(int code) {
    return new int[] {0x20, 2, 0, code};
  }

  private static int[] ascii(String text) {
    return text.chars().toArray();
  }
}
