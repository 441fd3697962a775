package io.github.phasebridge.homeassistant;

import io.github.phasebridge.config.HomeAssistantConfig;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.testing.FakeBrokerLink;
import io.github.phasebridge.testing.FakeTime;
import io.github.phasebridge.testing.MemoryJsonFile;
import io.github.phasebridge.testing.SampleDevices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** An announcer with a broker, a disk and a time that only exist in the test. */
final class AnnouncerFixture {

  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  static final DeviceDescription BRIDGE = SampleDevices.bridge();
  static final DeviceDescription METER = SampleDevices.singlePhaseMeter();
  static final DeviceDescription RELAY = SampleDevices.relay();
  static final String BIRTH = "homeassistant/status";
  static final String BRIDGE_TOPIC = "homeassistant/device/phasebridge_bridge/config";
  static final String METER_TOPIC = "homeassistant/device/iammeter_da2bed94/config";
  static final String RELAY_TOPIC = "homeassistant/device/thingboot_a1b2c3/config";
  static final String METER_STATE = "phasebridge/iammeter_da2bed94/state";
  static final String METER_AVAILABILITY = "phasebridge/iammeter_da2bed94/availability";
  static final String METER_CALLS = "phasebridge/iammeter_da2bed94/calls_left/attributes";

  final FakeTime time = new FakeTime(START);
  final MemoryJsonFile file = new MemoryJsonFile();
  FakeBrokerLink link = new FakeBrokerLink(time);
  Announcer announcer;

  private final Topics topics = new Topics("phasebridge", "homeassistant");
  private final DiscoveryPayload payloads = new DiscoveryPayload(topics, "0.1.0");

  AnnouncerFixture() {
    announcer = start(true);
  }

  /** Ends the process and starts a new one on the same disk, not connected yet. */
  void restart(boolean discovery) {
    announcer.stop();
    link = new FakeBrokerLink(time);
    announcer = start(discovery);
  }

  String payload(DeviceDescription device) {
    return payloads.text(device);
  }

  /** Connects, announces and lets a minute pass. */
  void connectWith(DeviceDescription... devices) {
    List.of(devices).forEach(announcer::announce);
    link.connect();
    time.advance(Duration.ofMinutes(1));
  }

  /** Publishes the meter's state, as the bridge would. */
  void publishState() {
    link.publishRetained(METER_AVAILABILITY, "online");
    link.publishRetained(METER_STATE, "{}");
    link.publishRetained(METER_CALLS, "{}");
  }

  /** Home Assistant empties the topic of a deleted device more than once. */
  void deleteInHomeAssistant(String topic) {
    link.receive(topic, "");
    link.receive(topic, "");
    time.advance(Duration.ofSeconds(30));
  }

  static DeviceDescription renamed(DeviceDescription device, String name) {
    return copy(device, name, device.entities());
  }

  static DeviceDescription without(DeviceDescription device, String key) {
    return copy(
        device,
        device.name(),
        device.entities().stream().filter(entity -> !entity.key().equals(key)).toList());
  }

  static DeviceDescription with(DeviceDescription device, Entity entity) {
    return copy(
        device,
        device.name(),
        Stream.concat(device.entities().stream(), Stream.of(entity)).toList());
  }

  /** The random delays are always the shortest: 1 s. */
  private Announcer start(boolean discovery) {
    Announcer started =
        new Announcer(
            new HomeAssistantConfig(discovery, "homeassistant", BIRTH),
            topics,
            payloads,
            link,
            new AnnouncementRegistry(file),
            time,
            () -> 0);
    started.start();
    return started;
  }

  private static DeviceDescription copy(
      DeviceDescription device, String name, List<Entity> entities) {
    return new DeviceDescription(
        device.id(),
        name,
        device.manufacturer(),
        device.model(),
        device.serialNumber(),
        device.softwareVersion(),
        device.configurationUrl(),
        entities);
  }
}
