package io.github.phasebridge.bridge;

import io.github.phasebridge.config.LogConfig.Level;
import io.github.phasebridge.device.Accumulation;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.EntityInfo;
import io.github.phasebridge.device.SensorKind;
import io.github.phasebridge.homeassistant.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The bridge's own device: what it shows and takes. Announced before all others. */
final class BridgeDevice {

  static final DeviceId ID = Topics.BRIDGE;

  /** The name of its family, of which it is the only one. */
  static final String SOURCE = "bridge";

  static final String VERSION = "version";
  static final String STARTED = "started";
  static final String LOG_LEVEL = "log_level";
  static final String RESTART = "restart";
  static final String READ_NOW = "read_now";

  private BridgeDevice() {}

  /** Returns the key of the connectivity of a source's cloud. */
  static String cloudOf(DeviceSource source) {
    return source.name() + "_cloud";
  }

  /** Describes the bridge with the clouds of these sources. */
  static DeviceDescription describe(String version, Collection<DeviceSource> sources) {
    List<Entity> entities = new ArrayList<>();
    for (DeviceSource source : sources) {
      if (source.usesCloud()) {
        EntityInfo cloud =
            EntityInfo.of(cloudOf(source), source.title() + " cloud").diagnostic().withAttributes();
        entities.add(new Entity.BinarySensor(cloud, "connectivity"));
      }
    }
    entities.add(
        new Entity.Sensor(
            EntityInfo.of(VERSION, "Version").diagnostic().icon("mdi:tag"),
            SensorKind.TEXT,
            null,
            Accumulation.NONE,
            null));
    entities.add(
        new Entity.Sensor(
            EntityInfo.of(STARTED, "Started").diagnostic(),
            SensorKind.TIMESTAMP,
            null,
            Accumulation.NONE,
            null));
    entities.add(
        new Entity.Choice(
            EntityInfo.of(LOG_LEVEL, "Log level").config().icon("mdi:text-box-search-outline"),
            levels()));
    entities.add(new Entity.Button(EntityInfo.of(RESTART, "Restart").config(), "restart"));
    entities.add(
        new Entity.Button(
            EntityInfo.of(READ_NOW, "Read now").diagnostic().icon("mdi:refresh"), null));
    return new DeviceDescription(
        ID, "phasebridge", "phasebridge", "Bridge", null, version, null, entities);
  }

  private static List<Entity.Choice.Option> levels() {
    List<Entity.Choice.Option> options = new ArrayList<>();
    for (Level level : Level.values()) {
      String name = level.name().toLowerCase(Locale.ROOT);
      options.add(new Entity.Choice.Option(name, name));
    }
    return options;
  }
}
