package io.github.phasebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.github.phasebridge.testing.LocalBridge;
import io.github.phasebridge.testing.TestBroker;
import io.github.phasebridge.testing.TestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vendor's documented answers, from a real HTTP server to the topics of a real broker. */
class VendorSamplesIT {

  private static final Path FIXTURES = Path.of("src", "test", "resources", "fixtures", "iammeter");
  private static final String METER = "phasebridge/iammeter_da2bed94";
  private static final Duration SOON = Duration.ofSeconds(30);

  private static TestBroker broker;

  @TempDir private Path dataDir;

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, String> settings = new HashMap<>();
  private HttpServer cloud;

  @BeforeAll
  static void startBroker() {
    broker = TestBroker.started();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void startCloud() throws IOException {
    cloud = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cloud.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String fixture =
              answers.entrySet().stream()
                  .filter(entry -> path.startsWith("/api/v1/" + entry.getKey()))
                  .map(Map.Entry::getValue)
                  .findFirst()
                  .orElse("");
          byte[] body =
              fixture.isEmpty() ? new byte[0] : Files.readAllBytes(FIXTURES.resolve(fixture));
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(
              fixture.isEmpty() ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    cloud.start();
    settings.put("MQTT_URL", broker.url().toString());
    settings.put("IAMMETER_URL", "http://127.0.0.1:" + cloud.getAddress().getPort());
    settings.put("IAMMETER_TOKEN", "sample-token");
    settings.put("IAMMETER_METERS", "[{sn = DA2BED94, name = House}]");
    settings.put("IAMMETER_ONLY_LISTED", "true");
    // The samples are years old.
    settings.put("IAMMETER_STALE_AFTER", "3650d");
  }

  @AfterEach
  void stopCloud() {
    cloud.stop(0);
    broker.stop();
    broker.start();
  }

  @Test
  void singlePhaseMeterdata() {
    settings.put("IAMMETER_POWER_FACTOR", "false");
    answers.put("site/meterdata/DA2BED94", "meterdata-1-phase.json");

    assertThat(state())
        .isEqualTo(
            """
            {"voltage":230.220,"current":1.300,"power":119.000,"import_energy":1766.590,\
            "export_energy":0.000,"last_upload":"2020-08-28T05:27:33Z","cloud":"ON",\
            "calls_left":11,"at":"2020-08-28T05:27:33Z"}\
            """);
  }

  @Test
  void singlePhaseMeterdata2() {
    answers.put("site/meterdata2/DA2BED94", "meterdata2-1-phase.json");

    assertThat(state())
        .isEqualTo(
            """
            {"voltage":233.41,"current":0.718,"power":111,"import_energy":5724.85,\
            "export_energy":0,"power_factor":0.66,"last_upload":"2023-11-21T06:30:22Z",\
            "cloud":"ON","calls_left":11,"at":"2023-11-21T06:30:22Z"}\
            """);
  }

  @Test
  void threePhaseMeterdataWithAnUnusedPhase() {
    settings.put("IAMMETER_POWER_FACTOR", "false");
    answers.put("site/meterdata/DA2BED94", "meterdata-3-phase.json");

    JsonNode state = JsonMapper.shared().readTree(state());
    assertThat(state.path("import_energy").decimalValue()).isEqualByComparingTo("62891.010");
    assertThat(state.path("export_energy").decimalValue()).isEqualByComparingTo("17704.720");
    assertThat(state.path("power").decimalValue()).isEqualByComparingTo("2202");
    assertThat(state.path("import_energy_b").decimalValue()).isEqualByComparingTo("30536.410");
    assertThat(state.path("voltage_c").decimalValue()).isEqualByComparingTo("0");
    assertThat(state.path("unused_phases").asString()).isEqualTo("C");
  }

  @Test
  void threePhaseMeterdata2WithTwoPhasesNotWired() {
    answers.put("site/meterdata2/DA2BED94", "meterdata2-3-phase.json");

    JsonNode state = JsonMapper.shared().readTree(state());
    assertThat(state.path("power_factor_a").decimalValue()).isEqualByComparingTo("0.57");
    assertThat(state.path("import_energy_a").decimalValue()).isEqualByComparingTo("222.53");
    assertThat(state.path("voltage_b").decimalValue()).isEqualByComparingTo("5");
    assertThat(state.path("power_factor_b").isNull()).isTrue();
    assertThat(state.path("voltage_c").decimalValue()).isEqualByComparingTo("3.1");
    assertThat(state.path("unused_phases").asString()).isEqualTo("B, C");
  }

  @Test
  void theAnalyses() {
    settings.put("IAMMETER_ANALYSES", "true");
    answers.put("site/meterdata2/DA2BED94", "meterdata2-1-phase.json");
    answers.put("site/powerAnalysis", "power-analysis.json");
    answers.put("site/offlineAnalysis", "offline-analysis.json");

    try (LocalBridge _ = LocalBridge.start(dataDir, 60, settings);
        TestClient client = TestClient.connect(broker.url()).subscribe("#")) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(client.payloads(METER + "/average_power")).endsWith("862.6");
                assertThat(client.payloads(METER + "/daytime_average_power")).endsWith("836.9");
                assertThat(client.payloads(METER + "/minimum_power")).endsWith("259.0");
                assertThat(client.payloads(METER + "/maximum_power")).endsWith("3999.0");
                assertThat(client.payloads(METER + "/offline_minutes")).endsWith("906");
                assertThat(client.payloads(METER + "/offline_minutes/attributes").getLast())
                    .contains("2023/9/5 15:06:14");
              });
    }
  }

  @Test
  void allMetersOfAnAccountWithOneCall() {
    settings.remove("IAMMETER_METERS");
    settings.put("IAMMETER_ONLY_LISTED", "false");
    settings.put("IAMMETER_POWER_FACTOR", "false");
    answers.put("user/sitelist", "sitelist.json");
    answers.put("site/metersdata", "metersdata.json");

    try (LocalBridge _ = LocalBridge.start(dataDir, 1, settings);
        TestClient client = TestClient.connect(broker.url()).subscribe("phasebridge/#")) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(client.received())
                      .filteredOn(message -> message.topic().endsWith("/availability"))
                      .filteredOn(message -> message.payload().equals("online"))
                      .hasSizeGreaterThanOrEqualTo(2));
    }
  }

  /** Returns the meter's state after its first reading. */
  private String state() {
    try (LocalBridge _ = LocalBridge.start(dataDir, 1, settings);
        TestClient client = TestClient.connect(broker.url()).subscribe(METER + "/#")) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(client.payloads(METER + "/availability")).endsWith("online"));
      return client.payloads(METER + "/state").getLast();
    }
  }
}
