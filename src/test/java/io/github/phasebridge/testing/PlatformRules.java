package io.github.phasebridge.testing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a component of one of the platforms that we use needs and takes.
 *
 * @param isEntity whether it becomes an entity; a device trigger does not
 * @param required the keys without which Home Assistant drops it
 * @param values every key it takes, with what is allowed there
 */
record PlatformRules(
    boolean isEntity, Set<String> required, Map<String, Predicate<JsonNode>> values) {

  private static final Predicate<JsonNode> TEXT = DiscoveryRules::isFilled;
  private static final Predicate<JsonNode> FLAG = JsonNode::isBoolean;
  private static final Predicate<JsonNode> NATURAL = PlatformRules::isNatural;
  private static final Predicate<JsonNode> TEMPLATE = PlatformRules::isTemplate;
  private static final Predicate<JsonNode> TEXTS = PlatformRules::areDistinctTexts;
  private static final Predicate<JsonNode> NEVER = PlatformRules::isNever;

  private static final Map<String, Predicate<JsonNode>> COMMON =
      Map.ofEntries(
          Map.entry("unique_id", TEXT),
          Map.entry("name", TEXT.or(JsonNode::isNull)),
          Map.entry("entity_category", oneOf("config", "diagnostic")),
          Map.entry("enabled_by_default", FLAG),
          Map.entry("icon", node -> node.asString("").matches("mdi:[a-z0-9-]+")),
          Map.entry("default_entity_id", TEXT),
          Map.entry("json_attributes_topic", TEXT),
          Map.entry("json_attributes_template", TEMPLATE),
          Map.entry("availability", JsonNode::isArray),
          Map.entry("availability_mode", TEXT),
          Map.entry("availability_topic", TEXT),
          Map.entry("availability_template", TEMPLATE));

  private static final Map<String, PlatformRules> ALL =
      Map.of(
          "sensor",
          entity(
              Set.of("state_topic"),
              Map.of(
                  "state_topic", TEXT,
                  "value_template", TEMPLATE,
                  "device_class", TEXT,
                  "unit_of_measurement", TEXT,
                  "state_class", oneOf("measurement", "total", "total_increasing"),
                  "suggested_display_precision", NATURAL,
                  "expire_after", NATURAL,
                  "force_update", FLAG,
                  "entity_category", oneOf("diagnostic"))),
          "binary_sensor",
          entity(
              Set.of("state_topic"),
              Map.of(
                  "state_topic", TEXT,
                  "value_template", TEMPLATE,
                  "device_class", oneOf("connectivity", "problem", "power", "running", "update"),
                  "payload_on", TEXT,
                  "payload_off", TEXT,
                  "entity_category", oneOf("diagnostic"))),
          "switch",
          entity(
              Set.of("command_topic", "state_topic"),
              Map.of(
                  "command_topic", TEXT,
                  "state_topic", TEXT,
                  "value_template", TEMPLATE,
                  "device_class", oneOf("outlet", "switch"),
                  "optimistic", NEVER,
                  "retain", NEVER)),
          "button",
          entity(
              Set.of("command_topic"),
              Map.of(
                  "command_topic", TEXT,
                  "payload_press", TEXT,
                  "device_class", oneOf("identify", "restart", "update"),
                  "retain", NEVER)),
          "select",
          entity(
              Set.of("command_topic", "options", "state_topic"),
              Map.of(
                  "command_topic", TEXT,
                  "state_topic", TEXT,
                  "options", TEXTS,
                  "value_template", TEMPLATE,
                  "command_template", TEMPLATE,
                  "optimistic", NEVER,
                  "retain", NEVER)),
          "event",
          entity(
              Set.of("state_topic", "event_types"),
              Map.of(
                  "state_topic", TEXT,
                  "event_types", TEXTS,
                  "value_template", TEMPLATE,
                  "device_class", oneOf("button", "doorbell", "motion"))),
          "update",
          entity(
              Set.of("state_topic"),
              Map.of(
                  "state_topic", TEXT,
                  "value_template", TEMPLATE,
                  "latest_version_topic", TEXT,
                  "latest_version_template", TEMPLATE,
                  "device_class", oneOf("firmware"),
                  "title", TEXT,
                  "release_url", TEXT)),
          "device_automation",
          new PlatformRules(
              false,
              Set.of("automation_type", "type", "subtype", "topic"),
              Map.of(
                  "platform", TEXT,
                  "automation_type", oneOf("trigger"),
                  "type", TEXT,
                  "subtype", TEXT,
                  "topic", TEXT,
                  "payload", TEXT,
                  "value_template", TEMPLATE,
                  "qos", NATURAL)));

  /** Returns the rules of a platform, null if it is none that we use. */
  static @Nullable PlatformRules of(String platform) {
    return ALL.get(platform);
  }

  /** Returns whether a component may have this key. */
  boolean allows(String key) {
    return values.containsKey(key);
  }

  private static PlatformRules entity(
      Set<String> required, Map<String, Predicate<JsonNode>> values) {
    Map<String, Predicate<JsonNode>> all = new HashMap<>(COMMON);
    all.putAll(Map.of("platform", TEXT, "qos", NATURAL, "encoding", JsonNode::isString));
    all.putAll(values);
    Set<String> needed = new HashSet<>(required);
    needed.add("unique_id");
    return new PlatformRules(true, needed, all);
  }

  private static Predicate<JsonNode> oneOf(String... allowed) {
    List<String> words = List.of(allowed);
    return node -> words.contains(node.asString(""));
  }

  private static boolean isNatural(JsonNode node) {
    return node.isInt() && node.intValue() >= 0;
  }

  private static boolean isTemplate(JsonNode node) {
    return node.asString("").startsWith("{") && node.asString("").endsWith("}");
  }

  /** A command that stays on the broker would act again after a restart. */
  private static boolean isNever(JsonNode node) {
    return node.isBoolean() && !node.booleanValue();
  }

  private static boolean areDistinctTexts(JsonNode list) {
    Set<String> seen = new HashSet<>();
    for (JsonNode text : list) {
      if (!DiscoveryRules.isFilled(text) || !seen.add(text.asString())) {
        return false;
      }
    }
    return list.isArray() && !seen.isEmpty();
  }
}
