package io.github.phasebridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.phasebridge.demo.RelayPlan;
import io.github.phasebridge.demo.SimulatedRelay;
import io.github.phasebridge.demo.SimulatedThingbootCloud;
import io.github.phasebridge.demo.ThingbootOptions;
import io.github.phasebridge.testing.BridgeProcess;
import io.github.phasebridge.testing.TestClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The real jar between the simulated relay cloud and a real Home Assistant and Node-RED. */
@RealHomeAssistant
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class RelayAcceptanceIT {

  private static final String BOILER = "thingboot_820720";
  private static final String PUMP = "thingboot_820733";
  private static final Duration SOON = Duration.ofSeconds(45);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Where the automations of these tests say that they ran. */
  private static final String RAN = "acceptance/ran/";

  private Path dir;
  private HaClient ha;
  private HaLab lab;
  private SimulatedThingbootCloud cloud;
  private BridgeProcess bridge;
  private TestClient mqtt;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    dir = temporary;
    ha = HaClient.fromEnvironment();
    lab = HaLab.fromEnvironment();
    mqtt =
        TestClient.connect(URI.create(System.getenv("MQTT_URL")))
            .subscribe("phasebridge/#")
            .subscribe(RAN + "#");
    cloud =
        SimulatedThingbootCloud.start(
            ThingbootOptions.defaults().withRelays(List.of(RelayPlan.boiler(), RelayPlan.pump())));
    bridge =
        BridgeProcess.run(
            dir,
            """
            phasebridge {
              mqtt { url = "%s", client-id = "phasebridge-relay-acceptance" }
              thingboot {
                url = "%s"
                app-id = "%s"
                app-secret = "%s"
                push-mqtt { url = "%s" }
                configuration-items = true
              }
              web { enabled = false }
              data-dir = "%s"
            }
            """
                .formatted(
                    System.getenv("MQTT_URL"),
                    cloud.url(),
                    cloud.appId(),
                    cloud.appSecret(),
                    cloud.pushUrl(),
                    dir.resolve("data")));
  }

  @AfterAll
  void stop() throws IOException {
    bridge.close();
    Files.write(Path.of("target", "acceptance-relay.log"), bridge.log());
    cloud.close();
    mqtt.close();
    ha.close();
  }

  @BeforeEach
  void everythingIsThere() {
    await().atMost(SOON).until(() -> List.of("on", "off").contains(ha.state(BOILER + "_power")));
    await().atMost(SOON).until(() -> List.of("on", "off").contains(ha.state(PUMP + "_power")));
  }

  @AfterEach
  void nothingIsWrong() {
    assertThat(bridge.isAlive()).as("it printed:\n%s", String.join("\n", bridge.log())).isTrue();
    assertThat(ha.complaints()).isEmpty();
    assertThat(cloud.violations()).isEmpty();
  }

  @ParameterizedTest
  @Order(1)
  @CsvSource({
    "power, switch",
    "metering, switch",
    "voltage, sensor",
    "current, sensor",
    "active_power, sensor",
    "apparent_power, sensor",
    "power_factor, sensor",
    "energy, sensor",
    "energy_today, sensor",
    "energy_days, sensor",
    "point_1000, button",
    "point_5000, button",
    "reset_1000, button",
    "reset_5000, button",
    "restart, button",
    "reboot, button",
    "query_today, button",
    "network, button",
    "clear_all, button",
    "relay1, select",
    "low_power_action, select",
    "btn1, event",
    "boot, event",
    "firmware, update",
    "signal, sensor",
    "ip, sensor",
    "last_command, sensor"
  })
  void everyEntityIsThere(String key, String platform) {
    JsonNode entity = ha.registered(BOILER + "_" + key).orElseThrow();
    assertThat(entity.path("entity_id").asString()).startsWith(platform + ".");
  }

  @Test
  @Order(2)
  void measurementsAndFirmwareAreShown() {
    await().atMost(SOON).until(() -> isNumber(ha.state(BOILER + "_voltage")));
    JsonNode energy = ha.entity(BOILER + "_energy").orElseThrow().path("attributes");
    assertThat(energy.path("unit_of_measurement").asString()).isEqualTo("kWh");
    assertThat(energy.path("state_class").asString()).isEqualTo("total_increasing");
    JsonNode firmware = ha.entity(BOILER + "_firmware").orElseThrow();
    assertThat(firmware.path("attributes").path("installed_version").asString()).startsWith("p46.");
  }

  @Test
  @Order(3)
  void switchingInHomeAssistantShowsTheConfirmedState() throws IOException {
    List<Long> milliseconds = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String wanted = i % 2 == 0 ? "ON" : "OFF";
      int before = states(BOILER).size();
      long called = System.nanoTime();
      ha.call("switch", "turn_" + wanted.toLowerCase(Locale.ROOT), BOILER + "_power");
      await()
          .pollInterval(Duration.ofMillis(2))
          .atMost(SOON)
          .until(() -> states(BOILER).stream().skip(before).anyMatch(s -> isPower(s, wanted)));
      milliseconds.add((System.nanoTime() - called) / 1_000_000);
      await()
          .atMost(SOON)
          .until(() -> ha.state(BOILER + "_power").equals(wanted.toLowerCase(Locale.ROOT)));
      assertThat(relay(BOILER).isOn()).isEqualTo(wanted.equals("ON"));
      await().atMost(SOON).until(() -> ha.state(BOILER + "_last_command").endsWith("confirmed"));
    }
    milliseconds.sort(null);
    String line =
        "from HA's service call to the confirmed state on the broker: median %d ms, most %d ms of %s"
            .formatted(milliseconds.get(5), milliseconds.getLast(), milliseconds);
    System.out.println(line);
    Files.writeString(Path.of("target", "relay-milliseconds.txt"), line + System.lineSeparator());
  }

  @ParameterizedTest
  @Order(4)
  @CsvSource({
    "point_1000, point",
    "point_2000, point",
    "point_3000, point",
    "point_5000, point",
    "reset_1000, reset",
    "reset_2000, reset",
    "reset_3000, reset",
    "reset_5000, reset",
    "query_today, query",
    "query_amount, query",
    "query_total, query",
    "query_days, query",
    "query_hours, query",
    "network, system",
    "restart, system",
    "reboot, system"
  })
  void eachButtonIsPressedOnceAndConfirmed(String key, String order) {
    await().atMost(SOON).until(() -> !ha.state(BOILER + "_" + key).equals("unavailable"));
    int results = results(BOILER).size();
    int executed = relay(BOILER).executed().size();
    int boots = boots();

    ha.call("button", "press", BOILER + "_" + key);

    await().atMost(SOON).until(() -> results(BOILER).size() > results);
    assertThat(results(BOILER).getLast().path("outcome").asString())
        .as(results(BOILER).getLast().toString())
        .isEqualTo("confirmed");
    assertThat(relay(BOILER).executed().subList(executed, relay(BOILER).executed().size()))
        .singleElement()
        .asString()
        .contains(order);
    awaitTheEndOfAPulse(key);
    if (key.equals("restart") || key.equals("reboot")) {
      await().atMost(SOON).until(() -> boots() > boots);
    }
  }

  @Test
  @Order(5)
  void theAnswersToQueriesAreShown() {
    await().atMost(SOON).until(() -> isNumber(ha.state(BOILER + "_energy_today")));
    JsonNode days = ha.entity(BOILER + "_energy_days").orElseThrow();
    assertThat(days.path("attributes").toString()).contains("values");
  }

  @ParameterizedTest
  @Order(6)
  @CsvSource({"clear_all", "clear_today", "clear_amount", "clear_days", "clear_hours"})
  void countersAreCleared(String key) {
    int results = results(BOILER).size();
    mqtt.publish("phasebridge/" + BOILER + "/" + key + "/set", "PRESS", false);
    await().atMost(SOON).until(() -> results(BOILER).size() > results);
    assertThat(results(BOILER).getLast().path("outcome").asString()).isEqualTo("confirmed");
  }

  @Test
  @Order(7)
  void aConfigurationItemIsUnknownUntilItIsWritten() {
    assertThat(ha.state(BOILER + "_action1")).isEqualTo("unknown");
    JsonNode select = ha.registered(BOILER + "_action1").orElseThrow();
    String option =
        ha.entity(BOILER + "_action1")
            .orElseThrow()
            .path("attributes")
            .path("options")
            .path(0)
            .asString();
    ObjectNode data =
        JSON.createObjectNode()
            .put("entity_id", select.path("entity_id").asString())
            .put("option", option);
    ha.call("select", "select_option", data);
    await().atMost(SOON).until(() -> ha.state(BOILER + "_action1").equals(option));
    assertThat(relay(BOILER).flashWrites()).isEqualTo(1);
  }

  @Test
  @Order(8)
  void aPressRunsEachKindOfAutomationOnce() throws IOException {
    String device = ha.device(BOILER).orElseThrow().path("id").asString();
    JsonNode trigger =
        ha.triggers(device).stream()
            .filter(one -> one.path("type").asString().equals("button_short_press"))
            .findFirst()
            .orElseThrow();
    String event = ha.registered(BOILER + "_btn1").orElseThrow().path("entity_id").asString();
    ha.saveAutomation("acceptance_device_trigger", automation(trigger, "device-trigger"));
    ha.saveAutomation(
        "acceptance_event_entity",
        automation(
            JSON.createObjectNode().put("trigger", "state").put("entity_id", event),
            "event-entity"));
    Path blueprints = lab.configuration().resolve("blueprints/automation/phasebridge");
    Files.createDirectories(blueprints);
    Files.copy(
        Path.of("docs", "blueprints", "button-press.yaml"),
        blueprints.resolve("button-press.yaml"),
        StandardCopyOption.REPLACE_EXISTING);
    ha.saveAutomation("acceptance_blueprint", blueprint(event));
    await().atMost(SOON).until(() -> automations() == 3);
    int messages = mqtt.payloads("phasebridge/" + BOILER + "/event/btn1").size();

    for (int press = 1; press <= 3; press++) {
      relay(BOILER).pressButton();
      int expected = press;
      for (String kind : List.of("device-trigger", "event-entity", "blueprint")) {
        await().atMost(SOON).until(() -> mqtt.payloads(RAN + kind).size() == expected);
      }
    }
    assertThat(mqtt.payloads("phasebridge/" + BOILER + "/event/btn1")).hasSize(messages + 3);

    relay(BOILER).boot();
    await()
        .atMost(SOON)
        .until(() -> !mqtt.payloads("phasebridge/" + BOILER + "/event/boot").isEmpty());
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        ha.entity(BOILER + "_boot")
                            .orElseThrow()
                            .path("attributes")
                            .path("event_type")
                            .asString())
                    .isEqualTo("boot"));
    for (String kind : List.of("device-trigger", "event-entity", "blueprint")) {
      assertThat(mqtt.payloads(RAN + kind)).as(kind).hasSize(3);
    }
  }

  @Test
  @Order(9)
  void theFlowOfNodeRedTogglesTheOtherRelayAndChecksTheResult()
      throws IOException, InterruptedException {
    URI broker = URI.create(System.getenv("MQTT_URL"));
    Path flows = dir.resolve("flows.json");
    Files.writeString(
        flows,
        Files.readString(Path.of("docs", "node-red", "button-toggles-relay.json"))
            .replace("\"localhost\"", "\"" + broker.getHost() + "\"")
            .replace("\"1883\"", "\"" + broker.getPort() + "\""));
    URI nodeRed = lab.startNodeRed(flows);
    // Node-RED drops a connection that offers an upgrade to HTTP/2.
    try (HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
      boolean before = relay(PUMP).isOn();
      // Node-RED tells nobody when its subscription stands, so the press is repeated until it does.
      await()
          .pollInterval(Duration.ofSeconds(3))
          .atMost(SOON)
          .until(
              () -> {
                if (relay(PUMP).isOn() == before) {
                  relay(BOILER).pressButton();
                }
                return relay(PUMP).isOn() != before;
              });
      await()
          .atMost(SOON)
          .until(
              () ->
                  http.send(
                          HttpRequest.newBuilder(nodeRed.resolve("/context/flow/pb-toggle"))
                              .build(),
                          BodyHandlers.ofString())
                      .body()
                      .contains("confirmed"));
    } finally {
      lab.stopNodeRed();
    }
  }

  @Test
  @Order(10)
  void aRelayThatLosesItsConnectionIsUnavailableAndComesBack() {
    relay(BOILER).goOffline();
    await().atMost(SOON).until(() -> ha.state(BOILER + "_power").equals("unavailable"));
    relay(BOILER).comeBack();
    await().atMost(SOON).until(() -> List.of("on", "off").contains(ha.state(BOILER + "_power")));
  }

  @Test
  @Order(11)
  void nothingFiresAgainAfterHomeAssistantStartsAnew() {
    int ran = mqtt.payloads(RAN + "blueprint").size();
    lab.restartHomeAssistant();
    everythingIsThere();
    relay(BOILER).pressButton();
    for (String kind : List.of("device-trigger", "blueprint")) {
      await().atMost(SOON).until(() -> mqtt.payloads(RAN + kind).size() > ran);
    }
    assertThat(mqtt.payloads(RAN + "blueprint")).hasSize(ran + 1);
  }

  private SimulatedRelay relay(String device) {
    return cloud.relay(device.substring("thingboot_".length()));
  }

  private List<JsonNode> states(String device) {
    return json(mqtt.payloads("phasebridge/" + device + "/state"));
  }

  private List<JsonNode> results(String device) {
    return json(mqtt.payloads("phasebridge/" + device + "/result"));
  }

  private int boots() {
    return mqtt.payloads("phasebridge/" + BOILER + "/event/boot").size();
  }

  private static List<JsonNode> json(List<String> payloads) {
    return payloads.stream().map(JSON::readTree).toList();
  }

  private static boolean isPower(JsonNode state, String wanted) {
    return state.path("power").asString("").equals(wanted);
  }

  private static boolean isNumber(String state) {
    return state.matches("-?[0-9]+(\\.[0-9]+)?");
  }

  /** The next pulse would be refused while this one runs. */
  private void awaitTheEndOfAPulse(String key) {
    if (key.startsWith("point_") || key.startsWith("reset_")) {
      String end = key.startsWith("point_") ? "OFF" : "ON";
      await()
          .atMost(SOON)
          .until(
              () ->
                  isPower(states(BOILER).getLast(), end)
                      && relay(BOILER).isOn() == end.equals("ON"));
    }
  }

  private long automations() {
    return ha.states().stream()
        .filter(state -> state.path("entity_id").asString().startsWith("automation."))
        .filter(state -> state.path("state").asString().equals("on"))
        .count();
  }

  private static ObjectNode automation(JsonNode trigger, String kind) {
    ObjectNode automation = JSON.createObjectNode().put("alias", "acceptance " + kind);
    automation.put("mode", "queued");
    automation.putArray("triggers").add(trigger);
    automation.putArray("conditions");
    automation.putArray("actions").add(says(kind));
    return automation;
  }

  private static ObjectNode blueprint(String event) {
    ObjectNode automation = JSON.createObjectNode().put("alias", "acceptance blueprint");
    ObjectNode input =
        automation
            .putObject("use_blueprint")
            .put("path", "phasebridge/button-press.yaml")
            .putObject("input")
            .put("button", event);
    input.putArray("actions").add(says("blueprint"));
    return automation;
  }

  private static ObjectNode says(String kind) {
    ObjectNode action = JSON.createObjectNode().put("action", "mqtt.publish");
    action.putObject("data").put("topic", RAN + kind).put("payload", "ran");
    return action;
  }
}
