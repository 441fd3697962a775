package io.github.phasebridge.web;

import io.github.phasebridge.bridge.Overview;
import io.github.phasebridge.device.Allowance;
import io.github.phasebridge.device.Channel;
import io.github.phasebridge.device.Condition;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.Notice;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.SourceReport;
import io.github.phasebridge.device.Value;
import io.github.phasebridge.testing.SampleDevices;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a bridge with the sample devices knows. */
final class SampleOverview {

  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  static final DeviceId BRIDGE = new DeviceId("bridge");
  static final DeviceId HOUSE = new DeviceId("iammeter_da2bed94");
  static final DeviceId OFFICE = new DeviceId("iammeter_3f00aa11");
  static final DeviceId BOILER = new DeviceId("thingboot_a1b2c3");

  private SampleOverview() {}

  /** All is well but for one meter. */
  static Overview usual() {
    return new Overview(
        "0.1.0",
        START,
        new Overview.Broker(
            "mqtt://localhost:1883", "configuration", new Condition(true, START, ""), "5"),
        new Overview.HomeAssistant(Overview.HomeAssistant.Presence.NOT_SEEN, START),
        List.of(meterCloud(), relayCloud()),
        List.of(
            device("bridge", SampleDevices.bridge(), true, Map.of("version", Value.of("0.1.0"))),
            device("iammeter", SampleDevices.singlePhaseMeter(), false, Map.of()),
            device(
                "iammeter",
                SampleDevices.threePhaseMeter(),
                true,
                Map.of(
                    "power_a", number("231.50"),
                    "power_b", number("0"),
                    "power", number("231.50"),
                    "voltage_a", number("230.10"))),
            device(
                "thingboot",
                SampleDevices.relay(),
                true,
                Map.of("power", Value.of(true), "voltage", number("229.9")))),
        List.of(
            new Notice(
                Notice.Severity.WARNING,
                "Meter House is offline",
                "It sent nothing since 09:40. Check its network.",
                START)));
  }

  /** Home Assistant said that it is there, or that it goes. */
  static Overview with(Overview.HomeAssistant.Presence presence) {
    Overview usual = usual();
    return new Overview(
        usual.version(),
        usual.started(),
        usual.broker(),
        new Overview.HomeAssistant(presence, START),
        usual.clouds(),
        usual.devices(),
        usual.notices());
  }

  /** Without a broker. */
  static Overview withoutBroker() {
    Overview usual = usual();
    return new Overview(
        usual.version(),
        usual.started(),
        new Overview.Broker(
            "mqtt://localhost:1883",
            "configuration",
            new Condition(false, START, "Nobody answers at localhost:1883. Start the broker."),
            "5"),
        usual.homeAssistant(),
        usual.clouds(),
        usual.devices(),
        usual.notices());
  }

  /** Returns the same with one device changed. */
  static Overview with(Overview overview, DeviceId id, UnaryOperator<Overview.Device> change) {
    return devices(
        overview,
        overview.devices().stream()
            .map(it -> it.description().id().equals(id) ? change.apply(it) : it)
            .toList());
  }

  /** Returns the same with other devices. */
  static Overview devices(Overview overview, List<Overview.Device> devices) {
    return new Overview(
        overview.version(),
        overview.started(),
        overview.broker(),
        overview.homeAssistant(),
        overview.clouds(),
        devices,
        overview.notices());
  }

  /** Returns the same with other notices. */
  static Overview notices(Overview overview, List<Notice> notices) {
    return new Overview(
        overview.version(),
        overview.started(),
        overview.broker(),
        overview.homeAssistant(),
        overview.clouds(),
        overview.devices(),
        notices);
  }

  /** Returns the same with another report of the first cloud. */
  static Overview firstCloud(Overview overview, SourceReport report) {
    List<Overview.Cloud> clouds = new ArrayList<>(overview.clouds());
    Overview.Cloud first = clouds.getFirst();
    clouds.set(
        0,
        new Overview.Cloud(
            first.name(), first.title(), first.condition(), first.lastFailure(), report));
    return new Overview(
        overview.version(),
        overview.started(),
        overview.broker(),
        overview.homeAssistant(),
        clouds,
        overview.devices(),
        overview.notices());
  }

  /** Returns the same after an update. */
  static Overview version(Overview overview, String version) {
    return new Overview(
        version,
        overview.started(),
        overview.broker(),
        overview.homeAssistant(),
        overview.clouds(),
        overview.devices(),
        overview.notices());
  }

  /** Returns a device after a reading of one value. */
  static Overview.Device read(Overview.Device device, Instant at, String key, Value value) {
    Map<String, Value> values = new LinkedHashMap<>(device.values());
    values.put(key, value);
    return copy(device, device.online(), at, values);
  }

  /** Returns a device that is online, or not. */
  static Overview.Device online(Overview.Device device, boolean online) {
    return copy(device, online, device.at(), device.values());
  }

  /** Returns a device after a command that was carried out. */
  static Overview.Device commanded(Overview.Device device, String key, String payload) {
    List<Overview.CommandEntry> commands = new ArrayList<>();
    commands.add(
        new Overview.CommandEntry(
            Instant.now(), key, payload, Outcome.confirmed(), Duration.ofMillis(321)));
    commands.addAll(device.commands());
    Map<String, Value> values = new LinkedHashMap<>(device.values());
    values.computeIfPresent(
        key,
        (_, value) ->
            switch (payload) {
              case "ON", "OFF" -> Value.of(payload.equals("ON"));
              case "TOGGLE" -> Value.of(value.equals(Value.of(false)));
              default -> Value.of(payload);
            });
    return new Overview.Device(
        device.source(),
        device.description(),
        device.online(),
        device.since(),
        device.at(),
        values,
        device.attributes(),
        commands.subList(0, Math.min(10, commands.size())),
        device.events());
  }

  static Value number(String digits) {
    return Value.of(new BigDecimal(digits));
  }

  private static Overview.Device copy(
      Overview.Device device, boolean online, @Nullable Instant at, Map<String, Value> values) {
    return new Overview.Device(
        device.source(),
        device.description(),
        online,
        device.since(),
        at,
        values,
        device.attributes(),
        device.commands(),
        device.events());
  }

  static Overview.Device device(
      String source, DeviceDescription description, boolean online, Map<String, Value> known) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Entity entity : description.entities()) {
      if (!(entity instanceof Entity.Button) && !(entity instanceof Entity.EventSource)) {
        values.put(entity.key(), known.getOrDefault(entity.key(), Value.UNKNOWN));
      }
    }
    boolean relay = source.equals("thingboot");
    return new Overview.Device(
        source,
        description,
        online,
        START,
        online ? START : null,
        values,
        relay ? Map.of("last_command", Map.of("outcome", "confirmed", "ms", 412)) : Map.of(),
        relay ? commands() : List.of(),
        relay ? List.of(new Overview.EventEntry(START, "btn1", "press_end")) : List.of());
  }

  private static List<Overview.CommandEntry> commands() {
    return List.of(
        new Overview.CommandEntry(
            START, "power", "ON", Outcome.confirmed(), Duration.ofMillis(412)),
        new Overview.CommandEntry(
            START.minusSeconds(60),
            "point_1000",
            "PRESS",
            Outcome.refused("The relay is offline."),
            Duration.ofMillis(1)));
  }

  private static Overview.Cloud meterCloud() {
    return new Overview.Cloud(
        "iammeter",
        "IAMMETER",
        new Condition(true, START, ""),
        new Overview.Failure(START.minusSeconds(600), "www.iammeter.com did not answer in time"),
        new SourceReport(
            List.of(),
            List.of(
                new Allowance(
                    "Readings", OFFICE, 12, Duration.ofHours(1), 7, START.plusSeconds(300)),
                new Allowance("Analyses", null, 5, Duration.ofDays(1), 5, null)),
            List.of()));
  }

  private static Overview.Cloud relayCloud() {
    return new Overview.Cloud(
        "thingboot",
        "ThingBoot",
        null,
        null,
        new SourceReport(
            List.of(
                new Channel(
                    "Push over MQTT",
                    new Condition(false, START, "The vendor's broker does not answer."))),
            List.of(),
            List.of()));
  }
}
