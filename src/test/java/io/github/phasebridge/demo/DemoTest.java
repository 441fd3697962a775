package io.github.phasebridge.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.github.phasebridge.config.ConfigLoader;
import io.github.phasebridge.config.PhasebridgeConfig;
import io.github.phasebridge.testing.FakeTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo's world without the bridge. */
@Timeout(30)
class DemoTest {

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-05T12:00:00Z"));

  /** Collects what is printed and lets a test wait for a word of it. */
  private static final class Printed extends ByteArrayOutputStream {
    private final String awaited;
    private final CountDownLatch seen = new CountDownLatch(1);

    private Printed(String awaited) {
      this.awaited = awaited;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, length);
      if (toString(StandardCharsets.UTF_8).contains(awaited)) {
        seen.countDown();
      }
    }

    private String await() throws InterruptedException {
      assertThat(seen.await(10, SECONDS)).as("printed in time: %s in %s", awaited, this).isTrue();
      return toString(StandardCharsets.UTF_8);
    }
  }

  private static void publishOnePower(Demo demo) {
    Mqtt5BlockingClient client =
        MqttClient.builder()
            .useMqttVersion5()
            .serverHost("127.0.0.1")
            .serverPort(demo.brokerUrl().getPort())
            .buildBlocking();
    client.connect();
    for (List<String> message :
        List.of(
            List.of(
                "homeassistant/device/iammeter_x/config",
                "{\"device\":{\"name\":\"House\"},\"state_topic\":\"phasebridge/iammeter_x/state\","
                    + "\"components\":{\"power\":{\"name\":\"Power\",\"unit_of_measurement\":\"W\"}}}"),
            List.of("phasebridge/iammeter_x/state", "{\"power\":862}"))) {
      var _ =
          client
              .publishWith()
              .topic(message.getFirst())
              .qos(MqttQos.AT_LEAST_ONCE)
              .retain(true)
              .payload(message.getLast().getBytes(StandardCharsets.UTF_8))
              .send();
    }
    client.disconnect();
  }

  @Test
  void whereThereIsNoTerminalEveryChangeIsALine() throws Exception {
    Printed printed = new Printed("House  Power  862 W");
    try (Demo demo = Demo.start(0, time)) {
      publishOnePower(demo);
      try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
          LiveView _ = demo.show("phasebridge", "homeassistant", out)) {
        assertThat(printed.await().lines().toList())
            .contains("Watch the broker: " + demo.watchLine())
            .anyMatch(line -> line.startsWith("Open its page: http://127.0.0.1:"))
            .anyMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d  House  Power  862 W"));
      }
    }
  }

  @Test
  void onATerminalTheTableIsDrawnInPlaceAndTheCursorComesBack() throws Exception {
    Printed printed = new Printed("862  W");
    try (Demo demo = Demo.start(0, time)) {
      publishOnePower(demo);
      LiveView.Source source =
          new LiveView.Source(
              "127.0.0.1",
              demo.brokerUrl().getPort(),
              "phasebridge",
              "homeassistant",
              List.of("demo"));
      try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
          LiveView _ = LiveView.start(source, out, time, true)) {
        assertThat(printed.await()).contains("DEVICE", "House", "Power");
      }
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).endsWith("\u001b[?25h");
  }

  @Test
  void theCloudLivesAsFastAsTheDemoSays() throws Exception {
    try (Demo demo = Demo.start(0, time);
        CloudClient client = new CloudClient(demo.cloud())) {
      for (int i = 0; i < 13; i++) {
        assertThat(client.get("site/meterdata2/7C3A91E4").body()).isNotEmpty();
        time.advance(Duration.ofMillis(5_100));
      }
      assertThat(demo.cloud().violations()).isEmpty();
    }
  }

  @Test
  void aBridgeGetsAMeterCloudARelayCloudAndARelayOnTheLan() throws Exception {
    try (Demo demo = Demo.start(0, time)) {
      PhasebridgeConfig config = new ConfigLoader(demo.settings()).load(null, null).config();

      assertThat(config.iammeter().url()).isEqualTo(demo.cloud().url());
      assertThat(config.thingboot().url()).isEqualTo(demo.relayCloud().url());
      assertThat(config.thingboot().pushUrl()).isEqualTo(demo.relayCloud().pushUrl());
      assertThat(config.thingboot().devices())
          .singleElement()
          .satisfies(
              relay -> {
                assertThat(relay.id()).isEqualTo("820733");
                assertThat(relay.address()).isEqualTo(demo.lanRelay().url());
                assertThat(relay.secret().reveal()).isEqualTo(demo.lanRelay().secret());
              });
    }
  }

  @Test
  void theRelayOnTheLanReportsToTheWebhookOfTheBridge() throws Exception {
    try (Demo demo = Demo.start(0, time);
        MockWebServer bridge = new MockWebServer()) {
      bridge.enqueue(new MockResponse.Builder().code(200).build());
      Map<String, String> settings = demo.settings();
      bridge.start(Integer.parseInt(settings.getOrDefault("PHASEBRIDGE_WEB_WEBHOOK_PORT", "none")));
      demo.press('2');
      RecordedRequest request = bridge.takeRequest(10, SECONDS);

      assertThat(request).isNotNull();
      assertThat(request.getTarget())
          .isEqualTo("/webhook/" + settings.get("PHASEBRIDGE_WEB_WEBHOOK_TOKEN") + "/820733");
      assertThat(request.getBody()).isNotNull();
      assertThat(request.getBody().utf8()).contains("btn1");
    }
  }

  @Test
  void keysPressTheButtonsOfTheRelays() throws Exception {
    try (Demo demo = Demo.start(0, time)) {
      demo.press('1');
      demo.press('x');
      assertThat(demo.relayCloud().relay("820720").isOn()).isTrue();
      assertThat(demo.lanRelay().relay().isOn()).isFalse();

      demo.press('2');
      assertThat(demo.lanRelay().relay().isOn()).isTrue();
    }
  }

  @Test
  void aViewWithoutABrokerFailsInOneSentence() {
    LiveView.Source nowhere =
        new LiveView.Source("127.0.0.1", 1, "phasebridge", "homeassistant", List.of());

    assertThatThrownBy(() -> LiveView.start(nowhere, System.out, time, false))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("The live view cannot subscribe at mqtt://127.0.0.1:1");
  }
}
