package io.github.phasebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.demo.RelayPlan;
import io.github.phasebridge.demo.RelayTraits;
import io.github.phasebridge.demo.SimulatedLanRelay;
import io.github.phasebridge.demo.SimulatedThingbootCloud;
import io.github.phasebridge.demo.ThingbootOptions;
import io.github.phasebridge.testing.BridgeProcess;
import io.github.phasebridge.testing.TestBroker;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} says about relays, good and bad. */
class CheckIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path dir;

  private TestBroker broker;
  private SimulatedThingbootCloud cloud;

  @BeforeEach
  void startWorld() throws IOException {
    broker = TestBroker.started();
    cloud =
        SimulatedThingbootCloud.start(
            ThingbootOptions.defaults().withRelays(List.of(RelayPlan.boiler())));
  }

  @AfterEach
  void stopWorld() {
    cloud.close();
    broker.close();
  }

  @Test
  void everythingIsTriedAndListed() throws IOException {
    try (BridgeProcess check = check(cloud.appSecret(), cloud.pushUrl().toString())) {
      assertThat(check.awaitExit(SOON)).isZero();
      assertThat(check.log())
          .anyMatch(line -> line.contains("the app secret works"))
          .contains("Messages: " + cloud.pushUrl() + ": connected")
          .anyMatch(line -> line.startsWith("Boiler") && line.endsWith("thingboot_820720"));
    }
  }

  @Test
  void aBrokerForMessagesThatCannotBeReachedIsAFailure() throws IOException {
    try (BridgeProcess check = check(cloud.appSecret(), "mqtt://127.0.0.1:" + freePort())) {
      assertThat(check.awaitExit(SOON)).isEqualTo(1);
      check.awaitLine("FAILED: The ThingBoot broker", SOON);
      check.awaitLine("thingboot_820720", SOON);
    }
  }

  @Test
  void aWrongSecretIsAFailureAndIsNotShown() throws IOException {
    try (BridgeProcess check = check("mistyped-secret", cloud.pushUrl().toString())) {
      assertThat(check.awaitExit(SOON)).isEqualTo(1);
      check.awaitLine("ThingBoot: FAILED: The ThingBoot cloud refuses the account", SOON);
      assertThat(check.log()).noneMatch(line -> line.contains("mistyped-secret"));
    }
  }

  @Test
  void aRelayOnTheLanThatIsUnpluggedIsNamed() throws IOException {
    try (SimulatedLanRelay pump =
        SimulatedLanRelay.start(RelayPlan.pump(), "", RelayTraits.defaults(), 0)) {
      String relay =
          "devices = [ { id = \"%s\", name = Pump, address = \"%s\" } ]"
              .formatted(pump.relay().id(), pump.url());
      try (BridgeProcess check = check(relay)) {
        assertThat(check.awaitExit(SOON)).isZero();
        check.awaitLine("only relays on the LAN", SOON);
      }
      pump.unplug();
      try (BridgeProcess check = check(relay)) {
        assertThat(check.awaitExit(SOON)).isEqualTo(1);
        check.awaitLine("Pump: nothing takes connections at " + pump.url(), SOON);
      }
    }
  }

  private BridgeProcess check(String secret, String pushUrl) throws IOException {
    return check(
        "url = \"%s\", app-id = \"%s\", app-secret = \"%s\", push-mqtt.url = \"%s\""
            .formatted(cloud.url(), cloud.appId(), secret, pushUrl));
  }

  private BridgeProcess check(String thingboot) throws IOException {
    Path config = dir.resolve("phasebridge.conf");
    Files.writeString(
        config,
        "phasebridge { mqtt.url = \"%s\", data-dir = \"%s\", thingboot { %s } }"
            .formatted(broker.url(), dir.resolve("data"), thingboot));
    return BridgeProcess.start(dir, "check", "--config", config.toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
