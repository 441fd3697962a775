package io.github.phasebridge.web;

import io.github.phasebridge.bridge.Overview;
import io.github.phasebridge.device.Accumulation;
import io.github.phasebridge.device.Allowance;
import io.github.phasebridge.device.Channel;
import io.github.phasebridge.device.Condition;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.EntityInfo;
import io.github.phasebridge.device.Notice;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.SensorKind;
import io.github.phasebridge.device.SourceReport;
import io.github.phasebridge.device.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A house with all that a page has to cope with: a three-phase meter, one that is offline, relays
 * that are on, off and away, names of every kind, and things to look after.
 */
final class PageHouse {

  static final DeviceId METER = new DeviceId("iammeter_3f00aa11");
  static final DeviceId BOILER = new DeviceId("thingboot_820720");

  /** Nobody can keep a user from naming a relay like this at the vendor's. */
  static final String NASTY = "<img src=x onerror=alert(1)> & \"Söhne\"";

  private final Instant now;

  private PageHouse(Instant now) {
    this.now = now;
  }

  /** Returns what is known of it. */
  static Overview at(Instant now) {
    return new PageHouse(now).overview();
  }

  /** Returns what was known at another time of day, when another amount of power was used. */
  static Overview past(Instant at) {
    double share = 1 + 0.6 * Math.sin(at.getEpochSecond() % 86_400 / 86_400.0 * 4 * Math.PI);
    Overview past = at(at);
    for (String key : List.of("power", "power_a", "power_b", "power_c")) {
      past = SampleOverview.with(past, METER, device -> scaled(device, at, key, share));
    }
    return SampleOverview.with(past, BOILER, device -> scaled(device, at, "active_power", share));
  }

  private static Overview.Device scaled(
      Overview.Device device, Instant at, String key, double share) {
    return device.values().get(key) instanceof Value.Numeric(var watts)
        ? SampleOverview.read(device, at, key, Value.of(Math.round(watts.doubleValue() * share)))
        : device;
  }

  /** Returns the same device under another name. */
  static Overview.Device renamed(Overview.Device device, String id, String name) {
    DeviceDescription description = device.description();
    return new Overview.Device(
        device.source(),
        new DeviceDescription(
            new DeviceId(id),
            name,
            description.manufacturer(),
            description.model(),
            null,
            null,
            null,
            description.entities()),
        device.online(),
        device.since(),
        device.at(),
        device.values(),
        device.attributes(),
        device.commands(),
        device.events());
  }

  private Overview overview() {
    Overview usual = SampleOverview.usual();
    List<Overview.Device> devices = new ArrayList<>();
    devices.add(usual.devices().getFirst());
    devices.add(meter(METER, "House", true));
    devices.add(meter(new DeviceId("iammeter_da2bed94"), "Old barn behind the orchard", false));
    devices.add(relay(BOILER, "Boiler", true, "ON", "1846.2"));
    devices.add(relay(new DeviceId("thingboot_820721"), NASTY, true, "OFF", "0"));
    devices.add(relay(new DeviceId("thingboot_820722"), "Pool pump", false, null, null));
    return new Overview(
        "0.1.0",
        ago(Duration.ofHours(30)),
        new Overview.Broker(
            "mqtt://core-mosquitto:1883", "Supervisor", well(Duration.ofHours(29)), "5"),
        new Overview.HomeAssistant(
            Overview.HomeAssistant.Presence.ONLINE, ago(Duration.ofHours(20))),
        List.of(meterCloud(), relayCloud()),
        devices,
        notices());
  }

  private Overview.Device meter(DeviceId id, String name, boolean online) {
    Map<String, Value> values = new TreeMap<>();
    List<Entity> entities =
        new ArrayList<>(balance("", "Total ", "1652.4", "12345.67", "4321.09", values));
    phase("a", "1231.0", "230.4", "5.43", values, entities);
    phase("b", "731.4", "231.0", "3.61", values, entities);
    phase("c", "-310.0", "229.8", null, values, entities);
    EntityInfo upload = EntityInfo.of("last_upload", "Last upload").diagnostic();
    entities.add(new Entity.Sensor(upload, SensorKind.TIMESTAMP, null, Accumulation.NONE, null));
    values.put("last_upload", Value.of(ago(Duration.ofSeconds(70))));
    return device("iammeter", id, name, "IAMMETER", "WEM3080T", online, entities, values);
  }

  private static void phase(
      String phase,
      String watts,
      String volts,
      @Nullable String amperes,
      Map<String, Value> values,
      List<Entity> to) {
    String suffix = "_" + phase;
    String prefix = "Phase " + phase.toUpperCase(Locale.ROOT) + " ";
    to.add(sensor("voltage" + suffix, prefix + "voltage", SensorKind.VOLTAGE, "V", volts, values));
    to.add(
        sensor("current" + suffix, prefix + "current", SensorKind.CURRENT, "A", amperes, values));
    to.addAll(balance(suffix, prefix, watts, "6543.21", "1.20", values));
    to.add(
        sensor(
            "power_factor" + suffix,
            prefix + "power factor",
            SensorKind.POWER_FACTOR,
            null,
            "0.97",
            values));
    to.add(
        sensor(
            "frequency" + suffix,
            prefix + "frequency",
            SensorKind.FREQUENCY,
            "Hz",
            "50.02",
            values));
  }

  private static List<Entity> balance(
      String suffix,
      String prefix,
      String watts,
      String imported,
      String exported,
      Map<String, Value> values) {
    return List.of(
        sensor("power" + suffix, prefix + "power", SensorKind.POWER, "W", watts, values),
        sensor(
            "import_energy" + suffix,
            prefix + "import energy",
            SensorKind.ENERGY,
            "kWh",
            imported,
            values),
        sensor(
            "export_energy" + suffix,
            prefix + "export energy",
            SensorKind.ENERGY,
            "kWh",
            exported,
            values));
  }

  private Overview.Device relay(
      DeviceId id, String name, boolean online, @Nullable String position, @Nullable String watts) {
    Map<String, Value> values = new TreeMap<>();
    List<Entity> entities = new ArrayList<>();
    entities.add(new Entity.Switch(EntityInfo.of("power", null)));
    values.put("power", position == null ? Value.UNKNOWN : Value.of(position.equals("ON")));
    entities.add(sensor("energy", "Energy", SensorKind.ENERGY, "kWh", "84.21", values));
    entities.add(sensor("voltage", "Voltage", SensorKind.VOLTAGE, "V", "229.6", values));
    entities.add(sensor("active_power", "Active power", SensorKind.POWER, "W", watts, values));
    entities.add(sensor("energy_today", "Energy today", SensorKind.ENERGY, "kWh", null, values));
    for (int seconds : new int[] {1, 2, 3, 5}) {
      entities.add(button("point_" + seconds + "000", "On for " + seconds + " s"));
      entities.add(button("reset_" + seconds + "000", "Off for " + seconds + " s"));
    }
    entities.add(
        new Entity.Button(
            EntityInfo.of("clear_all", "Clear all energy").config().disabled(), null));
    entities.add(
        new Entity.Button(EntityInfo.of("restart", "Restart (keep state)").config(), "restart"));
    entities.add(new Entity.Switch(EntityInfo.of("metering", "Metering").config()));
    values.put("metering", Value.of(true));
    entities.add(
        new Entity.Choice(
            EntityInfo.of("action1", "Button action").config(),
            List.of(
                new Entity.Choice.Option("reverse", "Toggle"),
                new Entity.Choice.Option("point", "On, then off"))));
    values.put("action1", Value.of("reverse"));
    return device(
        "thingboot", id, name, "ThingBoot", "Metering relay p46", online, entities, values);
  }

  private Overview.Device device(
      String source,
      DeviceId id,
      String name,
      String manufacturer,
      String model,
      boolean online,
      List<Entity> entities,
      Map<String, Value> values) {
    boolean relay = source.equals("thingboot");
    return new Overview.Device(
        source,
        new DeviceDescription(id, name, manufacturer, model, null, null, null, entities),
        online,
        ago(Duration.ofHours(2)),
        ago(online ? Duration.ofSeconds(42) : Duration.ofHours(2)),
        values,
        Map.of(),
        relay ? commands() : List.of(),
        relay
            ? List.of(new Overview.EventEntry(ago(Duration.ofMinutes(3)), "btn1", "press_end"))
            : List.of());
  }

  private List<Overview.CommandEntry> commands() {
    return List.of(
        new Overview.CommandEntry(
            ago(Duration.ofMinutes(5)), "power", "ON", Outcome.confirmed(), Duration.ofMillis(412)),
        new Overview.CommandEntry(
            ago(Duration.ofHours(3)),
            "point_1000",
            "PRESS",
            Outcome.refused(
                "A pulse of 5 s is running. Wait until it ends, or end it with ON or OFF, and press"
                    + " again after that."),
            Duration.ofMillis(3)));
  }

  private Overview.Cloud meterCloud() {
    return new Overview.Cloud(
        "iammeter",
        "IAMMETER",
        well(Duration.ofHours(22)),
        new Overview.Failure(
            ago(Duration.ofHours(23)), "www.iammeter.com did not answer within 20 s."),
        new SourceReport(
            List.of(),
            List.of(
                allowance("Readings", 12, Duration.ofHours(1), 7, Duration.ofSeconds(273)),
                allowance("Readings", 288, Duration.ofDays(1), 271, Duration.ofSeconds(273)),
                allowance("Power analyses", 5, Duration.ofDays(1), 4, Duration.ofSeconds(20))),
            List.of()));
  }

  private Allowance allowance(String title, int limit, Duration window, int left, Duration until) {
    return new Allowance(title, METER, limit, window, left, now.plus(until));
  }

  private Overview.Cloud relayCloud() {
    String login =
        "ThingBoot refuses the app id or the secret. Copy both anew from ThingBoot's console into"
            + " the configuration.";
    Condition broken = new Condition(false, ago(Duration.ofMinutes(9)), login);
    return new Overview.Cloud(
        "thingboot",
        "ThingBoot",
        broken,
        new Overview.Failure(ago(Duration.ofSeconds(20)), login),
        new SourceReport(
            List.of(new Channel("Push over MQTT", well(Duration.ofHours(22)))),
            List.of(new Allowance("Calls", null, 60, Duration.ofMinutes(1), 58, null)),
            List.of()));
  }

  private List<Notice> notices() {
    return List.of(
        new Notice(
            Notice.Severity.ERROR,
            "ThingBoot refuses the login",
            "Copy app id and secret anew from ThingBoot's console into the configuration.",
            ago(Duration.ofMinutes(9))),
        new Notice(
            Notice.Severity.WARNING,
            "Meter Old barn behind the orchard is offline",
            "Its last upload came 2 hours ago. Look whether it has power and Wi-Fi.",
            ago(Duration.ofHours(2))));
  }

  private static Entity button(String key, String name) {
    return new Entity.Button(EntityInfo.of(key, name), null);
  }

  private static Entity sensor(
      String key,
      String name,
      SensorKind kind,
      @Nullable String unit,
      @Nullable String value,
      Map<String, Value> values) {
    values.put(key, value == null ? Value.UNKNOWN : Value.of(new BigDecimal(value)));
    return new Entity.Sensor(EntityInfo.of(key, name), kind, unit, Accumulation.MEASUREMENT, null);
  }

  private Condition well(Duration since) {
    return new Condition(true, ago(since), "");
  }

  private Instant ago(Duration duration) {
    return now.minus(duration);
  }
}
