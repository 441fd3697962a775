package io.github.phasebridge.homeassistant;

import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.Reach;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says in Home Assistant's words what a device is: one payload per device, in full names. The same
 * description always gives the same text. Root, {@code device} and {@code origin} hold only keys
 * that Home Assistant 2025.1 knows, because one unknown key there rejects the whole device.
 */
public final class DiscoveryPayload {

  private static final String ORIGIN = "phasebridge";
  private static final String SUPPORT_URL = "https://github.com/phasebridge/phasebridge";

  private final Topics topics;
  private final String version;

  /**
   * Creates one.
   *
   * @param topics where everything is published
   * @param version phasebridge's own version
   */
  public DiscoveryPayload(Topics topics, String version) {
    this.topics = topics;
    this.version = version;
  }

  /** Returns the payload of a device as JSON text. */
  public String text(DeviceDescription description) {
    return tree(description).toString();
  }

  /** Returns the payload of a device. */
  ObjectNode tree(DeviceDescription description) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("device", device(description));
    root.putObject("origin")
        .put("name", ORIGIN)
        .put("sw_version", version)
        .put("support_url", SUPPORT_URL);
    boolean bridge = description.id().equals(Topics.BRIDGE);
    ArrayNode availability = whileBridgeIsOnline(root);
    if (!bridge) {
      availability.addObject().put("topic", topics.availability(description.id()));
    }
    root.put("availability_mode", "all");
    root.put("state_topic", topics.state(description.id()));
    ObjectNode all = root.putObject("components");
    Components components = new Components(topics, description.id());
    for (Entity entity : description.entities()) {
      ObjectNode component = components.of(entity);
      if (!bridge && entity.info().reach() == Reach.BRIDGE) {
        whileBridgeIsOnline(component);
      }
      all.set(entity.key(), component);
      if (entity instanceof Entity.EventSource source && source.trigger() != null) {
        all.set(source.key() + "_trigger", components.trigger(source, source.trigger()));
      }
    }
    return root;
  }

  private ObjectNode device(DeviceDescription description) {
    ObjectNode device = JsonNodeFactory.instance.objectNode();
    device.putArray("identifiers").add(topics.identifier(description.id()));
    device.put("name", description.name());
    device.put("manufacturer", description.manufacturer());
    putKnown(device, "model", description.model());
    putKnown(device, "serial_number", description.serialNumber());
    putKnown(device, "sw_version", description.softwareVersion());
    putKnown(device, "configuration_url", description.configurationUrl());
    if (!description.id().equals(Topics.BRIDGE)) {
      device.put("via_device", topics.identifier(Topics.BRIDGE));
    }
    return device;
  }

  private ArrayNode whileBridgeIsOnline(ObjectNode owner) {
    ArrayNode availability = owner.putArray("availability");
    availability.addObject().put("topic", topics.status());
    return availability;
  }

  private static void putKnown(ObjectNode node, String key, @Nullable String value) {
    if (value != null) {
      node.put(key, value);
    }
  }
}
