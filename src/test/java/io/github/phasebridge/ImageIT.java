package io.github.phasebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.phasebridge.demo.CloudOptions;
import io.github.phasebridge.demo.IammeterEndpoint;
import io.github.phasebridge.demo.SimulatedIammeterCloud;
import io.github.phasebridge.testing.ImageContainer;
import io.github.phasebridge.testing.SimulatedSupervisor;
import io.github.phasebridge.testing.TestBroker;
import io.github.phasebridge.testing.TestClient;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The image that {@code PHASEBRIDGE_IMAGE} names, as Home Assistant's Supervisor runs it: started
 * as root, its options in a file that only root can read, the broker from the Supervisor, and in
 * every test a file system that cannot be written.
 */
class ImageIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String USER = "addons";
  private static final String PASSWORD = "kXw3-broker-password";
  private static final int METERS = 3;

  private final TestBroker broker = new TestBroker();
  private final Map<String, String> environment = new HashMap<>();
  private ImageContainer app;
  private SimulatedSupervisor supervisor;
  private SimulatedIammeterCloud cloud;
  private int pagePort;

  @BeforeEach
  void startWorld() throws IOException {
    app = ImageContainer.prepare();
    broker.user(USER, PASSWORD);
    broker.user("watcher", "watcher");
    broker.start();
    supervisor = SimulatedSupervisor.started();
    // The Supervisor's "localhost" would mean the official broker.
    supervisor.offers("127.0.0.1", broker.url().getPort(), false, USER, PASSWORD);
    cloud = SimulatedIammeterCloud.start(CloudOptions.defaults());
    pagePort = freePort();
    environment.put("SUPERVISOR_TOKEN", supervisor.token());
    environment.put("PHASEBRIDGE_HOME_ASSISTANT_SUPERVISOR_URL", supervisor.url().toString());
    environment.put("PHASEBRIDGE_IAMMETER_URL", cloud.url().toString());
    environment.put("PHASEBRIDGE_WEB_PORT", Integer.toString(pagePort));
  }

  @AfterEach
  void stopWorld() {
    if (app != null) {
      app.close();
    }
    if (cloud != null) {
      cloud.close();
      supervisor.close();
    }
    broker.close();
  }

  @Test
  void optionsGoInAndEntitiesComeOutAndItEndsCleanly() throws Exception {
    startWithOptions();
    awaitMeters();
    assertThat(app.shell("sed -n 's/^Uid:[[:space:]]*//p' /proc/1/status"))
        .isEqualTo("10001\t10001\t10001\t10001");
    assertThat(app.shell("sed -n 's/^NoNewPrivs:[[:space:]]*//p' /proc/1/status")).isEqualTo("1");
    assertThat(app.shell("find /data ! -user 10001")).isEmpty();
    assertThat(app.stop()).isZero();
    assertThat(app.log())
        .contains("Stopped")
        .doesNotContain(PASSWORD, supervisor.token(), cloud.token(), "\tat ", "WARNING");
  }

  @Test
  void afterAPowerFailureItKnowsItsCallsAndItsDevices() throws Exception {
    startWithOptions();
    awaitMeters();
    app.kill();
    try (TestClient client = watcher()) {
      app.startAgain();
      app.awaitText("Connected to", 2, SOON);
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(client.payloads("phasebridge/iammeter_7c3a91e4/availability"))
                      .contains("online"));
    }
    assertThat(cloud.calls(IammeterEndpoint.METER_DATA)).hasSizeLessThanOrEqualTo(METERS);
    assertThat(cloud.violations()).isEmpty();
    assertThat(app.stop()).isZero();
  }

  @Test
  void itRunsOnWithAFullDisk() throws Exception {
    environment.put("PHASEBRIDGE_IAMMETER_TOKEN", cloud.token());
    app.dataOfSize("256k").environment(environment).start();
    awaitMeters();
    app.shell("dd if=/dev/zero of=/data/filler bs=4k; sync");
    try (TestClient client = watcher()) {
      client.publish("phasebridge/bridge/read_now/set", "PRESS", false);
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(client.payloads("phasebridge/bridge/result")).isNotEmpty());
    }
    assertThat(app.runs()).isTrue();
    assertThat(cloud.violations()).isEmpty();
    assertThat(app.stop()).isZero();
  }

  @Test
  void startedAsThatUserItNeedsNoRights() throws Exception {
    environment.put("PHASEBRIDGE_IAMMETER_TOKEN", cloud.token());
    app.user("10001:10001").environment(environment).start();
    awaitMeters();
    assertThat(app.shell("sed -n 's/^Uid:[[:space:]]*//p' /proc/1/status")).startsWith("10001\t");
    assertThat(app.stop()).isZero();
  }

  @Test
  void aWrongConfigurationEndsWithASentence() {
    environment.put("PHASEBRIDGE_MQTT_PROTOCOL", "6");
    app.environment(environment).start();
    assertThat(app.awaitEnd(SOON)).isEqualTo(2);
    assertThat(app.log())
        .contains("The configuration cannot be used:", "protocol")
        .doesNotContain("\tat ");
  }

  @Test
  void theDemoSaysWhereItIs() {
    app.command("demo").start();
    assertThat(app.awaitEnd(SOON)).isEqualTo(1);
    assertThat(app.log()).contains("The demo's broker is not part of this installation");
  }

  @Test
  void dockerSeesItsHealthAndNobodyElseSeesMore() throws IOException {
    startWithOptions();
    await().atMost(SOON).until(() -> app.health().equals("healthy"));
    InetAddress loopback = InetAddress.getLoopbackAddress();
    assertThat(status(loopback, "/health")).contains(" 200 ");
    assertThat(status(loopback, "/")).contains(" 403 ");
    assertThat(status(loopback, "/api/diagnostics")).contains(" 403 ");
    assertThat(status(foreignAddress(), "/health")).contains(" 403 ");
    assertThat(status(foreignAddress(), "/")).contains(" 403 ");
  }

  private void startWithOptions() {
    app.dataFile("options.json", "{\"iammeter\": {\"token\": \"" + cloud.token() + "\"}}")
        .environment(environment)
        .start();
  }

  private void awaitMeters() {
    try (TestClient client = watcher()) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(client.received())
                      .as(app.log())
                      .filteredOn(it -> it.topic().startsWith("homeassistant/device/iammeter_"))
                      .extracting(TestClient.Received::topic)
                      .doesNotHaveDuplicates()
                      .hasSize(METERS));
    }
  }

  private TestClient watcher() {
    return TestClient.connect(broker.url(), "watcher", "watcher")
        .subscribe("homeassistant/#")
        .subscribe("phasebridge/#");
  }

  /** Asks the page's port, and comes from the very address that is asked. */
  private String status(InetAddress address, String path) throws IOException {
    try (Socket socket = new Socket(address, pagePort)) {
      socket.setSoTimeout(5_000);
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(path, address.getHostAddress());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.lines().findFirst().orElse("");
    }
  }

  private static InetAddress foreignAddress() throws IOException {
    return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .findFirst()
        .orElseThrow();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
