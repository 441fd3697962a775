package io.github.phasebridge.testing;

import io.github.phasebridge.device.Accumulation;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.Entity.BinarySensor;
import io.github.phasebridge.device.Entity.Button;
import io.github.phasebridge.device.Entity.Choice;
import io.github.phasebridge.device.Entity.EventSource;
import io.github.phasebridge.device.Entity.Firmware;
import io.github.phasebridge.device.Entity.Sensor;
import io.github.phasebridge.device.Entity.Switch;
import io.github.phasebridge.device.EntityInfo;
import io.github.phasebridge.device.SensorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Descriptions of devices as the design plans them, one of every kind of entity among them. */
public final class SampleDevices {

  private SampleDevices() {}

  /** The bridge's own device. */
  public static DeviceDescription bridge() {
    return new DeviceDescription(
        new DeviceId("bridge"),
        "phasebridge",
        "phasebridge",
        null,
        null,
        "0.1.0",
        "https://github.com/phasebridge/phasebridge",
        List.of(
            new BinarySensor(
                EntityInfo.of("iammeter_cloud", "IAMMETER cloud").diagnostic().withAttributes(),
                "connectivity"),
            sensor(EntityInfo.of("version", "Version").diagnostic(), SensorKind.TEXT, null, null),
            sensor(
                EntityInfo.of("started", "Started").diagnostic(), SensorKind.TIMESTAMP, null, null),
            new Choice(
                EntityInfo.of("log_level", "Log level").config(),
                List.of(
                    new Choice.Option("debug", "Debug"),
                    new Choice.Option("info", "Info"),
                    new Choice.Option("warn", "Warnings only"))),
            new Button(EntityInfo.of("restart", "Restart").config(), "restart"),
            new Button(EntityInfo.of("read_now", "Read now").icon("mdi:refresh"), null)));
  }

  /** A single-phase meter. */
  public static DeviceDescription singlePhaseMeter() {
    List<Entity> entities = new ArrayList<>(phase("", ""));
    entities.addAll(diagnostics());
    return new DeviceDescription(
        new DeviceId("iammeter_da2bed94"),
        "House",
        "IAMMETER",
        "WEM3080",
        "DA2BED94",
        null,
        "https://www.iammeter.com",
        entities);
  }

  /** A three-phase meter with totals, a net row and analyses. */
  public static DeviceDescription threePhaseMeter() {
    List<Entity> entities = new ArrayList<>();
    for (String phase : List.of("a", "b", "c")) {
      entities.addAll(phase("_" + phase, "Phase " + phase.toUpperCase(Locale.ROOT) + " "));
    }
    entities.add(measurement(EntityInfo.of("power", "Power"), SensorKind.POWER, "W", 0));
    entities.add(counter("import_energy", "Import energy"));
    entities.add(counter("export_energy", "Export energy"));
    entities.add(measurement(EntityInfo.of("power_net", "Net power"), SensorKind.POWER, "W", 0));
    entities.add(
        new Sensor(
            EntityInfo.of("import_energy_net", "Net import energy"),
            SensorKind.ENERGY,
            "kWh",
            Accumulation.TOTAL,
            3));
    entities.add(
        sensor(
            EntityInfo.of("unused_phases", "Unused phases").diagnostic(),
            SensorKind.TEXT,
            null,
            null));
    entities.add(
        measurement(
            EntityInfo.of("offline_minutes", "Offline time").diagnostic().withAttributes(),
            SensorKind.DURATION,
            "min",
            0));
    entities.addAll(diagnostics());
    return new DeviceDescription(
        new DeviceId("iammeter_3f00aa11"),
        "Büro \"Süd\"",
        "IAMMETER",
        "WEM3080T",
        "3F00AA11",
        null,
        null,
        entities);
  }

  /** A metering relay. */
  public static DeviceDescription relay() {
    List<Entity> entities = new ArrayList<>();
    entities.add(new Switch(EntityInfo.of("power", null)));
    entities.add(new Switch(EntityInfo.of("metering", "Metering").config()));
    entities.add(measurement(EntityInfo.of("voltage", "Voltage"), SensorKind.VOLTAGE, "V", 1));
    entities.add(
        measurement(
            EntityInfo.of("apparent_power", "Apparent power"), SensorKind.APPARENT_POWER, "VA", 1));
    IntStream.rangeClosed(1, 5)
        .mapToObj(i -> new Button(EntityInfo.of("point_" + i * 1000, "On for " + i + " s"), null))
        .forEach(entities::add);
    entities.add(
        new Button(EntityInfo.of("clear_all", "Clear all energy").config().disabled(), null));
    entities.add(new Button(EntityInfo.of("restart", "Restart").config(), "restart"));
    entities.add(
        new EventSource(
            EntityInfo.of("btn1", "Button"),
            "button",
            List.of("press_end"),
            new EventSource.Trigger("button_short_press", "button_1", "press_end")));
    entities.add(
        new EventSource(
            EntityInfo.of("boot", "Boot").diagnostic(),
            null,
            List.of("boot"),
            new EventSource.Trigger("boot", "relay", "boot")));
    entities.add(
        new Choice(
            EntityInfo.of("after_power_cut", "After a power cut").config(),
            List.of(
                new Choice.Option("0", "Stay off"),
                new Choice.Option("1", "Switch on"),
                new Choice.Option("2", "As before {\"the\" cut}}"))));
    entities.add(new Firmware(EntityInfo.of("firmware", "Firmware").diagnostic()));
    entities.add(
        measurement(
            EntityInfo.of("signal", "Signal").diagnostic(), SensorKind.SIGNAL_STRENGTH, "dBm", 0));
    entities.add(
        sensor(
            EntityInfo.of("last_command", "Last command").diagnostic().withAttributes(),
            SensorKind.TEXT,
            null,
            null));
    return new DeviceDescription(
        new DeviceId("thingboot_a1b2c3"),
        "Boiler",
        "ThingBoot",
        "P46",
        "A1B2C3",
        "1.4.0",
        null,
        entities);
  }

  /** All of them, the bridge first. */
  public static List<DeviceDescription> all() {
    return List.of(bridge(), singlePhaseMeter(), threePhaseMeter(), relay());
  }

  private static List<Entity> phase(String suffix, String prefix) {
    return List.of(
        measurement(named("voltage", suffix, prefix, "Voltage"), SensorKind.VOLTAGE, "V", 1),
        measurement(named("current", suffix, prefix, "Current"), SensorKind.CURRENT, "A", 2),
        measurement(named("power", suffix, prefix, "Power"), SensorKind.POWER, "W", 0),
        counter("import_energy" + suffix, name(prefix, "Import energy")),
        counter("export_energy" + suffix, name(prefix, "Export energy")),
        measurement(named("frequency", suffix, prefix, "Frequency"), SensorKind.FREQUENCY, "Hz", 2),
        measurement(
            named("power_factor", suffix, prefix, "Power factor"),
            SensorKind.POWER_FACTOR,
            null,
            2));
  }

  private static List<Entity> diagnostics() {
    return List.of(
        sensor(
            EntityInfo.of("last_upload", "Last upload").diagnostic().whileBridgeIsOnline(),
            SensorKind.TIMESTAMP,
            null,
            null),
        new BinarySensor(
            EntityInfo.of("cloud", "Cloud").diagnostic().whileBridgeIsOnline(), "connectivity"),
        measurement(
            EntityInfo.of("calls_left", "Calls left")
                .diagnostic()
                .whileBridgeIsOnline()
                .withAttributes(),
            SensorKind.NUMBER,
            null,
            0));
  }

  private static EntityInfo named(String key, String suffix, String prefix, String name) {
    return EntityInfo.of(key + suffix, name(prefix, name));
  }

  private static String name(String prefix, String name) {
    return prefix.isEmpty() ? name : prefix + name.toLowerCase(Locale.ROOT);
  }

  private static Sensor counter(String key, String name) {
    return new Sensor(
        EntityInfo.of(key, name), SensorKind.ENERGY, "kWh", Accumulation.TOTAL_INCREASING, 2);
  }

  private static Sensor measurement(
      EntityInfo info, SensorKind kind, @Nullable String unit, int precision) {
    return new Sensor(info, kind, unit, Accumulation.MEASUREMENT, precision);
  }

  private static Sensor sensor(
      EntityInfo info, SensorKind kind, @Nullable String unit, @Nullable Integer precision) {
    return new Sensor(info, kind, unit, Accumulation.NONE, precision);
  }
}
