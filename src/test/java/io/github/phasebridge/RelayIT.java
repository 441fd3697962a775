package io.github.phasebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.phasebridge.demo.PushTrouble;
import io.github.phasebridge.demo.RelayPlan;
import io.github.phasebridge.demo.SimulatedRelay;
import io.github.phasebridge.demo.SimulatedThingbootCloud;
import io.github.phasebridge.demo.ThingbootEndpoint;
import io.github.phasebridge.demo.ThingbootOptions;
import io.github.phasebridge.testing.DiscoveryRules;
import io.github.phasebridge.testing.LocalBridge;
import io.github.phasebridge.testing.TcpProxy;
import io.github.phasebridge.testing.TestBroker;
import io.github.phasebridge.testing.TestClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real module list between the simulated relay cloud and a real broker. */
class RelayIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String BOILER = "phasebridge/thingboot_820720";
  private static final String DISCOVERY = "homeassistant/device/thingboot_820720/config";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path dataDir;

  private final Map<String, String> settings = new HashMap<>();
  private TestBroker broker;
  private SimulatedThingbootCloud cloud;

  @BeforeEach
  void startWorld() throws IOException {
    broker = TestBroker.started();
    cloud =
        SimulatedThingbootCloud.start(
            ThingbootOptions.defaults().withRelays(List.of(RelayPlan.boiler(), RelayPlan.pump())));
    settings.put("MQTT_URL", broker.url().toString());
    settings.put("THINGBOOT_URL", cloud.url().toString());
    settings.put("THINGBOOT_APP_ID", cloud.appId());
    settings.put("THINGBOOT_APP_SECRET", cloud.appSecret());
    settings.put("THINGBOOT_PUSH_MQTT_URL", cloud.pushUrl().toString());
  }

  @AfterEach
  void stopWorld() {
    cloud.close();
    broker.close();
  }

  @Test
  void aRelayIsAnnouncedWithACompleteStateAndEveryEntityIsValid() {
    try (LocalBridge _ = start();
        TestClient client = client()) {
      awaitReady(client);
      assertThat(DiscoveryRules.complaints(client.payloads(DISCOVERY).getLast(), "homeassistant"))
          .isEmpty();
      assertThat(state(client).propertyNames())
          .contains("power", "metering", "voltage", "energy", "energy_today", "last_command")
          .endsWith("at");
    }
    assertThat(cloud.violations()).isEmpty();
  }

  @Test
  void aRetainedOnThatWaitedBeforeTheStartDoesNothing() {
    try (TestClient client = client()) {
      client.publish(BOILER + "/power/set", "ON", true);
      try (LocalBridge _ = start()) {
        awaitReady(client);
        within(() -> assertThat(results(client)).hasSize(1));
      }
      assertThat(results(client).getFirst().path("outcome").asString()).isEqualTo("refused");
      assertThat(results(client).getFirst().path("reason").asString()).contains("retained");
    }
    assertThat(cloud.calls(ThingbootEndpoint.DEVICE_CONTROL)).isEmpty();
    assertThat(boiler().isOn()).isFalse();
  }

  @Test
  void aCommandIsConfirmedByTheRelayItself() {
    try (LocalBridge _ = start();
        TestClient client = client()) {
      awaitReady(client);
      client.publish(BOILER + "/power/set", "{\"value\":\"ON\",\"id\":\"mine\"}", false);
      within(() -> assertThat(results(client)).hasSize(1));
      JsonNode result = results(client).getFirst();
      assertThat(result.path("id").asString()).isEqualTo("mine");
      assertThat(result.path("outcome").asString()).as(result.toString()).isEqualTo("confirmed");
      within(() -> assertThat(state(client).path("power").asString()).isEqualTo("ON"));
      assertThat(state(client).path("last_command").asString()).isEqualTo("power ON: confirmed");
    }
    assertThat(cloud.calls(ThingbootEndpoint.DEVICE_CONTROL)).hasSize(1);
    assertThat(cloud.violations()).isEmpty();
  }

  @Test
  void aCommandWhosePushIsLostIsConfirmedByTheStateThatIsAskedFor() {
    try (LocalBridge _ = start();
        TestClient client = client()) {
      awaitReady(client);
      cloud.trouble(new PushTrouble.Lost(), 5);
      client.publish(BOILER + "/power/set", "ON", false);
      within(() -> assertThat(results(client)).hasSize(1));
      assertThat(results(client).getFirst().path("outcome").asString()).isEqualTo("confirmed");
      assertThat(state(client).path("power").asString()).isEqualTo("ON");
    }
    assertThat(cloud.calls(ThingbootEndpoint.DEVICE_CONTROL)).hasSize(1);
  }

  @Test
  void anOrderThatTheRelayIgnoresIsNotConfirmedAndTheTrueStateStays() {
    try (LocalBridge _ = start();
        TestClient client = client()) {
      awaitReady(client);
      boiler().ignoreOrders(1);
      client.publish(BOILER + "/power/set", "ON", false);
      within(() -> assertThat(results(client)).hasSize(1));
      assertThat(results(client).getFirst().path("outcome").asString()).isEqualTo("timed_out");
      assertThat(state(client).path("power").asString()).isEqualTo("OFF");
    }
    assertThat(cloud.calls(ThingbootEndpoint.DEVICE_CONTROL)).hasSize(1);
  }

  @Test
  void aReconnectInTheMiddleOfACommandDoublesNothing() {
    try (TcpProxy proxy = new TcpProxy(broker.url().getPort());
        TestClient client = client()) {
      settings.put("MQTT_URL", "mqtt://127.0.0.1:" + proxy.port());
      try (LocalBridge _ = start()) {
        awaitReady(client);
        client.publish(BOILER + "/power/set", "ON", false);
        within(() -> assertThat(cloud.calls(ThingbootEndpoint.DEVICE_CONTROL)).hasSize(1));
        proxy.cut();
        within(() -> assertThat(state(client).path("power").asString()).isEqualTo("ON"));
        within(() -> assertThat(client.payloads("phasebridge/status")).endsWith("online"));
      }
      assertThat(results(client)).hasSizeLessThanOrEqualTo(1);
    }
    assertThat(cloud.calls(ThingbootEndpoint.DEVICE_CONTROL)).hasSize(1);
    assertThat(boiler().executed()).hasSize(1);
  }

  @Test
  void aPressIsOneMessageThatIsNeverRetainedNorSentAgain() {
    try (LocalBridge _ = start();
        TestClient client = client()) {
      awaitReady(client);
      cloud.trouble(new PushTrouble.Duplicated(), 10);
      boiler().pressButton();
      within(() -> assertThat(client.payloads(BOILER + "/event/btn1")).hasSize(1));
      JsonNode event = json(client.payloads(BOILER + "/event/btn1").getFirst());
      assertThat(event.path("event_type").asString()).isEqualTo("press_end");
      assertThat(event.propertyNames()).contains("at", "id", "state");
      within(() -> assertThat(state(client).path("power").asString()).isEqualTo("ON"));
      broker.stop();
      broker.start();
      try (TestClient later = client()) {
        within(() -> assertThat(later.payloads("phasebridge/status")).endsWith("online"));
        boiler().pressButton();
        within(() -> assertThat(later.payloads(BOILER + "/event/btn1")).hasSize(1));
      }
    }
  }

  @Test
  void anOfflineRelayIsUnavailableAndRefusesCommandsUntilItIsBack() {
    try (LocalBridge _ = start();
        TestClient client = client()) {
      awaitReady(client);
      boiler().goOffline();
      within(() -> assertThat(client.payloads(BOILER + "/availability")).endsWith("offline"));
      client.publish(BOILER + "/power/set", "ON", false);
      within(() -> assertThat(results(client)).hasSize(1));
      assertThat(results(client).getFirst().path("outcome").asString()).isEqualTo("refused");
      boiler().comeBack();
      within(() -> assertThat(client.payloads(BOILER + "/availability")).endsWith("online"));
    }
    assertThat(cloud.calls(ThingbootEndpoint.DEVICE_CONTROL)).isEmpty();
  }

  @Test
  void aRestartOfTheBridgeSendsNothingToTheRelay() {
    try (TestClient client = client()) {
      for (int i = 0; i < 2; i++) {
        try (LocalBridge _ = start()) {
          int before = client.payloads(BOILER + "/availability").size();
          within(
              () ->
                  assertThat(client.payloads(BOILER + "/availability"))
                      .hasSizeGreaterThan(before - 1)
                      .endsWith("online"));
          awaitReady(client);
        }
      }
    }
    assertThat(cloud.calls(ThingbootEndpoint.DEVICE_CONTROL)).isEmpty();
    assertThat(cloud.calls(ThingbootEndpoint.DEVICE_CONFIG)).isEmpty();
  }

  private SimulatedRelay boiler() {
    return cloud.relay("820720");
  }

  private LocalBridge start() {
    return LocalBridge.start(dataDir, 1, settings);
  }

  private TestClient client() {
    return TestClient.connect(broker.url()).subscribe("phasebridge/#").subscribe("homeassistant/#");
  }

  /** Waits until the relay can be used and the first push connection had its time to stand. */
  private void awaitReady(TestClient client) {
    within(() -> assertThat(client.payloads(BOILER + "/availability")).endsWith("online"));
    within(() -> assertThat(state(client).path("power").asString("")).isEqualTo("OFF"));
    within(() -> assertThat(client.payloads(DISCOVERY)).isNotEmpty());
  }

  private static JsonNode state(TestClient client) {
    List<String> states = client.payloads(BOILER + "/state");
    return states.isEmpty() ? JSON.createObjectNode() : json(states.getLast());
  }

  private static List<JsonNode> results(TestClient client) {
    return client.payloads(BOILER + "/result").stream().map(RelayIT::json).toList();
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  private static void within(ThrowingRunnable assertion) {
    await().atMost(SOON).untilAsserted(assertion);
  }
}
