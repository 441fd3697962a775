package io.github.phasebridge.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.HomeAssistantConfig;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.testing.FakeBrokerLink;
import io.github.phasebridge.testing.FakeTime;
import io.github.phasebridge.testing.MemoryJsonFile;
import io.github.phasebridge.testing.SampleDevices;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnnouncedDevicesTest {

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-21T10:00:00Z"));
  private final FakeBrokerLink link = new FakeBrokerLink(time);
  private final MemoryJsonFile file = new MemoryJsonFile();

  @Test
  void allAnnouncedDevicesAreListedTheBridgeFirst() {
    announce("phasebridge", SampleDevices.relay());
    announce("phasebridge", SampleDevices.bridge());

    assertThat(devices("phasebridge").list())
        .extracting(AnnouncedDevices.Entry::discoveryTopic)
        .containsExactly(
            "homeassistant/device/phasebridge_bridge/config",
            "homeassistant/device/thingboot_a1b2c3/config");
    assertThat(devices("phasebridge").list().getFirst().payload()).contains("\n");
  }

  @Test
  void removingClearsEverythingEverAnnouncedUnderAnyBaseTopic() {
    announce("old", SampleDevices.bridge(), SampleDevices.relay());
    announce("phasebridge", SampleDevices.bridge(), SampleDevices.singlePhaseMeter());
    link.publishRetained("old/thingboot_a1b2c3/power", "ON");
    link.publishRetained("old/bridge/state", "{}");
    link.publishRetained("phasebridge/iammeter_da2bed94/state", "{}");
    link.connect();

    CompletableFuture<Integer> removed = devices("phasebridge").remove().toCompletableFuture();
    time.advance(Duration.ofSeconds(10));

    assertThat(removed).isCompletedWithValue(4);
    assertThat(link.topics()).isNotEmpty();
    assertThat(link.topics()).allMatch(topic -> link.retained(topic) == null);
    assertThat(link.retained("old/thingboot_a1b2c3/power")).isNull();
    assertThat(link.retained("old/bridge/state")).isNull();
    assertThat(link.retained("phasebridge/iammeter_da2bed94/state")).isNull();
    assertThat(devices("phasebridge").list()).isEmpty();
  }

  @Test
  void topicsOfAnEarlierBaseAreForgottenOnlyWhenTheyWereCleared() {
    announce("old", SampleDevices.relay());
    announceBriefly("phasebridge", SampleDevices.relay());
    link.publishRetained("old/thingboot_a1b2c3/power", "ON");
    link.connect();

    var _ = devices("phasebridge").remove();
    time.advance(Duration.ofSeconds(10));

    assertThat(link.retained("old/thingboot_a1b2c3/power")).isNull();
  }

  @Test
  void aRemovalThatLosesTheBrokerGoesOnWithTheNextConnection() {
    announce("phasebridge", SampleDevices.relay());
    link.connect();
    CompletableFuture<Integer> removed = devices("phasebridge").remove().toCompletableFuture();
    time.advance(Duration.ofSeconds(1));
    link.disconnect();
    time.advance(Duration.ofMinutes(1));
    assertThat(removed).isNotDone();

    link.connect();
    time.advance(Duration.ofSeconds(10));

    assertThat(removed).isCompletedWithValue(1);
    assertThat(link.retained("homeassistant/device/thingboot_a1b2c3/config")).isNull();
  }

  @Test
  void nothingToRemoveIsDoneAtOnce() {
    assertThat(devices("phasebridge").remove().toCompletableFuture()).isCompletedWithValue(0);
  }

  @Test
  void publishingSendsTodaysDevicesAnew() {
    announce("old", SampleDevices.bridge());
    announce("phasebridge", SampleDevices.relay(), SampleDevices.bridge());
    link.connect();
    link.clear();

    CompletableFuture<Integer> published = devices("phasebridge").publish().toCompletableFuture();
    time.advance(Duration.ofSeconds(2));

    assertThat(published).isCompletedWithValue(2);
    assertThat(link.topics())
        .containsExactly(
            "homeassistant/device/phasebridge_bridge/config",
            "homeassistant/device/thingboot_a1b2c3/config");
  }

  @Test
  void publishingLeavesOutWhatIsBeingWithdrawn() {
    announce("phasebridge", SampleDevices.bridge(), SampleDevices.relay());
    Announcer announcer = announcer("phasebridge", new FakeBrokerLink(time));
    announcer.withdraw(SampleDevices.relay().id());
    announcer.stop();
    link.connect();

    var _ = devices("phasebridge").publish();
    time.advance(Duration.ofSeconds(2));

    assertThat(link.topics()).containsExactly("homeassistant/device/phasebridge_bridge/config");
  }

  @Test
  void removingTakesAlongWhatIsBeingWithdrawn() {
    announce("phasebridge", SampleDevices.relay());
    Announcer announcer = announcer("phasebridge", new FakeBrokerLink(time));
    announcer.withdraw(SampleDevices.relay().id());
    announcer.stop();
    link.connect();

    CompletableFuture<Integer> removed = devices("phasebridge").remove().toCompletableFuture();
    time.advance(Duration.ofSeconds(10));

    assertThat(removed).isCompletedWithValue(1);
    assertThat(devices("phasebridge").list()).isEmpty();
  }

  private AnnouncedDevices devices(String base) {
    return new AnnouncedDevices(
        new Topics(base, "homeassistant"), link, new AnnouncementRegistry(file), time);
  }

  /** Runs a bridge of its own that announces these and stops. */
  private void announce(String base, DeviceDescription... descriptions) {
    FakeBrokerLink other = new FakeBrokerLink(time);
    Announcer announcer = announcer(base, other);
    other.connect();
    for (DeviceDescription description : descriptions) {
      announcer.announce(description);
    }
    time.advance(Duration.ofMinutes(1));
    announcer.stop();
  }

  /** Runs a bridge that stops before it could clear what an earlier one left. */
  private void announceBriefly(String base, DeviceDescription description) {
    FakeBrokerLink other = new FakeBrokerLink(time);
    Announcer announcer = announcer(base, other);
    announcer.announce(description);
    other.connect();
    time.advance(Duration.ofSeconds(1));
    announcer.stop();
  }

  private Announcer announcer(String base, FakeBrokerLink broker) {
    Topics topics = new Topics(base, "homeassistant");
    Announcer announcer =
        new Announcer(
            new HomeAssistantConfig(true, "homeassistant", "homeassistant/status"),
            topics,
            new DiscoveryPayload(topics, "0.1.0"),
            broker,
            new AnnouncementRegistry(file),
            time,
            () -> 0);
    announcer.start();
    return announcer;
  }
}
