package io.github.phasebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.phasebridge.demo.CloudOptions;
import io.github.phasebridge.demo.IammeterEndpoint;
import io.github.phasebridge.demo.SimulatedIammeterCloud;
import io.github.phasebridge.testing.BridgeProcess;
import io.github.phasebridge.testing.TestBroker;
import io.github.phasebridge.testing.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real jar as a process, as a user and an init system handle it. */
class RunIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path dir;

  private TestBroker broker;
  private SimulatedIammeterCloud cloud;

  @BeforeEach
  void startWorld() throws IOException {
    broker = TestBroker.started();
    cloud = SimulatedIammeterCloud.start(CloudOptions.defaults());
  }

  @AfterEach
  void stopWorld() {
    cloud.close();
    broker.close();
  }

  @Test
  void sigtermIsACleanEnd() throws IOException {
    try (BridgeProcess bridge = run();
        TestClient client = TestClient.connect(broker.url()).subscribe("phasebridge/status")) {
      bridge.awaitLine("Connected to", SOON);
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(client.payloads("phasebridge/status")).endsWith("online"));

      assertThat(bridge.terminate(Duration.ofSeconds(5))).isZero();

      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(client.payloads("phasebridge/status")).endsWith("offline"));
      assertThat(bridge.log()).noneMatch(line -> line.contains(cloud.token()));
    }
  }

  @Test
  void whoPressesRestartThriceGetsOneRestart() throws IOException {
    try (BridgeProcess bridge = run();
        TestClient client = TestClient.connect(broker.url()).subscribe("phasebridge/#")) {
      bridge.awaitLine("Connected to", SOON);
      for (int i = 0; i < 3; i++) {
        client.publish("phasebridge/bridge/restart/set", "PRESS", false);
      }
      await()
          .atMost(SOON)
          .until(() -> bridge.log().stream().filter(it -> it.contains("Connected to")).count() > 1);
      // By the time of this answer a restart that was left would have begun.
      client.publish("phasebridge/bridge/log_level/set", "debug", false);
      await()
          .atMost(SOON)
          .until(
              () ->
                  client.payloads("phasebridge/bridge/result").stream()
                      .anyMatch(it -> it.contains("log_level")));

      assertThat(bridge.terminate(Duration.ofSeconds(5))).isZero();
      assertThat(bridge.log()).filteredOn(it -> it.contains("Starting anew")).hasSize(1);
    }
  }

  @Test
  void sigtermIsACleanEndWithoutABrokerToo() throws IOException {
    broker.stop();
    try (BridgeProcess bridge = run()) {
      bridge.awaitLine("mqtt", SOON);
      bridge.awaitLine("House", SOON);
      assertThat(bridge.terminate(Duration.ofSeconds(5))).isZero();
    }
  }

  @Test
  void aSecondBridgeOnTheSameDataIsRefused() throws IOException {
    try (BridgeProcess bridge = run()) {
      bridge.awaitLine("Connected to", SOON);
      try (BridgeProcess second = run()) {
        assertThat(second.awaitExit(SOON)).isEqualTo(1);
        second.awaitLine("another phasebridge is running", SOON);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"announced.json", "guard.json", "iammeter-account.json"})
  void dataOfANewerVersionEndTheStartWithASentenceAndStay(String name) throws IOException {
    Path data = Files.createDirectories(dir.resolve("data"));
    String newer = "{\"format\":99,\"data\":{}}";
    Files.writeString(data.resolve(name), newer);

    try (BridgeProcess bridge = run()) {
      assertThat(bridge.awaitExit(SOON)).isEqualTo(1);
      assertThat(bridge.log())
          .anyMatch(line -> line.contains(name + " was written by a newer phasebridge"))
          .noneMatch(line -> line.contains("\tat ") || line.contains("Exception"));
    }

    assertThat(data.resolve(name)).hasContent(newer);
  }

  @Test
  void theOtherCommandsSayTheSameSentenceAlone() throws IOException {
    Path data = Files.createDirectories(dir.resolve("data"));
    Files.writeString(data.resolve("ledger"), "phasebridge-ledger 99\n");

    try (BridgeProcess devices = command("devices")) {
      assertThat(devices.awaitExit(SOON)).isEqualTo(1);
      assertThat(devices.log())
          .singleElement()
          .asString()
          .contains("ledger was written by a newer phasebridge");
    }
  }

  @Test
  void aWrongConfigurationIsSaidWithItsPlaceAndAllAtOnce() throws IOException {
    try (BridgeProcess bridge =
        BridgeProcess.run(
            dir,
            """
            phasebridge {
              mqtt { url = "http://broker", usrname = "me" }
              iammeter { token = "abcdefgh", poll-interval = 60s }
            }
            """)) {
      assertThat(bridge.awaitExit(SOON)).isEqualTo(2);
      assertThat(bridge.log())
          .anyMatch(line -> line.contains("phasebridge.conf: 2") || line.contains("conf:2"))
          .anyMatch(line -> line.contains("username"))
          .anyMatch(line -> line.contains("300s"))
          .noneMatch(line -> line.contains("abcdefgh"))
          .noneMatch(line -> line.startsWith("\tat "));
    }
  }

  @Test
  void aCrashLoopMakesNoMoreThanTheAllowedCallsAndSaysWhyItWaits() throws IOException {
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(7);
    for (int start = 0; start < 50; start++) {
      try (BridgeProcess bridge = run()) {
        bridge.awaitLine("starts on Java", SOON);
        assertThat(bridge.endsWithin(Duration.ofMillis(random.nextInt(1500)))).isFalse();
        bridge.kill();
      }
    }
    try (BridgeProcess bridge = run()) {
      bridge.awaitLine("Connected to", SOON);
      bridge.terminate(Duration.ofSeconds(5));
      bridge.awaitLine("Connected to", SOON);
    }
    assertThat(cloud.violations()).isEmpty();
    assertThat(cloud.calls(IammeterEndpoint.METER_DATA)).hasSizeLessThanOrEqualTo(3 * 12);
    assertThat(cloud.calls(IammeterEndpoint.SITE_LIST)).hasSizeLessThanOrEqualTo(4);
  }

  private BridgeProcess run() throws IOException {
    return command("run");
  }

  private BridgeProcess command(String name) throws IOException {
    Path config =
        Files.writeString(
            dir.resolve("phasebridge.conf"),
            """
            phasebridge {
              mqtt.url = "%s"
              iammeter { url = "%s", token = "%s" }
              web { enabled = false }
              data-dir = "%s"
            }
            """
                .formatted(broker.url(), cloud.url(), cloud.token(), dir.resolve("data")));
    return BridgeProcess.start(dir, name, "--config", config.toString());
  }
}
