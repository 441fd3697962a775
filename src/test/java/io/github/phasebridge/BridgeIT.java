package io.github.phasebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.phasebridge.demo.CloudOptions;
import io.github.phasebridge.demo.IammeterEndpoint;
import io.github.phasebridge.demo.SimulatedIammeterCloud;
import io.github.phasebridge.testing.DiscoveryRules;
import io.github.phasebridge.testing.LocalBridge;
import io.github.phasebridge.testing.TestBroker;
import io.github.phasebridge.testing.TestClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real module list between the simulated cloud and a real broker; time runs 60 times as fast.
 */
class BridgeIT {

  private static final int LAPSE = 60;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String HOUSE = "phasebridge/iammeter_7c3a91e4";
  private static final String HOUSE_DISCOVERY = "homeassistant/device/iammeter_7c3a91e4/config";

  @TempDir private Path dataDir;

  private final Map<String, String> settings = new HashMap<>();
  private TestBroker broker;
  private SimulatedIammeterCloud cloud;

  @BeforeEach
  void startWorld() throws IOException {
    broker = TestBroker.started();
    settings.put("MQTT_URL", broker.url().toString());
    startCloud(LAPSE);
  }

  private void startCloud(int lapse) throws IOException {
    cloud =
        SimulatedIammeterCloud.start(
            CloudOptions.defaults().withLapse(lapse, Duration.ofMillis(250)));
    settings.put("IAMMETER_URL", cloud.url().toString());
    settings.put("IAMMETER_TOKEN", cloud.token());
  }

  @AfterEach
  void stopWorld() {
    cloud.close();
    broker.close();
  }

  @Test
  void everyMeterIsAnnouncedAfterTheBridgeAndHasACompleteState() {
    try (LocalBridge _ = start();
        TestClient client = client()) {
      within(() -> assertThat(client.payloads(HOUSE + "/availability")).endsWith("online"));
      within(() -> assertThat(discovery(client)).hasSize(4));

      assertThat(discovery(client).getFirst())
          .isEqualTo("homeassistant/device/phasebridge_bridge/config");
      for (String topic : discovery(client)) {
        assertThat(DiscoveryRules.complaints(client.payloads(topic).getLast(), "homeassistant"))
            .isEmpty();
      }
      JsonNode state = json(client.payloads(HOUSE + "/state").getLast());
      assertThat(state.propertyNames())
          .contains("voltage_a", "power_factor_c", "import_energy", "last_upload", "calls_left")
          .endsWith("at");
      assertThat(client.payloads(HOUSE + "/voltage_a").getLast())
          .isEqualTo(state.path("voltage_a").asString());
      assertThat(client.payloads("phasebridge/status")).endsWith("online");
    }
    assertThat(cloud.violations()).isEmpty();
  }

  @Test
  void whateverHasAttributesTellsHomeAssistantWhere() {
    settings.put("IAMMETER_ANALYSES", "true");
    try (LocalBridge _ = start();
        TestClient client = client()) {
      within(() -> assertThat(client.payloads(HOUSE + "/offline_minutes/attributes")).isNotEmpty());
      within(() -> assertThat(discovery(client)).hasSize(4));
      String announced =
          discovery(client).stream()
              .map(topic -> client.payloads(topic).getLast())
              .collect(Collectors.joining());
      assertThat(client.received())
          .filteredOn(message -> message.topic().endsWith("/attributes"))
          .allSatisfy(message -> assertThat(announced).contains(message.topic()));
    }
  }

  @Test
  void readingsKeepComingWithinTheVendorsLimits() {
    try (LocalBridge _ = start();
        TestClient client = client()) {
      within(() -> assertThat(client.payloads(HOUSE + "/last_upload")).hasSizeGreaterThan(3));
    }
    assertThat(cloud.violations()).isEmpty();
  }

  @Test
  void aBrokerThatForgotEverythingIsToldEverythingAgain() {
    try (LocalBridge _ = start()) {
      try (TestClient client = client()) {
        within(() -> assertThat(client.payloads(HOUSE_DISCOVERY)).isNotEmpty());
      }
      broker.stop();
      broker.start();
      try (TestClient client = client()) {
        within(
            () -> {
              assertThat(client.payloads("phasebridge/status")).endsWith("online");
              assertThat(client.payloads(HOUSE_DISCOVERY)).isNotEmpty();
              assertThat(client.payloads(HOUSE + "/availability")).endsWith("online");
              assertThat(client.payloads(HOUSE + "/state")).isNotEmpty();
            });
      }
    }
  }

  @Test
  void homeAssistantsBirthIsAnsweredWithDiscoveryAndState() {
    try (LocalBridge _ = start();
        TestClient client = client()) {
      within(() -> assertThat(client.payloads(HOUSE_DISCOVERY)).isNotEmpty());
      int discovery = client.payloads(HOUSE_DISCOVERY).size();

      client.publish("homeassistant/status", "online", false);

      within(() -> assertThat(client.payloads(HOUSE_DISCOVERY)).hasSizeGreaterThan(discovery));
      int availability = client.payloads(HOUSE + "/availability").size();
      within(
          () ->
              assertThat(client.payloads(HOUSE + "/availability"))
                  .hasSizeGreaterThan(availability));
    }
  }

  @Test
  void aRestartShowsTheLastReadingsWithoutACall() {
    try (LocalBridge _ = start();
        TestClient client = client()) {
      within(() -> assertThat(client.payloads(HOUSE + "/state")).isNotEmpty());
      within(() -> assertThat(cloud.calls()).hasSizeGreaterThanOrEqualTo(4));
    }
    broker.stop();
    broker.start();
    cloud.close();

    try (LocalBridge _ = start();
        TestClient client = client()) {
      within(() -> assertThat(client.payloads(HOUSE + "/availability")).contains("online"));
      assertThat(json(client.payloads(HOUSE + "/state").getLast()).path("voltage_a").isNumber())
          .isTrue();
    }
  }

  @Test
  void atTheEndOnlyTheStatusGoesOffline() {
    try (TestClient client = client()) {
      try (LocalBridge _ = start()) {
        within(() -> assertThat(client.payloads(HOUSE + "/availability")).endsWith("online"));
      }
      within(() -> assertThat(client.payloads("phasebridge/status")).endsWith("offline"));
      assertThat(client.payloads(HOUSE + "/availability")).endsWith("online");
    }
  }

  @Test
  void aMeterThatLeftTheAccountIsRemovedAfterItWasMissingTwice() throws IOException {
    cloud.close();
    // The list of meters is read every 6 hours: 22 s at this lapse.
    int lapse = 1000;
    startCloud(lapse);
    try (LocalBridge _ = LocalBridge.start(dataDir, lapse, settings);
        TestClient client = client()) {
      within(() -> assertThat(client.payloads(HOUSE_DISCOVERY)).isNotEmpty());
      cloud.removeMeter("7C3A91E4");
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(client.payloads(HOUSE_DISCOVERY)).endsWith(""));
      within(() -> assertThat(client.payloads(HOUSE + "/state")).endsWith(""));
    }
  }

  @Test
  void aCommandForAMeterIsRefusedWithAReason() {
    try (LocalBridge _ = start();
        TestClient client = client()) {
      // Until it was read once, nobody knows how many phases it has.
      within(() -> assertThat(client.payloads(HOUSE + "/voltage_a")).isNotEmpty());
      client.publish(HOUSE + "/voltage_a/set", "{\"value\":\"ON\",\"id\":\"me\"}", false);
      within(() -> assertThat(client.payloads(HOUSE + "/result")).hasSize(1));
      JsonNode result = json(client.payloads(HOUSE + "/result").getFirst());
      assertThat(result.path("id").asString()).isEqualTo("me");
      assertThat(result.path("outcome").asString()).isEqualTo("refused");
      assertThat(result.path("reason").asString()).contains("takes no commands");
    }
  }

  @Test
  void theBridgesButtonsWorkAndARetainedPressDoesNot() {
    try (LocalBridge bridge = start();
        TestClient client = client()) {
      within(() -> assertThat(client.payloads("phasebridge/bridge/state")).isNotEmpty());
      client.publish("phasebridge/bridge/restart/set", "PRESS", true);
      within(() -> assertThat(client.payloads("phasebridge/bridge/result")).hasSize(1));
      assertThat(client.payloads("phasebridge/bridge/result").getFirst()).contains("retained");
      assertThat(bridge.restarts()).isZero();

      client.publish("phasebridge/bridge/restart/set", "PRESS", false);
      within(() -> assertThat(bridge.restarts()).isEqualTo(1));
    }
  }

  @Test
  void withoutThePowerFactorOneCallReadsAllMeters() {
    settings.put("IAMMETER_POWER_FACTOR", "false");
    try (LocalBridge _ = start();
        TestClient client = client()) {
      within(
          () ->
              assertThat(
                      client.received().stream()
                          .filter(m -> m.topic().endsWith("/availability"))
                          .filter(m -> m.payload().equals("online")))
                  .hasSize(cloud.meters().size()));
    }
    assertThat(cloud.calls(IammeterEndpoint.METERS_DATA)).isNotEmpty();
    assertThat(cloud.calls(IammeterEndpoint.METER_DATA)).isEmpty();
    assertThat(cloud.violations()).isEmpty();
  }

  private LocalBridge start() {
    return LocalBridge.start(dataDir, LAPSE, settings);
  }

  private TestClient client() {
    return TestClient.connect(broker.url()).subscribe("#");
  }

  private static List<String> discovery(TestClient client) {
    return client.received().stream()
        .map(TestClient.Received::topic)
        .filter(topic -> topic.startsWith("homeassistant/device/"))
        .distinct()
        .toList();
  }

  private static void within(ThrowingRunnable assertion) {
    await().atMost(SOON).untilAsserted(assertion);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
