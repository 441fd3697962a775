package io.github.phasebridge.bridge;

import static io.github.phasebridge.bridge.BridgeFixture.BIRTH;
import static io.github.phasebridge.bridge.BridgeFixture.HOUSE;
import static io.github.phasebridge.bridge.BridgeFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.bridge.Overview.HomeAssistant.Presence;
import io.github.phasebridge.device.Condition;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.SourceReport;
import io.github.phasebridge.device.Value;
import io.github.phasebridge.testing.SampleDevices;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bridge shows of itself. */
class BridgeInsightTest {

  @TempDir private Path directory;

  private BridgeFixture house;

  @BeforeEach
  void start() {
    house = new BridgeFixture(directory);
  }

  @Test
  void theBridgeComesFirstThenTheDevicesInTheOrderOfTheirDescription() {
    house.source.say(new Signal.Described(SampleDevices.relay()));
    house.source.say(new Signal.Described(BridgeFixture.house()));
    assertThat(overview().version()).isEqualTo("1.2.3");
    assertThat(overview().started()).isEqualTo(START);
    assertThat(overview().devices())
        .extracting(Overview.Device::source)
        .containsExactly("bridge", "fake", "fake");
    assertThat(overview().devices())
        .extracting(device -> device.description().id().value())
        .containsExactly("bridge", "thingboot_a1b2c3", "fake_house");
    assertThat(overview().devices().getFirst().online()).isTrue();
  }

  @Test
  void aDeviceTellsItsValuesAndWhenTheyWereTaken() {
    house.source.say(new Signal.Described(BridgeFixture.house()));
    assertThat(device().at()).isNull();
    assertThat(device().values())
        .containsExactly(Map.entry("power", Value.UNKNOWN), Map.entry("voltage", Value.UNKNOWN));
    Overview.Device before = device();
    pass(5);
    house.source.say(
        new Signal.Read(
            HOUSE,
            new Reading(
                Map.of("voltage", Value.of(230)),
                Map.of("voltage", Map.of("phase", "a")),
                house.time.instant())));
    assertThat(device().values()).containsEntry("voltage", Value.of(230));
    assertThat(device().attributes()).containsExactly(Map.entry("voltage", Map.of("phase", "a")));
    assertThat(device().at()).isEqualTo(START.plusSeconds(5));
    assertThat(before.values()).as("taken earlier").containsEntry("voltage", Value.UNKNOWN);
  }

  @Test
  void aDeviceTellsSinceWhenItIsOnlineOrNot() {
    house.source.say(new Signal.Described(BridgeFixture.house()));
    assertThat(device().online()).isFalse();
    assertThat(device().since()).isEqualTo(START);
    for (int i = 0; i < 3; i++) {
      pass(10);
      house.source.say(new Signal.Availability(HOUSE, true));
    }
    assertThat(device().online()).isTrue();
    assertThat(device().since()).isEqualTo(START.plusSeconds(10));
    house.source.say(new Signal.Availability(HOUSE, false));
    assertThat(device().since()).isEqualTo(START.plusSeconds(30));
  }

  @Test
  void aDeviceThatIsGoneIsNotShown() {
    house.source.say(new Signal.Described(BridgeFixture.house()));
    house.source.say(new Signal.Removed(HOUSE));
    assertThat(overview().devices()).hasSize(1);
  }

  @Test
  void theLastTenCommandsAreKeptTheLatestFirst() {
    house.source.say(new Signal.Described(BridgeFixture.house()));
    for (int i = 1; i <= 12; i++) {
      house.broker.receive("phasebridge/fake_house/power/set", "ON");
      house.time.advance(Duration.ofSeconds(i));
      house.source.end(Outcome.confirmed());
    }
    house.broker.receive("phasebridge/fake_house/power/set", "MAYBE");
    assertThat(device().commands()).hasSize(10);
    Overview.CommandEntry refused = device().commands().getFirst();
    assertThat(refused.outcome().kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(refused.payload()).isEqualTo("MAYBE");
    assertThat(device().commands().get(1))
        .isEqualTo(
            new Overview.CommandEntry(
                house.time.instant(), "power", "ON", Outcome.confirmed(), Duration.ofSeconds(12)));
    assertThat(device().commands().getLast().took()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void theLastTenEventsAreKeptTheLatestFirst() {
    house.source.say(new Signal.Described(BridgeFixture.house()));
    for (int i = 1; i <= 12; i++) {
      house.source.say(
          new Signal.Happened(HOUSE, "btn1", "press_end", START.plusSeconds(i), Map.of()));
    }
    assertThat(device().events()).hasSize(10);
    assertThat(device().events().getFirst())
        .isEqualTo(new Overview.EventEntry(START.plusSeconds(12), "btn1", "press_end"));
  }

  @Test
  void aCloudTellsSinceWhenAndItsLastFailureAlsoAfterItsEnd() {
    assertThat(cloud().condition()).isNull();
    house.source.cloud(true, "");
    assertThat(cloud().condition()).isEqualTo(new Condition(true, START, ""));
    assertThat(cloud().lastFailure()).isNull();
    pass(60);
    Instant failed = house.time.instant();
    house.source.cloud(false, "no answer");
    pass(60);
    house.source.cloud(false, "the token is refused");
    assertThat(cloud().condition()).isEqualTo(new Condition(false, failed, "the token is refused"));
    Overview.Failure last = new Overview.Failure(failed.plusSeconds(60), "the token is refused");
    assertThat(cloud().lastFailure()).isEqualTo(last);
    pass(60);
    house.source.cloud(true, "");
    assertThat(cloud().condition()).isEqualTo(new Condition(true, house.time.instant(), ""));
    assertThat(cloud().lastFailure()).isEqualTo(last);
  }

  @Test
  void theBrokerIsShownWithSinceWhen() {
    pass(7);
    house.broker.connect();
    assertThat(overview().broker())
        .isEqualTo(
            new Overview.Broker(
                "mqtt://localhost:1883",
                "configuration",
                new Condition(true, START.plusSeconds(7), ""),
                "5"));
  }

  @Test
  void homeAssistantIsNotSeenUntilItSpeaks() {
    assertThat(overview().homeAssistant())
        .isEqualTo(new Overview.HomeAssistant(Presence.NOT_SEEN, START));
    pass(9);
    house.broker.receive(BIRTH, "online");
    assertThat(overview().homeAssistant())
        .isEqualTo(new Overview.HomeAssistant(Presence.ONLINE, START.plusSeconds(9)));
    house.broker.receive(BIRTH, "offline");
    assertThat(overview().homeAssistant().presence()).isEqualTo(Presence.OFFLINE);
  }

  @Test
  void withoutDiscoveryHomeAssistantIsNotWatched(@TempDir Path other) {
    assertThat(new BridgeFixture(other, false).insight.overview().homeAssistant().presence())
        .isEqualTo(Presence.NOT_WATCHED);
  }

  @Test
  void aListenerIsToldOfWhatTheDevicesDoAtOnce() {
    AtomicInteger told = listener();
    house.source.say(new Signal.Described(BridgeFixture.house()));
    assertThat(told).hasValue(1);
    house.source.say(new Signal.Availability(HOUSE, true));
    assertThat(told).hasValue(2);
  }

  @Test
  void aListenerIsToldOfWhatNobodyTellsTheBridge() {
    AtomicInteger told = listener();
    pass(5);
    told.set(0);
    pass(60);
    assertThat(told).as("nothing changed").hasValue(0);
    house.broker.connect();
    pass(1);
    assertThat(told).as("the broker is there").hasValue(1);
    house.broker.receive(BIRTH, "online");
    pass(1);
    assertThat(told).as("Home Assistant is there").hasValue(2);
    house.source.report(
        new SourceReport(List.of(), List.of(), List.of(NoticesTest.warning("Meter", "offline"))));
    pass(1);
    assertThat(told).as("a source has a notice").hasValue(3);
    house.watched.add(NoticesTest.warning("Disk", "full"));
    pass(1);
    assertThat(told).as("somebody watches the disk").hasValue(4);
  }

  @Test
  void aListenerThatFailsDoesNotDisturbTheBridge() {
    house.insight.onChange(
        () -> {
          throw new IllegalStateException("a page that broke");
        });
    AtomicInteger told = listener();
    house.source.say(new Signal.Described(BridgeFixture.house()));
    assertThat(told).hasValue(1);
    assertThat(overview().devices()).hasSize(2);
  }

  @Test
  void itIsAlive() {
    pass(3600);
    assertThat(house.insight.alive()).isTrue();
  }

  private AtomicInteger listener() {
    AtomicInteger told = new AtomicInteger();
    house.insight.onChange(told::incrementAndGet);
    return told;
  }

  private void pass(int seconds) {
    house.time.advance(Duration.ofSeconds(seconds));
  }

  private Overview overview() {
    return house.insight.overview();
  }

  private Overview.Cloud cloud() {
    assertThat(overview().clouds()).hasSize(1);
    return overview().clouds().getFirst();
  }

  private Overview.Device device() {
    DeviceId wanted = HOUSE;
    return overview().devices().stream()
        .filter(device -> device.description().id().equals(wanted))
        .findFirst()
        .orElseThrow();
  }
}
