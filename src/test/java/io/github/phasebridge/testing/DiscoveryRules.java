package io.github.phasebridge.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Home Assistant's rules for the payload of a device, as facts/homeassistant.md gives them in
 * sections 1 and 2, for every version from 2025.1 on. Stricter than Home Assistant where it would
 * silently ignore a key, since that is a mistake of ours.
 */
public final class DiscoveryRules {

  private static final Set<String> ROOT =
      Set.of(
          "device",
          "origin",
          "components",
          "availability",
          "availability_mode",
          "availability_topic",
          "availability_template",
          "payload_available",
          "payload_not_available",
          "state_topic",
          "command_topic",
          "qos",
          "encoding");
  private static final Set<String> DEVICE =
      Set.of(
          "identifiers",
          "connections",
          "name",
          "manufacturer",
          "model",
          "model_id",
          "serial_number",
          "sw_version",
          "hw_version",
          "suggested_area",
          "configuration_url",
          "via_device");
  private static final Set<String> ORIGIN = Set.of("name", "sw_version", "support_url");
  private static final Set<String> AVAILABILITY =
      Set.of("topic", "payload_available", "payload_not_available", "value_template");

  /** What the copies of shared options leave to the component. */
  private static final Set<String> SHARED = Set.of("state_topic", "command_topic");

  private final String discoveryPrefix;
  private final Set<String> complaints = new TreeSet<>();
  private final Set<String> uniqueIds = new HashSet<>();
  private final Set<String> triggers = new HashSet<>();
  private int mainEntities;

  private DiscoveryRules(String discoveryPrefix) {
    this.discoveryPrefix = discoveryPrefix;
  }

  /**
   * Checks a payload.
   *
   * @param payload the JSON text of a device
   * @param discoveryPrefix the prefix below which no topic of ours may be
   * @return what Home Assistant would refuse, complain about or ignore; empty for a good payload
   */
  public static List<String> complaints(String payload, String discoveryPrefix) {
    DiscoveryRules rules = new DiscoveryRules(discoveryPrefix);
    try {
      rules.root(new JsonMapper().readTree(payload));
    } catch (JacksonException e) {
      rules.complaints.add("not JSON: " + e.getOriginalMessage());
    }
    return new ArrayList<>(rules.complaints);
  }

  private void root(JsonNode root) {
    onlyKeys("root", root, ROOT);
    device(root.path("device"));
    origin(root.path("origin"));
    shared("root", root);
    if (!root.path("components").isObject()) {
      complain("root", "components must be an object");
    }
    root.path("components").forEachEntry((key, component) -> component(root, key, component));
  }

  private void device(JsonNode device) {
    onlyKeys("device", device, DEVICE);
    if (device.path("identifiers").isEmpty() && device.path("connections").isEmpty()) {
      complain("device", "needs identifiers or connections");
    }
    requireText("device", device, "name");
    device.forEachEntry(
        (key, value) -> {
          boolean list = key.equals("identifiers") || key.equals("connections");
          check("device", key, list ? value.isArray() : isFilled(value));
        });
    url("device", device, "configuration_url", "https?://.+|homeassistant://.+");
  }

  private void origin(JsonNode origin) {
    onlyKeys("origin", origin, ORIGIN);
    requireText("origin", origin, "name");
    origin.forEachEntry((key, value) -> check("origin", key, isFilled(value)));
    url("origin", origin, "support_url", "https?://.+|homeassistant://.+");
  }

  private void component(JsonNode root, String key, JsonNode component) {
    String platform = component.path("platform").asString("");
    PlatformRules rules = PlatformRules.of(platform);
    if (rules == null) {
      complain(key, "has the unknown platform '" + platform + "'");
      return;
    }
    if (component.size() == 1) {
      return;
    }
    component
        .propertyNames()
        .forEach(
            name -> {
              if (name.equals("object_id")) {
                complain(key, "object_id is dead since 2026.4");
              } else if (!rules.allows(name)) {
                complain(key, "'" + name + "' is unknown in a " + platform);
              }
            });
    for (String required : rules.required()) {
      if (!component.has(required) && !(SHARED.contains(required) && root.has(required))) {
        complain(key, "needs " + required);
      }
    }
    shared(key, component);
    rules.values().forEach((name, rule) -> ifPresent(key, component, name, rule));
    if (rules.isEntity()) {
      entity(root, key, component, platform);
    } else if (!triggers.add(
        component.path("type").asString("") + " " + component.path("subtype").asString(""))) {
      complain(key, "another trigger has its type and subtype");
    }
    if (platform.equals("sensor")) {
      sensor(key, component);
    }
  }

  private void entity(JsonNode root, String key, JsonNode component, String platform) {
    String id = component.path("unique_id").asString("");
    if (!id.isEmpty() && !uniqueIds.add(id)) {
      complain(key, "another entity has its unique_id");
    }
    JsonNode name = component.path("name");
    if (name.isNull() && ++mainEntities > 1) {
      complain(key, "another entity has no name of its own either");
    }
    String deviceName = root.path("device").path("name").asString("");
    if (!deviceName.isEmpty() && name.asString("").startsWith(deviceName + " ")) {
      complain(key, "its name repeats the device's");
    }
    if (!component.path("default_entity_id").asString(platform + ".").startsWith(platform + ".")) {
      complain(key, "default_entity_id must begin with " + platform + ".");
    }
  }

  private void sensor(String key, JsonNode sensor) {
    String deviceClass = sensor.path("device_class").asString("");
    String unit = sensor.path("unit_of_measurement").asString("");
    String stateClass = sensor.path("state_class").asString("");
    if (deviceClass.isEmpty()) {
      return;
    }
    if (!SensorClasses.known(deviceClass)) {
      complain(key, "has the unknown device_class '" + deviceClass + "'");
    } else if (!SensorClasses.allowsUnit(deviceClass, unit)) {
      complain(key, "unit '" + unit + "' does not go with " + deviceClass);
    } else if (!SensorClasses.allowsStateClass(deviceClass, stateClass)) {
      complain(key, "state_class '" + stateClass + "' does not go with " + deviceClass);
    }
  }

  /** Checks what may stand at the root and in a component. */
  private void shared(String where, JsonNode node) {
    if (node.has("availability") && node.has("availability_topic")) {
      complain(where, "has both availability and availability_topic");
    }
    for (JsonNode one : node.path("availability")) {
      onlyKeys(where + ".availability", one, AVAILABILITY);
      topic(where + ".availability", "topic", one.path("topic"));
    }
    ifPresent(
        where,
        node,
        "availability_mode",
        mode -> Set.of("latest", "all", "any").contains(mode.asString("")));
    ifPresent(where, node, "qos", qos -> qos.isInt() && qos.intValue() >= 0 && qos.intValue() <= 2);
    node.forEachEntry(
        (key, value) -> {
          if (key.equals("topic") || key.endsWith("_topic")) {
            topic(where, key, value);
          }
        });
  }

  private void topic(String where, String key, JsonNode value) {
    String topic = value.asString("");
    boolean valid =
        !topic.isEmpty() && topic.chars().noneMatch(c -> c < ' ' || c == '+' || c == '#');
    check(where, key, value.isString() && valid);
    if (topic.startsWith(discoveryPrefix + "/")) {
      complain(where, key + " is below the discovery prefix");
    }
  }

  private void url(String where, JsonNode node, String key, String pattern) {
    ifPresent(where, node, key, value -> value.asString("").matches(pattern));
  }

  private void requireText(String where, JsonNode node, String key) {
    if (!isFilled(node.path(key))) {
      complain(where, "needs " + key);
    }
  }

  private void ifPresent(String where, JsonNode node, String key, Predicate<JsonNode> rule) {
    if (node.has(key)) {
      check(where, key, rule.test(node.path(key)));
    }
  }

  private void onlyKeys(String where, JsonNode node, Set<String> allowed) {
    if (!node.isObject()) {
      complain(where, "is missing or no object");
    }
    node.propertyNames().stream()
        .filter(key -> !allowed.contains(key))
        .forEach(key -> complain(where, "'" + key + "' is unknown there"));
  }

  private void check(String where, String key, boolean good) {
    if (!good) {
      complain(where, key + " has a bad value");
    }
  }

  private void complain(String where, String what) {
    complaints.add(where + ": " + what);
  }

  static boolean isFilled(JsonNode node) {
    return node.isString() && !node.asString().isBlank();
  }
}
