package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.config.IammeterConfig.Phases;
import io.github.phasebridge.device.Accumulation;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.Entity.BinarySensor;
import io.github.phasebridge.device.Entity.Sensor;
import io.github.phasebridge.device.EntityInfo;
import io.github.phasebridge.device.SensorKind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Describes meters: which entities they have, and how a user reads them. */
final class MeterEntities {

  private static final String VENDOR_URL = "https://www.iammeter.com";

  private final IammeterConfig config;

  MeterEntities(IammeterConfig config) {
    this.config = config;
  }

  /**
   * Describes a meter.
   *
   * @param shape what it has to show; null before its first answer, when it has diagnostics only
   */
  DeviceDescription describe(KnownMeter meter, @Nullable MeterShape shape) {
    List<Entity> entities = new ArrayList<>();
    if (shape != null) {
      measurements(shape, meter.phases(), entities);
    }
    if (config.analyses()) {
      analyses(entities);
    }
    diagnostics(shape, entities);
    return new DeviceDescription(
        meter.id(),
        meter.name(),
        "IAMMETER",
        shape == null ? null : shape.model(),
        meter.sn().toUpperCase(Locale.ROOT),
        null,
        configurationUrl(config.url()),
        entities);
  }

  private static String configurationUrl(URI url) {
    boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    return web ? url.toString() : VENDOR_URL;
  }

  private static void measurements(MeterShape shape, Phases phases, List<Entity> to) {
    if (hasTotals(shape, phases)) {
      balance(new Channel("", "Total"), to);
    }
    for (Channel phase : shape.phases()) {
      to.add(measured(phase, MeterKeys.VOLTAGE, "voltage", SensorKind.VOLTAGE, "V", 1));
      to.add(measured(phase, MeterKeys.CURRENT, "current", SensorKind.CURRENT, "A", 2));
      balance(phase, to);
      ratios(shape, phase, to);
    }
    if (shape.channels().size() > shape.phases().size()) {
      Channel net = shape.channels().getLast();
      balance(net, to);
      ratios(shape, net, to);
    }
  }

  /** Returns the keys of everything that an upload brings values for. */
  static List<String> measuredKeys(MeterShape shape, Phases phases) {
    List<Entity> entities = new ArrayList<>();
    measurements(shape, phases, entities);
    return entities.stream().map(Entity::key).toList();
  }

  /** Returns whether the sum of the phases means anything. */
  static boolean hasTotals(MeterShape shape, Phases phases) {
    return shape.multiPhase() && phases == Phases.SUPPLY;
  }

  private static void balance(Channel channel, List<Entity> to) {
    to.add(measured(channel, MeterKeys.POWER, "power", SensorKind.POWER, "W", 0));
    to.add(counter(channel, MeterKeys.IMPORT_ENERGY, "import energy", "import"));
    to.add(counter(channel, MeterKeys.EXPORT_ENERGY, "export energy", "export"));
  }

  private static void ratios(MeterShape shape, Channel channel, List<Entity> to) {
    if (shape.powerFactor()) {
      to.add(
          measured(
              channel, MeterKeys.POWER_FACTOR, "power factor", SensorKind.POWER_FACTOR, null, 2));
    }
    if (shape.frequency()) {
      to.add(measured(channel, MeterKeys.FREQUENCY, "frequency", SensorKind.FREQUENCY, "Hz", 2));
    }
  }

  private static Sensor measured(
      Channel channel,
      String metric,
      String name,
      SensorKind kind,
      @Nullable String unit,
      int precision) {
    EntityInfo info = EntityInfo.of(channel.key(metric), channel.name(name));
    return new Sensor(info, kind, unit, Accumulation.MEASUREMENT, precision);
  }

  private static Sensor counter(Channel channel, String metric, String name, String direction) {
    EntityInfo info =
        EntityInfo.of(channel.key(metric), channel.name(name))
            .icon("mdi:transmission-tower-" + direction);
    return new Sensor(info, SensorKind.ENERGY, "kWh", Accumulation.TOTAL_INCREASING, 2);
  }

  private static void analyses(List<Entity> to) {
    to.add(analysed(MeterKeys.AVERAGE_POWER, "Average power"));
    to.add(analysed(MeterKeys.DAYTIME_AVERAGE_POWER, "Daytime average power"));
    to.add(analysed(MeterKeys.MINIMUM_POWER, "Minimum power"));
    to.add(analysed(MeterKeys.MAXIMUM_POWER, "Maximum power"));
    EntityInfo offline =
        EntityInfo.of(MeterKeys.OFFLINE_MINUTES, "Offline time")
            .diagnostic()
            .whileBridgeIsOnline()
            .withAttributes()
            .icon("mdi:cloud-off-outline");
    to.add(new Sensor(offline, SensorKind.DURATION, "min", Accumulation.NONE, 0));
  }

  private static Sensor analysed(String key, String name) {
    EntityInfo info = EntityInfo.of(key, name).withAttributes();
    return new Sensor(info, SensorKind.POWER, "W", Accumulation.NONE, 0);
  }

  private static void diagnostics(@Nullable MeterShape shape, List<Entity> to) {
    if (shape != null && shape.multiPhase()) {
      EntityInfo unused =
          EntityInfo.of(MeterKeys.UNUSED_PHASES, "Unused phases")
              .diagnostic()
              .icon("mdi:power-plug-off-outline");
      to.add(new Sensor(unused, SensorKind.TEXT, null, Accumulation.NONE, null));
    }
    EntityInfo upload =
        EntityInfo.of(MeterKeys.LAST_UPLOAD, "Last upload").diagnostic().whileBridgeIsOnline();
    to.add(new Sensor(upload, SensorKind.TIMESTAMP, null, Accumulation.NONE, null));
    EntityInfo cloud =
        EntityInfo.of(MeterKeys.CLOUD, "Cloud").diagnostic().whileBridgeIsOnline().withAttributes();
    to.add(new BinarySensor(cloud, "connectivity"));
    EntityInfo calls =
        EntityInfo.of(MeterKeys.CALLS_LEFT, "Calls left")
            .diagnostic()
            .whileBridgeIsOnline()
            .withAttributes()
            .icon("mdi:gauge");
    to.add(new Sensor(calls, SensorKind.NUMBER, null, Accumulation.MEASUREMENT, 0));
  }
}
