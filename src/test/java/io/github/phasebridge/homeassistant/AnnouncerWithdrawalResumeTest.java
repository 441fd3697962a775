package io.github.phasebridge.homeassistant;

import static io.github.phasebridge.homeassistant.AnnouncerFixture.METER;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.METER_AVAILABILITY;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.METER_CALLS;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.METER_STATE;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.METER_TOPIC;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.RELAY;
import static io.github.phasebridge.homeassistant.AnnouncerFixture.RELAY_TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a withdrawal that did not end before the process did. */
class AnnouncerWithdrawalResumeTest {

  private final AnnouncerFixture house = new AnnouncerFixture();

  @Test
  void aWithdrawalThatWaitedForTheBrokerGoesOnInTheNextRun() {
    house.connectWith(METER, RELAY);
    withdrawWhileDisconnected();

    house.restart(true);
    assertThat(house.announcer.announced()).containsExactlyInAnyOrder(METER.id(), RELAY.id());
    house.connectWith(RELAY);

    assertWithdrawn();
    assertThat(house.announcer.announced()).containsExactly(RELAY.id());
    assertThat(house.link.retained(RELAY_TOPIC)).isEqualTo(house.payload(RELAY));
  }

  /** In milliseconds: before the empty payload, after it, and after the topics were cleared. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 3000, 5500})
  void aWithdrawalThatTheProcessDidNotOutliveBeginsAnewInTheNextRun(int stoppedAfter) {
    house.connectWith(METER);
    house.announcer.withdraw(METER.id());
    house.time.advance(Duration.ofMillis(stoppedAfter));

    house.restart(true);
    house.connectWith();

    assertWithdrawn();
    assertThat(house.announcer.announced()).isEmpty();
  }

  @Test
  void aWithdrawalGoesOnOverMoreThanOneRestart() {
    house.connectWith(METER);
    withdrawWhileDisconnected();
    house.restart(true);
    house.time.advance(Duration.ofMinutes(1));

    house.restart(true);
    house.connectWith();

    assertWithdrawn();
    assertThat(house.announcer.announced()).isEmpty();
  }

  @Test
  void aWithdrawalThatEndedIsNotRepeatedInTheNextRun() {
    house.connectWith(METER);
    house.announcer.withdraw(METER.id());
    house.time.advance(Duration.ofMinutes(1));

    house.restart(true);
    house.connectWith();

    assertThat(house.link.published()).isEmpty();
  }

  @Test
  void aDeviceOfAnEarlierRunIsWithdrawnWithoutBeingDescribed() {
    house.connectWith(METER);
    house.restart(true);
    house.announcer.withdraw(METER.id());

    house.connectWith();

    assertWithdrawn();
    assertThat(house.announcer.announced()).isEmpty();
  }

  @Test
  void aDeviceOfAnEarlierRunIsWithdrawnAlsoByTheRunAfter() {
    house.connectWith(METER);
    house.restart(true);
    house.announcer.withdraw(METER.id());
    house.restart(true);

    house.connectWith();

    assertWithdrawn();
    assertThat(house.announcer.announced()).isEmpty();
  }

  @Test
  void aDeviceThatIsAnnouncedAgainInTheNextRunStays() {
    house.connectWith(METER);
    withdrawWhileDisconnected();
    house.restart(true);
    house.publishState();

    house.connectWith(METER);

    assertMeterStays();
    assertThat(house.link.published(METER_TOPIC)).doesNotContain("");
  }

  @Test
  void aDeviceThatComesBackWhileItsWithdrawalGoesOnStays() {
    house.connectWith(METER);
    withdrawWhileDisconnected();
    house.restart(true);
    house.link.connect();
    house.time.advance(Duration.ofSeconds(3));
    assertThat(house.link.retained(METER_TOPIC)).isNull();

    house.announcer.announce(METER);
    house.publishState();
    house.time.advance(Duration.ofMinutes(1));

    assertMeterStays();
  }

  @Test
  void aDeviceThatWasAnnouncedAgainIsNotWithdrawnByTheRunAfter() {
    house.connectWith(METER);
    withdrawWhileDisconnected();
    house.restart(true);
    house.announcer.announce(METER);
    house.time.advance(Duration.ofMinutes(1));

    house.restart(true);
    house.connectWith();

    assertThat(house.link.published()).isEmpty();
    assertThat(house.announcer.announced()).containsExactly(METER.id());
  }

  @Test
  void withoutDiscoveryAWithdrawalWaitsForARunWithIt() {
    house.connectWith(METER);
    withdrawWhileDisconnected();
    house.restart(false);
    house.connectWith();
    assertThat(house.link.published()).isEmpty();

    house.restart(true);
    house.connectWith();

    assertWithdrawn();
  }

  private void withdrawWhileDisconnected() {
    house.link.disconnect();
    house.announcer.withdraw(METER.id());
    house.time.advance(Duration.ofMinutes(1));
  }

  /** The broker of a run that began anew saw nothing but the whole withdrawal of the meter. */
  private void assertWithdrawn() {
    assertThat(house.link.published(METER_TOPIC)).containsExactly(house.payload(METER), "");
    assertThat(house.link.published(METER_STATE)).containsExactly("");
    assertThat(house.link.published(METER_AVAILABILITY)).containsExactly("");
    assertThat(house.link.published(METER_CALLS)).containsExactly("");
    assertThat(house.file.text()).doesNotContain(METER_TOPIC);
  }

  private void assertMeterStays() {
    assertThat(house.link.retained(METER_TOPIC)).isEqualTo(house.payload(METER));
    assertThat(house.link.retained(METER_AVAILABILITY)).isEqualTo("online");
    assertThat(house.link.retained(METER_STATE)).isEqualTo("{}");
    assertThat(house.announcer.announced()).containsExactly(METER.id());
    assertThat(house.file.text()).doesNotContain("withdrawing");
  }
}
