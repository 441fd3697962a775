package io.github.phasebridge.homeassistant;

import static io.github.phasebridge.homeassistant.AnnouncerFixture.BIRTH;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.METER;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.METER_AVAILABILITY;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.METER_STATE;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.METER_TOPIC;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.RELAY;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.RELAY_TOPIC;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.renamed;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.with;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.testing.DiscoveryRules;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is taken out of Home Assistant: components, devices, and by whom. */
class AnnouncerRemovalTest {

  private final AnnouncerFixture house = new AnnouncerFixture();

  @Test
  void aVanishedComponentIsTakenOutFirstAndThenLeftOut() {
    house.connectWith(METER);
    house.link.clear();
    DeviceDescription less = without(METER, "power_factor");

    house.announcer.announce(less);
    house.time.runDue();

    String first = house.link.published(METER_TOPIC).getFirst();
    assertThat(new JsonMapper().readTree(first).at("/components/power_factor"))
        .hasToString("{\"platform\":\"sensor\"}");
    assertThat(DiscoveryRules.complaints(first, "homeassistant")).isEmpty();

    house.time.advance(Duration.ofSeconds(10));
    assertThat(house.link.published(METER_TOPIC)).containsExactly(first, house.payload(less));
  }

  @Test
  void theTopicsOfAVanishedComponentAreCleared() {
    String plain = "phasebridge/iammeter_da2bed94/power_factor";
    house.link.publishRetained(plain, "0.9");
    house.connectWith(METER);

    house.announcer.announce(without(METER, "power_factor"));
    house.time.advance(Duration.ofSeconds(30));

    assertThat(house.link.retained(plain)).isNull();
    assertThat(house.file.text()).doesNotContain(plain);
  }

  @Test
  void aComponentThatVanishedOverARestartIsTakenOutToo() {
    house.connectWith(METER);
    DeviceDescription less = without(METER, "power_factor");
    house.restart(true);

    house.connectWith(less);

    assertThat(house.link.published(METER_TOPIC).getFirst())
        .contains("\"power_factor\":{\"platform\":\"sensor\"}");
    assertThat(house.link.retained(METER_TOPIC)).isEqualTo(house.payload(less));
  }

  @Test
  void aComponentThatChangesItsPlatformIsTakenOutFirst() {
    DeviceDescription before = METER;
    DeviceDescription after =
        with(
            without(METER, "power_factor"),
            new Entity.BinarySensor(METER.entity("power_factor").orElseThrow().info(), null));
    house.connectWith(before);
    house.link.clear();

    house.announcer.announce(after);
    house.time.advance(Duration.ofSeconds(30));

    assertThat(house.link.published(METER_TOPIC)).hasSize(2);
    assertThat(house.link.published(METER_TOPIC).getFirst())
        .contains("\"power_factor\":{\"platform\":\"sensor\"}");
    assertThat(house.link.retained(METER_TOPIC)).isEqualTo(house.payload(after));
  }

  @Test
  void aVanishedComponentWaitsForTheBroker() {
    house.connectWith(METER);
    house.link.disconnect();
    house.announcer.announce(without(METER, "power_factor"));
    house.time.advance(Duration.ofMinutes(5));
    assertThat(house.link.retained(METER_TOPIC)).isEqualTo(house.payload(METER));
    house.link.clear();

    house.link.connect();
    house.time.advance(Duration.ofMinutes(1));

    assertThat(house.link.published(METER_TOPIC))
        .last()
        .isEqualTo(house.payload(without(METER, "power_factor")));
    assertThat(house.link.published(METER_TOPIC))
        .anyMatch(payload -> payload.contains("\"power_factor\":{\"platform\":\"sensor\"}"));
  }

  @Test
  void withdrawingShowsThePayloadOnceMoreThenEmptiesItThenClearsTheRest() {
    house.publishState();
    house.connectWith(METER);
    house.restart(true);
    house.link.connect();
    house.time.advance(Duration.ofMinutes(1));
    house.link.clear();

    house.announcer.withdraw(METER.id());
    house.time.advance(Duration.ofMillis(1900));
    assertThat(house.link.topics()).containsExactly(METER_TOPIC);
    house.time.advance(Duration.ofSeconds(2));
    assertThat(house.link.published(METER_TOPIC)).containsExactly(house.payload(METER), "");
    assertThat(house.link.topics()).hasSize(2);
    house.time.advance(Duration.ofSeconds(5));

    assertThat(house.link.topics()).contains(METER_STATE, METER_AVAILABILITY);
    assertThat(house.link.published())
        .filteredOn(message -> !message.topic().equals(METER_TOPIC))
        .allMatch(message -> message.payload().isEmpty());
    assertThat(house.announcer.announced()).isEmpty();
  }

  @Test
  void withdrawingWaitsForTheBroker() {
    house.connectWith(METER);
    house.link.disconnect();
    house.announcer.withdraw(METER.id());
    house.time.advance(Duration.ofMinutes(1));
    assertThat(house.announcer.announced()).containsExactly(METER.id());
    house.link.clear();

    house.link.connect();
    house.time.advance(Duration.ofMinutes(1));

    assertThat(house.link.published(METER_TOPIC)).last().isEqualTo("");
    assertThat(house.announcer.announced()).isEmpty();
  }

  @Test
  void aDeviceThatComesBackWhileItIsWithdrawnStays() {
    house.connectWith(METER);
    house.announcer.withdraw(METER.id());
    house.time.advance(Duration.ofSeconds(3));
    assertThat(house.link.retained(METER_TOPIC)).isNull();

    house.announcer.announce(METER);
    house.time.advance(Duration.ofMinutes(1));

    assertThat(house.link.retained(METER_TOPIC)).isEqualTo(house.payload(METER));
    assertThat(house.announcer.announced()).containsExactly(METER.id());
    house.link.clear();
    house.link.receive(BIRTH, "online");
    house.time.advance(Duration.ofSeconds(5));
    assertThat(house.link.published(METER_TOPIC)).hasSize(1);
  }

  @Test
  void theLateEchoOfOurOwnEmptyPayloadIsNoDeletion() {
    house.connectWith(METER);
    house.announcer.withdraw(METER.id());
    house.time.advance(Duration.ofMillis(2100));
    assertThat(house.link.retained(METER_TOPIC)).isNull();

    house.announcer.announce(METER);
    house.time.advance(Duration.ofSeconds(1));
    house.link.receive(METER_TOPIC, "");
    house.time.advance(Duration.ofMinutes(1));

    assertThat(house.link.retained(METER_TOPIC)).isEqualTo(house.payload(METER));
  }

  @Test
  void aDeviceThatTheUserDeletedStaysAway() {
    house.connectWith(METER, RELAY);
    house.deleteInHomeAssistant(METER_TOPIC);
    house.link.clear();

    house.announcer.announce(renamed(METER, "Barn"));
    house.link.receive(BIRTH, "online");
    house.time.advance(Duration.ofMinutes(1));
    house.link.disconnect();
    house.link.connect();
    house.time.advance(Duration.ofMinutes(1));

    assertThat(house.link.published(METER_TOPIC)).isEmpty();
    assertThat(house.link.retained(METER_TOPIC)).isNull();
    assertThat(house.link.published(RELAY_TOPIC)).isNotEmpty();
  }

  @Test
  void aDeletedDeviceComesBackWithARestart() {
    house.connectWith(METER);
    house.deleteInHomeAssistant(METER_TOPIC);
    house.restart(true);

    house.connectWith(METER);

    assertThat(house.link.retained(METER_TOPIC)).isEqualTo(house.payload(METER));
  }

  @Test
  void aDeletedDeviceComesBackWhenSomebodyPublishesIt() {
    house.connectWith(METER);
    house.deleteInHomeAssistant(METER_TOPIC);

    house.link.receive(METER_TOPIC, house.payload(METER));
    house.time.advance(Duration.ofSeconds(30));

    assertThat(house.link.retained(METER_TOPIC)).isEqualTo(house.payload(METER));
  }

  @Test
  void aDeletedDeviceThatIsWithdrawnOnlyLosesItsTopics() {
    house.publishState();
    house.connectWith(METER);
    house.deleteInHomeAssistant(METER_TOPIC);
    house.link.clear();

    house.announcer.withdraw(METER.id());
    house.time.advance(Duration.ofSeconds(30));

    assertThat(house.link.published(METER_TOPIC)).isEmpty();
    assertThat(house.link.retained(METER_STATE)).isNull();
    assertThat(house.announcer.announced()).isEmpty();
  }
}
