package io.github.phasebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.phasebridge.demo.CloudOptions;
import io.github.phasebridge.demo.SimulatedIammeterCloud;
import io.github.phasebridge.testing.BridgeProcess;
import io.github.phasebridge.testing.SimulatedSupervisor;
import io.github.phasebridge.testing.TestBroker;
import io.github.phasebridge.testing.TestCertificates;
import io.github.phasebridge.testing.TestClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real jar as Home Assistant's Supervisor runs it: options in, entities out. */
class SupervisorIT {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String USER = "addons";
  private static final String PASSWORD = "kXw3-broker-password";

  @TempDir private Path data;

  private final TestBroker broker = new TestBroker();
  private SimulatedSupervisor supervisor;
  private SimulatedIammeterCloud cloud;

  @BeforeEach
  void startWorld() throws IOException {
    supervisor = SimulatedSupervisor.started();
    cloud = SimulatedIammeterCloud.start(CloudOptions.defaults());
  }

  @AfterEach
  void stopWorld() {
    cloud.close();
    supervisor.close();
    broker.close();
  }

  @Test
  void oneTokenInTheOptionsIsEnough() throws IOException {
    startBrokerWithUser();
    offer(broker.url(), PASSWORD);
    try (BridgeProcess app = app("")) {
      app.awaitLine("Connected to", SOON);
      app.awaitLine(
          "The broker is mqtt://127.0.0.1:%d from Home Assistant's Supervisor, user addons"
              .formatted(broker.url().getPort()),
          SOON);
      awaitAMeter();
      assertThat(app.terminate(Duration.ofSeconds(10))).isZero();
      assertNoSecretIn(app);
    }
  }

  @Test
  void itRunsAndWaitsUntilABrokerIsInstalled() throws IOException {
    startBrokerWithUser();
    try (BridgeProcess app = app("")) {
      app.awaitLine("install and start the app \"Mosquitto broker\"", SOON);
      app.awaitLine("House", SOON);
      offer(broker.url(), PASSWORD);
      app.awaitLine("Connected to mqtt", SOON);
      awaitAMeter();
      assertThat(app.log()).filteredOn(line -> line.contains("no MQTT broker yet")).hasSize(1);
      assertThat(supervisor.requests()).containsOnly("GET /services/mqtt").hasSizeLessThan(20);
    }
  }

  @Test
  void anotherPasswordIsAskedForWhenTheOldOneIsRefused() throws IOException {
    startBrokerWithUser();
    offer(broker.url(), "a-wrong-password");
    try (BridgeProcess app = app("")) {
      app.awaitLine("refused user \"addons\"", SOON);
      offer(broker.url(), PASSWORD);
      app.awaitLine("Connected to mqtt", SOON);
      awaitAMeter();
      assertNoSecretIn(app);
      assertThat(app.log()).noneMatch(line -> line.contains("a-wrong-password"));
    }
  }

  @Test
  void whateverTheSupervisorAnswersTheBridgeRuns() throws IOException {
    startBrokerWithUser();
    supervisor.forbids();
    try (BridgeProcess app = app("")) {
      app.awaitLine("HTTP 403", SOON);
      supervisor.answers(200, "<html>no JSON</html>");
      app.awaitLine("not understood", SOON);
      supervisor.answers(200, "");
      supervisor.takes(Duration.ofSeconds(2));
      offer(broker.url(), PASSWORD);
      app.awaitLine("Connected to mqtt", SOON);
      awaitAMeter();
    }
  }

  @Test
  void aBrokerOfTheUserIsNotAskedFor() throws IOException {
    startBrokerWithUser();
    try (BridgeProcess app =
        app(
            ", \"mqtt\": {\"url\": \"%s\", \"username\": \"%s\", \"password\": \"%s\"}"
                .formatted(broker.url(), USER, PASSWORD))) {
      app.awaitLine("Connected to", SOON);
      awaitAMeter();
      assertThat(supervisor.requests()).isEmpty();
    }
  }

  @Test
  void aCertificateOfANobodyIsRefusedWithAWayOut() throws IOException {
    TestCertificates certificates = new TestCertificates(data);
    certificates.authority("ca");
    broker.tls(certificates.server("server", "ca", "dns:localhost,ip:127.0.0.1"));
    startBrokerWithUser();
    supervisor.offers("127.0.0.1", broker.url("mqtts").getPort(), true, USER, PASSWORD);
    try (BridgeProcess app = app("")) {
      String line = app.awaitLine("its certificate is not trusted", SOON);
      assertThat(line).contains("mqtts://127.0.0.1", "set mqtt.url", "mqtt.tls.ca-file");
    }
  }

  @Test
  void tlsWorksWithTheAuthorityOfTheUser() throws IOException {
    TestCertificates certificates = new TestCertificates(data);
    Path authority = certificates.authority("ca").certificate();
    broker.tls(certificates.server("server", "ca", "dns:localhost,ip:127.0.0.1"));
    startBrokerWithUser();
    supervisor.offers("127.0.0.1", broker.url("mqtts").getPort(), true, USER, PASSWORD);
    try (BridgeProcess app =
        app(", \"mqtt\": {\"tls\": {\"ca_file\": \"%s\"}}".formatted(authority))) {
      app.awaitLine("Connected to mqtts://127.0.0.1", SOON);
      awaitAMeter();
    }
  }

  @Test
  void checkNamesTheBrokerToo() throws IOException {
    startBrokerWithUser();
    offer(broker.url(), PASSWORD);
    writeOptions("");
    try (BridgeProcess check = BridgeProcess.start(data, environment(), "check")) {
      check.awaitExit(SOON);
      assertThat(check.log())
          .contains(
              "Broker: mqtt://127.0.0.1:%d from Home Assistant's Supervisor: connected with MQTT 5"
                  .formatted(broker.url().getPort()));
      assertNoSecretIn(check);
    }
  }

  private void startBrokerWithUser() {
    broker.user(USER, PASSWORD);
    broker.user("watcher", "watcher");
    broker.start();
  }

  /** The Supervisor replaces a local host by the official broker's name, so we give an address. */
  private void offer(URI url, String password) {
    supervisor.offers("127.0.0.1", url.getPort(), false, USER, password);
  }

  private BridgeProcess app(String moreOptions) throws IOException {
    writeOptions(moreOptions);
    return BridgeProcess.start(data, environment(), "run");
  }

  private void writeOptions(String more) throws IOException {
    Files.writeString(
        data.resolve("options.json"),
        """
        {"iammeter": {"token": "%s"}, "thingboot": {"app_id": "", "app_secret": ""},
         "log": {"level": "info"}%s}
        """
            .formatted(cloud.token(), more));
  }

  private Map<String, String> environment() {
    return Map.of(
        "SUPERVISOR_TOKEN", supervisor.token(),
        "PHASEBRIDGE_DATA_DIR", data.toString(),
        "PHASEBRIDGE_IAMMETER_URL", cloud.url().toString(),
        "PHASEBRIDGE_WEB_ENABLED", "false",
        "PHASEBRIDGE_HOME_ASSISTANT_SUPERVISOR_URL", supervisor.url().toString());
  }

  private void awaitAMeter() {
    try (TestClient client =
        TestClient.connect(broker.url(), "watcher", "watcher").subscribe("homeassistant/#")) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(client.received())
                      .anyMatch(it -> it.topic().startsWith("homeassistant/device/iammeter_")));
    }
  }

  private void assertNoSecretIn(BridgeProcess app) {
    assertThat(app.log())
        .noneMatch(line -> line.contains(PASSWORD))
        .noneMatch(line -> line.contains(supervisor.token()))
        .noneMatch(line -> line.contains(cloud.token()));
  }
}
