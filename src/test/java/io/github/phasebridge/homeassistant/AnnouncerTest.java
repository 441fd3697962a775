package io.github.phasebridge.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.phasebridge.config.HomeAssistantConfig;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.testing.DiscoveryRules;
import io.github.phasebridge.testing.FakeBrokerLink;
import io.github.phasebridge.testing.FakeBrokerLink.Published;
import io.github.phasebridge.testing.FakeTime;
import io.github.phasebridge.testing.MemoryJsonFile;
import io.github.phasebridge.testing.SampleDevices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AnnouncerTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final DeviceDescription BRIDGE = SampleDevices.bridge();
  private static final DeviceDescription METER = SampleDevices.singlePhaseMeter();
  private static final DeviceDescription RELAY = SampleDevices.relay();
  private static final String BRIDGE_TOPIC = "homeassistant/device/phasebridge_bridge/config";
  private static final String METER_TOPIC = "homeassistant/device/iammeter_da2bed94/config";
  private static final String RELAY_TOPIC = "homeassistant/device/thingboot_a1b2c3/config";
  private static final String METER_STATE = "phasebridge/iammeter_da2bed94/state";
  private static final String METER_AVAILABILITY = "phasebridge/iammeter_da2bed94/availability";

  /** Always the shortest of the random delays: 1 s. */
  private static final RandomGenerator SHORTEST = () -> 0;

  private final FakeTime time = new FakeTime(START);
  private final Topics topics = new Topics("phasebridge", "homeassistant");
  private final DiscoveryPayload payloads = new DiscoveryPayload(topics, "0.1.0");
  private final MemoryJsonFile file = new MemoryJsonFile();
  private FakeBrokerLink link = new FakeBrokerLink(time);
  private Announcer announcer = announcer(true);

  @BeforeEach
  void start() {
    announcer.start();
  }

  @Test
  void theFirstConnectionAnnouncesAtOnceAndTheBridgeFirst() {
    announcer.announce(METER);
    announcer.announce(BRIDGE);
    announcer.announce(RELAY);
    time.advance(Duration.ofMinutes(1));
    assertThat(link.published()).isEmpty();
    Instant connected = time.instant();

    link.connect();
    time.advance(Duration.ofSeconds(1));

    assertThat(link.published())
        .extracting(Published::topic, Published::at)
        .containsExactly(
            tuple(BRIDGE_TOPIC, connected),
            tuple(METER_TOPIC, connected.plusMillis(100)),
            tuple(RELAY_TOPIC, connected.plusMillis(200)));
    assertThat(link.retained(METER_TOPIC)).isEqualTo(payloads.text(METER));
  }

  @Test
  void whatIsDescribedWhileConnectedIsAnnouncedAtOnce() {
    link.connect();
    time.advance(Duration.ofMinutes(1));

    announcer.announce(METER);
    time.runDue();

    assertThat(link.published(METER_TOPIC)).containsExactly(payloads.text(METER));
  }

  @Test
  void availabilityAndStateFollowDiscovery() {
    publishState();
    connectWith(METER);
    link.clear();

    link.receive("homeassistant/status", "online");
    time.advance(Duration.ofSeconds(10));

    assertThat(link.published())
        .extracting(Published::topic, message -> sinceBirth(message, START.plusSeconds(60)))
        .containsExactly(
            tuple(METER_TOPIC, 1000L),
            tuple(METER_AVAILABILITY, 2500L),
            tuple("phasebridge/iammeter_da2bed94/calls_left/attributes", 2500L),
            tuple(METER_STATE, 2500L));
  }

  @Test
  void birthsThatComeTogetherAreAnsweredOnce() {
    connectWith(BRIDGE, METER);
    link.clear();

    link.receive("homeassistant/status", "online");
    time.advance(Duration.ofMillis(500));
    link.receive("homeassistant/status", "online");
    time.advance(Duration.ofMinutes(1));

    assertThat(link.published(METER_TOPIC)).hasSize(1);
  }

  @Test
  void birthsDuringARoundAreAnsweredByOneMore() {
    connectWith(BRIDGE, METER);
    link.clear();

    link.receive("homeassistant/status", "online");
    time.advance(Duration.ofMillis(1050));
    link.receive("homeassistant/status", "online");
    link.receive("homeassistant/status", "online");
    time.advance(Duration.ofMinutes(1));

    assertThat(link.published(METER_TOPIC)).hasSize(2);
  }

  @Test
  void theEndOfHomeAssistantIsNoBirth() {
    connectWith(METER);
    link.clear();

    link.receive("homeassistant/status", "offline");
    time.advance(Duration.ofMinutes(1));

    assertThat(link.published()).isEmpty();
  }

  @Test
  void aReconnectionAnnouncesWithinSecondsTogetherWithTheBirth() {
    connectWith(BRIDGE, METER);
    link.disconnect();
    time.advance(Duration.ofMinutes(1));
    link.connect();
    link.clear();

    time.advance(Duration.ofMillis(900));
    link.receive("homeassistant/status", "online");
    assertThat(link.published()).isEmpty();
    time.advance(Duration.ofMinutes(1));

    assertThat(link.topics()).startsWith(BRIDGE_TOPIC, METER_TOPIC);
    assertThat(link.published(METER_TOPIC)).hasSize(1);
  }

  @Test
  void theSameDescriptionIsNotPublishedTwice() {
    connectWith(METER);
    link.clear();

    announcer.announce(METER);
    time.advance(Duration.ofMinutes(1));

    assertThat(link.published()).isEmpty();
  }

  @Test
  void changesThatComeQuicklyBecomeOneAfterSomeSeconds() {
    link.connect();
    announcer.announce(METER);
    time.advance(Duration.ofSeconds(1));
    announcer.announce(renamed(METER, "Barn"));
    announcer.announce(renamed(METER, "Garage"));
    time.advance(Duration.ofSeconds(3));
    assertThat(link.published(METER_TOPIC)).hasSize(1);

    time.advance(Duration.ofSeconds(5));

    assertThat(link.published(METER_TOPIC))
        .containsExactly(payloads.text(METER), payloads.text(renamed(METER, "Garage")));
  }

  @Test
  void aChangeDuringARoundWaitsForItsTurn() {
    connectWith(METER);
    link.clear();

    link.receive("homeassistant/status", "online");
    time.advance(Duration.ofMillis(1100));
    announcer.announce(renamed(METER, "Barn"));
    time.advance(Duration.ofSeconds(3));
    assertThat(link.published(METER_TOPIC)).containsExactly(payloads.text(METER));
    time.advance(Duration.ofSeconds(5));

    assertThat(link.retained(METER_TOPIC)).isEqualTo(payloads.text(renamed(METER, "Barn")));
  }

  @Test
  void aVanishedComponentIsTakenOutFirstAndThenLeftOut() {
    connectWith(METER);
    link.clear();
    DeviceDescription less = without(METER, "power_factor");

    announcer.announce(less);
    time.runDue();

    String first = link.published(METER_TOPIC).getFirst();
    assertThat(new JsonMapper().readTree(first).at("/components/power_factor"))
        .hasToString("{\"platform\":\"sensor\"}");
    assertThat(DiscoveryRules.complaints(first, "homeassistant")).isEmpty();

    time.advance(Duration.ofSeconds(10));
    assertThat(link.published(METER_TOPIC)).containsExactly(first, payloads.text(less));
  }

  @Test
  void theTopicsOfAVanishedComponentAreCleared() {
    String plain = "phasebridge/iammeter_da2bed94/power_factor";
    link.publishRetained(plain, "0.9");
    connectWith(METER);

    announcer.announce(without(METER, "power_factor"));
    time.advance(Duration.ofSeconds(30));

    assertThat(link.retained(plain)).isNull();
    assertThat(file.text()).doesNotContain(plain);
  }

  @Test
  void aComponentThatVanishedOverARestartIsTakenOutToo() {
    connectWith(METER);
    DeviceDescription less = without(METER, "power_factor");
    restart();

    connectWith(less);

    assertThat(link.published(METER_TOPIC).getFirst())
        .contains("\"power_factor\":{\"platform\":\"sensor\"}");
    assertThat(link.retained(METER_TOPIC)).isEqualTo(payloads.text(less));
  }

  @Test
  void aComponentThatChangesItsPlatformIsTakenOutFirst() {
    DeviceDescription before = METER;
    DeviceDescription after =
        with(
            without(METER, "power_factor"),
            new Entity.BinarySensor(METER.entity("power_factor").orElseThrow().info(), null));
    connectWith(before);
    link.clear();

    announcer.announce(after);
    time.advance(Duration.ofSeconds(30));

    assertThat(link.published(METER_TOPIC)).hasSize(2);
    assertThat(link.published(METER_TOPIC).getFirst())
        .contains("\"power_factor\":{\"platform\":\"sensor\"}");
    assertThat(link.retained(METER_TOPIC)).isEqualTo(payloads.text(after));
  }

  @Test
  void aVanishedComponentWaitsForTheBroker() {
    connectWith(METER);
    link.disconnect();
    announcer.announce(without(METER, "power_factor"));
    time.advance(Duration.ofMinutes(5));
    assertThat(link.retained(METER_TOPIC)).isEqualTo(payloads.text(METER));
    link.clear();

    link.connect();
    time.advance(Duration.ofMinutes(1));

    assertThat(link.published(METER_TOPIC))
        .last()
        .isEqualTo(payloads.text(without(METER, "power_factor")));
    assertThat(link.published(METER_TOPIC))
        .anyMatch(payload -> payload.contains("\"power_factor\":{\"platform\":\"sensor\"}"));
  }

  @Test
  void withdrawingShowsThePayloadOnceMoreThenEmptiesItThenClearsTheRest() {
    publishState();
    connectWith(METER);
    restart();
    link.connect();
    time.advance(Duration.ofMinutes(1));
    link.clear();

    announcer.withdraw(METER.id());
    time.advance(Duration.ofMillis(1900));
    assertThat(link.topics()).containsExactly(METER_TOPIC);
    time.advance(Duration.ofSeconds(2));
    assertThat(link.published(METER_TOPIC)).containsExactly(payloads.text(METER), "");
    assertThat(link.topics()).hasSize(2);
    time.advance(Duration.ofSeconds(5));

    assertThat(link.topics()).contains(METER_STATE, METER_AVAILABILITY);
    assertThat(link.published())
        .filteredOn(message -> !message.topic().equals(METER_TOPIC))
        .allMatch(message -> message.payload().isEmpty());
    assertThat(announcer.announced()).isEmpty();
  }

  @Test
  void withdrawingWaitsForTheBroker() {
    connectWith(METER);
    link.disconnect();
    announcer.withdraw(METER.id());
    time.advance(Duration.ofMinutes(1));
    assertThat(announcer.announced()).containsExactly(METER.id());
    link.clear();

    link.connect();
    time.advance(Duration.ofMinutes(1));

    assertThat(link.published(METER_TOPIC)).last().isEqualTo("");
    assertThat(announcer.announced()).isEmpty();
  }

  @Test
  void aDeviceThatComesBackWhileItIsWithdrawnStays() {
    connectWith(METER);
    announcer.withdraw(METER.id());
    time.advance(Duration.ofSeconds(3));
    assertThat(link.retained(METER_TOPIC)).isNull();

    announcer.announce(METER);
    time.advance(Duration.ofMinutes(1));

    assertThat(link.retained(METER_TOPIC)).isEqualTo(payloads.text(METER));
    assertThat(announcer.announced()).containsExactly(METER.id());
    link.clear();
    link.receive("homeassistant/status", "online");
    time.advance(Duration.ofSeconds(5));
    assertThat(link.published(METER_TOPIC)).hasSize(1);
  }

  @Test
  void aDeviceThatTheUserDeletedStaysAway() {
    connectWith(METER, RELAY);
    deleteInHomeAssistant(METER_TOPIC);
    link.clear();

    announcer.announce(renamed(METER, "Barn"));
    link.receive("homeassistant/status", "online");
    time.advance(Duration.ofMinutes(1));
    link.disconnect();
    link.connect();
    time.advance(Duration.ofMinutes(1));

    assertThat(link.published(METER_TOPIC)).isEmpty();
    assertThat(link.retained(METER_TOPIC)).isNull();
    assertThat(link.published(RELAY_TOPIC)).isNotEmpty();
  }

  @Test
  void aDeletedDeviceComesBackWithARestart() {
    connectWith(METER);
    deleteInHomeAssistant(METER_TOPIC);
    restart();

    connectWith(METER);

    assertThat(link.retained(METER_TOPIC)).isEqualTo(payloads.text(METER));
  }

  @Test
  void aDeletedDeviceComesBackWhenSomebodyPublishesIt() {
    connectWith(METER);
    deleteInHomeAssistant(METER_TOPIC);

    link.receive(METER_TOPIC, payloads.text(METER));
    time.advance(Duration.ofSeconds(30));

    assertThat(link.retained(METER_TOPIC)).isEqualTo(payloads.text(METER));
  }

  @Test
  void aDeletedDeviceThatIsWithdrawnOnlyLosesItsTopics() {
    publishState();
    connectWith(METER);
    deleteInHomeAssistant(METER_TOPIC);
    link.clear();

    announcer.withdraw(METER.id());
    time.advance(Duration.ofSeconds(30));

    assertThat(link.published(METER_TOPIC)).isEmpty();
    assertThat(link.retained(METER_STATE)).isNull();
    assertThat(announcer.announced()).isEmpty();
  }

  @Test
  void withoutDiscoveryNothingIsAnnouncedAndNothingForgotten() {
    connectWith(METER);
    link = new FakeBrokerLink(time);
    announcer = announcer(false);
    announcer.start();

    connectWith(METER);
    announcer.withdraw(METER.id());
    time.advance(Duration.ofMinutes(1));

    assertThat(link.published()).isEmpty();
    assertThat(link.filters()).isEmpty();
    assertThat(announcer.announced()).containsExactly(METER.id());
  }

  @Test
  void aFullDiskDoesNotKeepADeviceOutOfHomeAssistant() {
    file.full(true);

    connectWith(METER);

    assertThat(link.retained(METER_TOPIC)).isEqualTo(payloads.text(METER));
    file.full(false);
    announcer.announce(renamed(METER, "Barn"));
    time.advance(Duration.ofMinutes(1));
    assertThat(file.text()).contains("Barn");
  }

  @Test
  void afterTheStopNothingIsPublished() {
    connectWith(METER);
    link.clear();
    announcer.stop();

    announcer.announce(RELAY);
    announcer.withdraw(METER.id());
    link.receive("homeassistant/status", "online");
    time.advance(Duration.ofMinutes(1));

    assertThat(link.published()).isEmpty();
  }

  private Announcer announcer(boolean discovery) {
    return new Announcer(
        new HomeAssistantConfig(discovery, "homeassistant", "homeassistant/status"),
        topics,
        payloads,
        link,
        new AnnouncementRegistry(file),
        time,
        SHORTEST);
  }

  private void restart() {
    announcer.stop();
    link = new FakeBrokerLink(time);
    announcer = announcer(true);
    announcer.start();
  }

  /** Connects, announces and lets a minute pass. */
  private void connectWith(DeviceDescription... devices) {
    List.of(devices).forEach(announcer::announce);
    link.connect();
    time.advance(Duration.ofMinutes(1));
  }

  private void publishState() {
    link.publishRetained(METER_AVAILABILITY, "online");
    link.publishRetained(METER_STATE, "{}");
    link.publishRetained("phasebridge/iammeter_da2bed94/calls_left/attributes", "{}");
  }

  /** Home Assistant empties the topic more than once. */
  private void deleteInHomeAssistant(String topic) {
    link.receive(topic, "");
    link.receive(topic, "");
    time.advance(Duration.ofSeconds(30));
  }

  private static long sinceBirth(Published message, Instant birth) {
    return Duration.between(birth, message.at()).toMillis();
  }

  private static DeviceDescription renamed(DeviceDescription device, String name) {
    return new DeviceDescription(
        device.id(),
        name,
        device.manufacturer(),
        device.model(),
        device.serialNumber(),
        device.softwareVersion(),
        device.configurationUrl(),
        device.entities());
  }

  private static DeviceDescription without(DeviceDescription device, String key) {
    return entities(device, device.entities().stream().filter(e -> !e.key().equals(key)).toList());
  }

  private static DeviceDescription with(DeviceDescription device, Entity entity) {
    return entities(device, Stream.concat(device.entities().stream(), Stream.of(entity)).toList());
  }

  private static DeviceDescription entities(DeviceDescription device, List<Entity> entities) {
    return new DeviceDescription(
        device.id(),
        device.name(),
        device.manufacturer(),
        device.model(),
        device.serialNumber(),
        device.softwareVersion(),
        device.configurationUrl(),
        entities);
  }
}
