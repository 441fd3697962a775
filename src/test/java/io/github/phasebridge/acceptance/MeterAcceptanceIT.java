package io.github.phasebridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.phasebridge.demo.CloudOptions;
import io.github.phasebridge.demo.SimulatedIammeterCloud;
import io.github.phasebridge.testing.BridgeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The real jar between the simulated cloud and a real Home Assistant. */
@RealHomeAssistant
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class MeterAcceptanceIT {

  private static final String HOUSE = "iammeter_7c3a91e4";
  private static final String HEAT_PUMP = "iammeter_b04d62f8";
  private static final String SOLAR = "iammeter_e95c1d07";
  private static final Duration SOON = Duration.ofSeconds(45);

  /** HA makes the statistics that the energy dashboard needs every five minutes. */
  private static final Duration STATISTICS = Duration.ofMinutes(6);

  private final AtomicReference<Duration> behind = new AtomicReference<>(Duration.ZERO);
  private Path dir;
  private HaClient ha;
  private HaLab lab;
  private SimulatedIammeterCloud cloud;
  private BridgeProcess bridge;

  /** Starts the cloud an hour ago, so that one meter can have stopped uploading since. */
  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    dir = temporary;
    ha = HaClient.fromEnvironment();
    lab = HaLab.fromEnvironment();
    behind.set(Duration.ofHours(1));
    cloud =
        SimulatedIammeterCloud.start(
            CloudOptions.defaults().withClock(() -> Instant.now().minus(behind.get())));
    cloud.meter("E95C1D07").goOffline();
    behind.set(Duration.ZERO);
    startBridge();
  }

  private void startBridge() throws IOException {
    bridge =
        BridgeProcess.run(
            dir,
            """
            phasebridge {
              mqtt { url = "%s", client-id = "phasebridge-acceptance" }
              iammeter {
                url = "%s"
                token = "%s"
                meters = [ { sn = "E95C1D07", phases = circuits } ]
              }
              web { enabled = false }
              data-dir = "%s"
            }
            """
                .formatted(
                    System.getenv("MQTT_URL"), cloud.url(), cloud.token(), dir.resolve("data")));
  }

  @AfterAll
  void stop() throws IOException {
    bridge.close();
    Files.write(Path.of("target", "acceptance-bridge.log"), bridge.log());
    cloud.close();
    ha.close();
  }

  @BeforeEach
  void everythingIsThere() {
    awaitValue(HOUSE + "_power_a");
    awaitValue(HEAT_PUMP + "_power");
  }

  @AfterEach
  void theBridgeRunsAndHomeAssistantHasNothingToComplainAbout() {
    assertThat(bridge.isAlive()).as("it printed:\n%s", String.join("\n", bridge.log())).isTrue();
    assertThat(ha.complaints()).isEmpty();
  }

  @ParameterizedTest
  @Order(1)
  @CsvSource({
    "iammeter_7c3a91e4_voltage_a, V, voltage, measurement, 200, 260",
    "iammeter_7c3a91e4_current_b, A, current, measurement, 0, 100",
    "iammeter_7c3a91e4_power_c, W, power, measurement, -30000, 30000",
    "iammeter_7c3a91e4_power_factor_a, , power_factor, measurement, -1, 1",
    "iammeter_7c3a91e4_import_energy_a, kWh, energy, total_increasing, 1, 1000000",
    "iammeter_7c3a91e4_export_energy_a, kWh, energy, total_increasing, 0, 1000000",
    "iammeter_7c3a91e4_power, W, power, measurement, -90000, 90000",
    "iammeter_7c3a91e4_import_energy, kWh, energy, total_increasing, 1, 3000000",
    "iammeter_b04d62f8_voltage, V, voltage, measurement, 200, 260",
    "iammeter_b04d62f8_import_energy, kWh, energy, total_increasing, 1, 1000000"
  })
  void everyValueIsASensor(
      String uniqueId,
      String unit,
      String deviceClass,
      String stateClass,
      double least,
      double most) {
    JsonNode entity = ha.entity(uniqueId).orElseThrow();
    JsonNode attributes = entity.path("attributes");

    assertThat(attributes.path("unit_of_measurement").asString(null)).isEqualTo(unit);
    assertThat(attributes.path("device_class").asString()).isEqualTo(deviceClass);
    assertThat(attributes.path("state_class").asString()).isEqualTo(stateClass);
    assertThat(Double.parseDouble(entity.path("state").asString())).isBetween(least, most);
  }

  @Test
  @Order(1)
  void thePhasesOfASupplyHaveTotalsAndSeparateCircuitsHaveNone() {
    assertThat(ha.registered(HOUSE + "_power")).isPresent();
    assertThat(ha.registered(SOLAR + "_power_a")).isPresent();
    assertThat(ha.registered(SOLAR + "_power")).isEmpty();
  }

  @Test
  @Order(1)
  void theDevicePageNamesTheMeterAndTheBridgeBehindIt() {
    JsonNode bridgeDevice = ha.device("phasebridge_bridge").orElseThrow();
    JsonNode house = ha.device(HOUSE).orElseThrow();

    assertThat(house.path("name").asString()).isEqualTo("House");
    assertThat(house.path("manufacturer").asString()).isEqualTo("IAMMETER");
    assertThat(house.path("serial_number").asString()).isEqualTo("7C3A91E4");
    assertThat(house.path("via_device_id").asString())
        .isEqualTo(bridgeDevice.path("id").asString());
    assertThat(bridgeDevice.path("sw_version").asString()).isNotEmpty();
  }

  @Test
  @Order(1)
  void aMeterThatStoppedUploadingIsUnavailableButTellsSinceWhen() {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(ha.state(SOLAR + "_power_b")).isEqualTo("unavailable"));
    assertThat(OffsetDateTime.parse(ha.state(SOLAR + "_last_upload")).toInstant())
        .isBefore(Instant.now().minus(Duration.ofMinutes(55)));
    assertThat(ha.state(HOUSE + "_cloud")).isEqualTo("on");
  }

  @Test
  @Order(1)
  void theProcessIsOfModestSize() throws IOException {
    long megabytes = bridge.residentBytes() / 1_000_000;
    System.out.println("The bridge has " + megabytes + " MB resident.");
    assertThat(megabytes).isLessThan(300);
  }

  @Test
  @Order(2)
  void aKilledBridgeLeavesNothingThatLooksAliveAndComesBackWithoutACall() throws IOException {
    int calls = cloud.calls().size();
    bridge.kill();
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(ha.state(HOUSE + "_power_a")).isEqualTo("unavailable"));

    startBridge();

    awaitValue(HOUSE + "_power_a");
    assertThat(cloud.calls()).hasSize(calls);
    assertThat(cloud.violations()).isEmpty();
  }

  @Test
  @Order(2)
  void aStoppedBridgeSaysGoodbye() throws IOException {
    assertThat(bridge.terminate(Duration.ofSeconds(5))).isZero();
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(ha.state(HOUSE + "_power_a")).isEqualTo("unavailable"));

    startBridge();
  }

  @Test
  @Order(3)
  @EnabledIfEnvironmentVariable(named = "HA_LAB", matches = ".+")
  void afterARestartOfHomeAssistantAllIsRightAgain() {
    Instant before = Instant.now();
    lab.restartHomeAssistant();
    awaitAllSince(before);
  }

  @Test
  @Order(3)
  @EnabledIfEnvironmentVariable(named = "HA_LAB", matches = ".+")
  void afterABrokerForgotEverythingAllIsRightAgain() {
    Instant before = Instant.now();
    lab.restartBrokerWithoutMemory();
    awaitAllSince(before);
  }

  @Test
  @Order(3)
  @EnabledIfEnvironmentVariable(named = "HA_LAB", matches = ".+")
  void afterABrokerRememberedEverythingAllIsRightAgain(@TempDir Path memory) {
    Instant forgetful = Instant.now();
    lab.restartBrokerWithMemory(memory);
    awaitAllSince(forgetful);

    Instant before = Instant.now();
    lab.restartBrokerWithMemory(memory);
    awaitAllSince(before);
  }

  @Test
  @Order(3)
  @EnabledIfEnvironmentVariable(named = "HA_LAB", matches = ".+")
  void afterAHomeAssistantThatCameBackBeforeTheBridgeAllIsRightAgain() throws IOException {
    Instant before = Instant.now();
    bridge.kill();
    lab.restartBrokerWithoutMemory();
    lab.restartHomeAssistant();
    startBridge();
    awaitAllSince(before);
  }

  @Test
  @Order(4)
  void theCountersFitIntoTheEnergyDashboard() {
    ha.saveEnergyDashboard(entityId(HOUSE + "_import_energy"), entityId(HOUSE + "_export_energy"));

    await()
        .atMost(STATISTICS)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(ha.energyIssues()).isEmpty());
  }

  private String entityId(String uniqueId) {
    return ha.registered(uniqueId).orElseThrow().path("entity_id").asString();
  }

  private void awaitValue(String uniqueId) {
    await().atMost(SOON).untilAsserted(() -> assertThat(ha.state(uniqueId)).matches("-?[0-9.]+"));
  }

  /** Waits until every kind of entity has come back with its value, and the stale meter without. */
  private void awaitAllSince(Instant moment) {
    for (String uniqueId :
        List.of(HOUSE + "_power_a", HOUSE + "_import_energy", HEAT_PUMP + "_voltage")) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                Optional<JsonNode> entity = ha.entity(uniqueId);
                assertThat(entity).isPresent();
                assertThat(entity.get().path("state").asString()).matches("-?[0-9.]+");
                assertThat(changed(entity.get())).isAfter(moment);
              });
    }
    assertThat(ha.state(SOLAR + "_power_b")).isEqualTo("unavailable");
  }

  private static Instant changed(JsonNode entity) {
    return OffsetDateTime.parse(entity.path("last_changed").asString()).toInstant();
  }
}
