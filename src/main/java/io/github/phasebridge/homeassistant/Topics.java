package io.github.phasebridge.homeassistant;

import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Entity;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The names of all topics, and the identifiers that Home Assistant knows our devices by.
 *
 * @param base the first level or levels of all topics, such as {@code phasebridge}
 * @param discoveryPrefix Home Assistant's discovery prefix, such as {@code homeassistant}
 */
public record Topics(String base, String discoveryPrefix) {

  /** The bridge's own device: its topics are {@code phasebridge/bridge/...}. */
  public static final DeviceId BRIDGE = new DeviceId("bridge");

  /** Returns where the bridge says {@code online} or {@code offline}; its last will. Retained. */
  public String status() {
    return base + "/status";
  }

  /** Returns where a device is {@code online} or {@code offline}. Retained. */
  public String availability(DeviceId device) {
    return of(device, "availability");
  }

  /** Returns where all values of a device are, as one JSON object. Retained. */
  public String state(DeviceId device) {
    return of(device, "state");
  }

  /** Returns where one value of a device is, plain. Retained. */
  public String value(DeviceId device, String key) {
    return of(device, key);
  }

  /** Returns where the attributes of an entity are, as one JSON object. Retained. */
  public String attributes(DeviceId device, String key) {
    return of(device, key + "/attributes");
  }

  /** Returns where commands for an entity arrive. */
  public String command(DeviceId device, String key) {
    return of(device, key + "/set");
  }

  /** Returns where the outcome of every command of a device is told. Never retained. */
  public String result(DeviceId device) {
    return of(device, "result");
  }

  /** Returns where events of a device are told. Never retained. */
  public String event(DeviceId device, String name) {
    return of(device, "event/" + name);
  }

  /** Returns where Home Assistant reads what a device is. Retained. */
  public String discovery(DeviceId device) {
    return discoveryPrefix + "/device/" + identifier(device) + "/config";
  }

  /**
   * Returns the identifier of a device in Home Assistant, and the first part of its unique ids. It
   * is the device's id, except that the bridge's own carries the base topic, so that two bridges
   * may serve one Home Assistant.
   */
  public String identifier(DeviceId device) {
    return device.equals(BRIDGE)
        ? base.replaceAll("[^a-zA-Z0-9_-]", "_") + "_" + BRIDGE
        : device.value();
  }

  /** Returns every topic on which something about this device may be retained, but discovery. */
  Set<String> retained(DeviceDescription description) {
    DeviceId device = description.id();
    Set<String> topics = new LinkedHashSet<>();
    topics.add(device.equals(BRIDGE) ? status() : availability(device));
    topics.add(state(device));
    for (Entity entity : description.entities()) {
      if (!(entity instanceof Entity.Button || entity instanceof Entity.EventSource)) {
        topics.add(value(device, entity.key()));
      }
      if (hasAttributes(entity)) {
        topics.add(attributes(device, entity.key()));
      }
    }
    return topics;
  }

  /** Returns the retained topics that Home Assistant reads a device's state from. */
  Set<String> read(DeviceDescription description) {
    DeviceId device = description.id();
    Set<String> topics = new LinkedHashSet<>();
    topics.add(device.equals(BRIDGE) ? status() : availability(device));
    for (Entity entity : description.entities()) {
      if (hasAttributes(entity)) {
        topics.add(attributes(device, entity.key()));
      }
    }
    topics.add(state(device));
    return topics;
  }

  private static boolean hasAttributes(Entity entity) {
    return entity.info().attributes() || entity instanceof Entity.Firmware;
  }

  private String of(DeviceId device, String rest) {
    return base + "/" + device + "/" + rest;
  }
}
