package io.github.phasebridge.homeassistant;

import static io.github.phasebridge.homeassistant.AnnouncerFixture.BIRTH;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.BRIDGE;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.BRIDGE_TOPIC;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.METER;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.METER_AVAILABILITY;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.METER_CALLS;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.METER_STATE;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.METER_TOPIC;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.RELAY;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.RELAY_TOPIC;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.START;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.renamed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.testing.FakeBrokerLink.Published;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When devices are announced, and when again. */
class AnnouncerTest {

  private final AnnouncerFixture house = new AnnouncerFixture();

  @Test
  void theFirstConnectionAnnouncesAtOnceAndTheBridgeFirst() {
    house.announcer.announce(METER);
    house.announcer.announce(BRIDGE);
    house.announcer.announce(RELAY);
    house.time.advance(Duration.ofMinutes(1));
    assertThat(house.link.published()).isEmpty();
    Instant connected = house.time.instant();

    house.link.connect();
    house.time.advance(Duration.ofSeconds(1));

    assertThat(house.link.published())
        .extracting(Published::topic, Published::at)
        .containsExactly(
            tuple(BRIDGE_TOPIC, connected),
            tuple(METER_TOPIC, connected),
            tuple(RELAY_TOPIC, connected));
    assertThat(house.link.retained(METER_TOPIC)).isEqualTo(house.payload(METER));
  }

  @Test
  void afterTenDevicesTheFirstConnectionAnnouncesWithPauses() {
    for (int i = 1; i <= 12; i++) {
      house.announcer.announce(
          new DeviceDescription(
              DeviceId.of("iammeter", "sn" + i), "M" + i, "I", null, null, null, null, List.of()));
    }
    house.link.connect();
    Instant connected = house.time.instant();
    house.time.advance(Duration.ofSeconds(1));

    assertThat(house.link.published())
        .filteredOn(published -> published.topic().endsWith("/config"))
        .extracting(Published::at)
        .hasSize(12)
        .endsWith(connected, connected.plusMillis(100), connected.plusMillis(200));
  }

  @Test
  void whatIsDescribedWhileConnectedIsAnnouncedAtOnce() {
    house.link.connect();
    house.time.advance(Duration.ofMinutes(1));

    house.announcer.announce(METER);
    house.time.runDue();

    assertThat(house.link.published(METER_TOPIC)).containsExactly(house.payload(METER));
  }

  @Test
  void availabilityAndStateFollowDiscovery() {
    house.publishState();
    house.connectWith(METER);
    house.link.clear();

    house.link.receive(BIRTH, "online");
    house.time.advance(Duration.ofSeconds(10));

    assertThat(house.link.published())
        .extracting(Published::topic, message -> sinceBirth(message, START.plusSeconds(60)))
        .containsExactly(
            tuple(METER_TOPIC, 1000L),
            tuple(METER_AVAILABILITY, 2500L),
            tuple(METER_CALLS, 2500L),
            tuple(METER_STATE, 2500L));
  }

  @Test
  void birthsThatComeTogetherAreAnsweredOnce() {
    house.connectWith(BRIDGE, METER);
    house.link.clear();

    house.link.receive(BIRTH, "online");
    house.time.advance(Duration.ofMillis(500));
    house.link.receive(BIRTH, "online");
    house.time.advance(Duration.ofMinutes(1));

    assertThat(house.link.published(METER_TOPIC)).hasSize(1);
  }

  @Test
  void birthsDuringARoundAreAnsweredByOneMore() {
    house.connectWith(BRIDGE, METER);
    house.link.clear();

    house.link.receive(BIRTH, "online");
    house.time.advance(Duration.ofMillis(1050));
    house.link.receive(BIRTH, "online");
    house.link.receive(BIRTH, "online");
    house.time.advance(Duration.ofMinutes(1));

    assertThat(house.link.published(METER_TOPIC)).hasSize(2);
  }

  @Test
  void theEndOfHomeAssistantIsNoBirth() {
    house.connectWith(METER);
    house.link.clear();

    house.link.receive(BIRTH, "offline");
    house.time.advance(Duration.ofMinutes(1));

    assertThat(house.link.published()).isEmpty();
  }

  @Test
  void aReconnectionAnnouncesWithinSecondsTogetherWithTheBirth() {
    house.connectWith(BRIDGE, METER);
    house.link.disconnect();
    house.time.advance(Duration.ofMinutes(1));
    house.link.connect();
    house.link.clear();

    house.time.advance(Duration.ofMillis(900));
    house.link.receive(BIRTH, "online");
    assertThat(house.link.published()).isEmpty();
    house.time.advance(Duration.ofMinutes(1));

    assertThat(house.link.topics()).startsWith(BRIDGE_TOPIC, METER_TOPIC);
    assertThat(house.link.published(METER_TOPIC)).hasSize(1);
  }

  @Test
  void theSameDescriptionIsNotPublishedTwice() {
    house.connectWith(METER);
    house.link.clear();

    house.announcer.announce(METER);
    house.time.advance(Duration.ofMinutes(1));

    assertThat(house.link.published()).isEmpty();
  }

  @Test
  void changesThatComeQuicklyBecomeOneAfterSomeSeconds() {
    house.link.connect();
    house.announcer.announce(METER);
    house.time.advance(Duration.ofSeconds(1));
    house.announcer.announce(renamed(METER, "Barn"));
    house.announcer.announce(renamed(METER, "Garage"));
    house.time.advance(Duration.ofSeconds(3));
    assertThat(house.link.published(METER_TOPIC)).hasSize(1);

    house.time.advance(Duration.ofSeconds(5));

    assertThat(house.link.published(METER_TOPIC))
        .containsExactly(house.payload(METER), house.payload(renamed(METER, "Garage")));
  }

  @Test
  void aChangeDuringARoundWaitsForItsTurn() {
    house.connectWith(METER);
    house.link.clear();

    house.link.receive(BIRTH, "online");
    house.time.advance(Duration.ofMillis(1100));
    house.announcer.announce(renamed(METER, "Barn"));
    house.time.advance(Duration.ofSeconds(3));
    assertThat(house.link.published(METER_TOPIC)).containsExactly(house.payload(METER));
    house.time.advance(Duration.ofSeconds(5));

    assertThat(house.link.retained(METER_TOPIC)).isEqualTo(house.payload(renamed(METER, "Barn")));
  }

  @Test
  void withoutDiscoveryNothingIsAnnouncedAndNothingForgotten() {
    house.connectWith(METER);
    house.restart(false);

    house.connectWith(METER);
    house.announcer.withdraw(METER.id());
    house.time.advance(Duration.ofMinutes(1));

    assertThat(house.link.published()).isEmpty();
    assertThat(house.link.filters()).isEmpty();
    assertThat(house.announcer.announced()).containsExactly(METER.id());
  }

  @Test
  void aFullDiskDoesNotKeepADeviceOutOfHomeAssistant() {
    house.file.full(true);

    house.connectWith(METER);

    assertThat(house.link.retained(METER_TOPIC)).isEqualTo(house.payload(METER));
    house.file.full(false);
    house.announcer.announce(renamed(METER, "Barn"));
    house.time.advance(Duration.ofMinutes(1));
    assertThat(house.file.text()).contains("Barn");
  }

  @Test
  void afterTheStopNothingIsPublished() {
    house.connectWith(METER);
    house.link.clear();
    house.announcer.stop();

    house.announcer.announce(RELAY);
    house.announcer.withdraw(METER.id());
    house.link.receive(BIRTH, "online");
    house.time.advance(Duration.ofMinutes(1));

    assertThat(house.link.published()).isEmpty();
  }

  private static long sinceBirth(Published message, Instant birth) {
    return Duration.between(birth, message.at()).toMillis();
  }
}
