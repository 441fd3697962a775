package io.github.phasebridge.homeassistant;

import static io.github.phasebridge.homeassistant.AnnouncerFixture.BIRTH;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.mqtt.InboundMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is known of Home Assistant itself. */
class AnnouncerPresenceTest {

  private final AnnouncerFixture house = new AnnouncerFixture();

  @Test
  void nothingIsKnownBeforeItsFirstWord() {
    house.link.connect();
    assertThat(house.announcer.presence()).isEmpty();
  }

  @Test
  void birthAndLastWillAreUnderstood() {
    house.link.receive(BIRTH, "online");
    assertThat(house.announcer.presence()).contains(new Presence(true, START));
    house.time.advance(Duration.ofHours(1));
    house.link.receive(BIRTH, "offline");
    assertThat(house.announcer.presence()).contains(new Presence(false, START.plusSeconds(3600)));
  }

  @Test
  void aBirthWithoutALastWillBeforeIsANewOne() {
    house.link.receive(BIRTH, "online");
    house.time.advance(Duration.ofHours(1));
    house.link.receive(BIRTH, "online");
    assertThat(house.announcer.presence()).contains(new Presence(true, START.plusSeconds(3600)));
  }

  @Test
  void aRetainedBirthCountsAndIsNoNewsWhenTheBrokerRepeatsIt() {
    receiveRetained("online");
    house.time.advance(Duration.ofHours(1));
    receiveRetained("online");
    assertThat(house.announcer.presence()).contains(new Presence(true, START));
    receiveRetained("offline");
    assertThat(house.announcer.presence()).contains(new Presence(false, START.plusSeconds(3600)));
  }

  @Test
  void otherWordsSayNothing() {
    house.link.receive(BIRTH, "online");
    house.link.receive(BIRTH, "up and running");
    house.link.receive(BIRTH, "");
    assertThat(house.announcer.presence()).contains(new Presence(true, START));
  }

  private void receiveRetained(String payload) {
    house.link.receive(new InboundMessage(BIRTH, payload, true, null, house.time.instant()));
  }
}
