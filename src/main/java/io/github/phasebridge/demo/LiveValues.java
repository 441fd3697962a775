package io.github.phasebridge.demo;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the bridge publishes, read as any user of the broker would: values from the devices' state
 * topics, names and units from the discovery payloads. Not safe for use by several threads.
 */
final class LiveValues {

  /** More than any house has; keeps a flood on the broker from filling the memory. */
  private static final int MAX_VALUES = 2000;

  private static final int MAX_TEXT = 60;
  private static final String LAST_EVENT = "last_event";

  /** How the topics of relays begin. */
  private static final String RELAY = "thingboot_";

  private final JsonMapper mapper = JsonMapper.builder().build();
  private final String base;
  private final String discovery;
  private final Map<Key, Shown> values = new LinkedHashMap<>();
  private final Map<String, String> deviceNames = new HashMap<>();
  private final Map<Key, Label> labels = new HashMap<>();
  private final Map<String, Boolean> available = new HashMap<>();
  private final Set<Key> changed = new LinkedHashSet<>();
  private final Set<Key> said = new HashSet<>();

  private record Key(String device, String entity) {}

  private record Shown(String value, Instant at) {}

  private record Label(String name, String unit) {}

  /**
   * Knows nothing yet.
   *
   * @param baseTopic such as {@code phasebridge}
   * @param discoveryPrefix such as {@code homeassistant}
   */
  LiveValues(String baseTopic, String discoveryPrefix) {
    base = baseTopic + "/";
    discovery = discoveryPrefix + "/device/";
  }

  /** Takes a message. */
  void take(String topic, String payload, Instant at) {
    if (topic.startsWith(discovery) && topic.endsWith("/config")) {
      takeDiscovery(
          topic.substring(discovery.length(), topic.length() - "/config".length()), payload);
    } else if (topic.startsWith(base)) {
      String[] levels = topic.substring(base.length()).split("/", -1);
      if (levels.length == 2 && levels[1].equals("state")) {
        takeState(levels[0], payload, at);
      } else if (levels.length == 2 && levels[1].equals("availability")) {
        takeAvailability(levels[0], !payload.equals("offline"));
      } else if (levels.length == 3 && levels[1].equals("event")) {
        takeEvent(levels[0], levels[2], at);
      }
    }
  }

  /**
   * Returns what is shown differently since this was asked last: once each, as it is now. A device
   * that comes into being has no names and is not available yet; its values wait until it has both.
   */
  List<LiveValue> takeChanged() {
    changed.retainAll(values.keySet());
    List<Key> ready = changed.stream().filter(this::worthSaying).toList();
    changed.removeAll(Set.copyOf(ready));
    said.addAll(ready);
    return ready.stream().map(this::live).toList();
  }

  private boolean worthSaying(Key key) {
    return labels.containsKey(key)
        && (available.getOrDefault(key.device, true) || said.contains(key));
  }

  /** Returns all values, device by device in the order in which they came, but relays first. */
  List<LiveValue> all() {
    Map<String, List<LiveValue>> byDevice = new LinkedHashMap<>();
    values.forEach(
        (key, _) -> byDevice.computeIfAbsent(key.device, _ -> new ArrayList<>()).add(live(key)));
    return byDevice.entrySet().stream()
        .sorted(Comparator.comparing(entry -> !entry.getKey().startsWith(RELAY)))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  private void takeState(String device, String payload, Instant at) {
    if (payload.isEmpty()) {
      values.keySet().removeIf(key -> key.device.equals(device));
    }
    JsonNode state = parse(payload);
    Instant measured = measured(state, at);
    for (Map.Entry<String, JsonNode> property : state.properties()) {
      Key key = new Key(device, property.getKey());
      boolean room = values.size() < MAX_VALUES || values.containsKey(key);
      if (room && !property.getKey().equals("at")) {
        String value = text(property.getValue());
        Shown before = values.put(key, new Shown(value, measured));
        if (before == null || !before.value.equals(value)) {
          changed.add(key);
        }
      }
    }
  }

  /** An event is no state: it is shown as the last one of its device, with its age. */
  private void takeEvent(String device, String name, Instant at) {
    Key key = new Key(device, LAST_EVENT);
    if (values.size() < MAX_VALUES || values.containsKey(key)) {
      values.put(key, new Shown(printable(name), at));
      labels.put(key, new Label("Last event", ""));
      changed.add(key);
    }
  }

  private void takeAvailability(String device, boolean online) {
    if (available.getOrDefault(device, true) != online) {
      values.keySet().stream().filter(key -> key.device.equals(device)).forEach(changed::add);
    }
    if (available.size() < MAX_VALUES || available.containsKey(device)) {
      available.put(device, online);
    }
  }

  private void takeDiscovery(String id, String payload) {
    JsonNode config = parse(payload);
    String device = deviceOf(config, id);
    JsonNode name = config.path("device").path("name");
    if (name.isString() && deviceNames.size() < MAX_VALUES) {
      deviceNames.put(device, printable(name.stringValue()));
    }
    for (Map.Entry<String, JsonNode> component : config.path("components").properties()) {
      JsonNode entity = component.getValue();
      String uniqueId = entity.path("unique_id").asString("");
      Key key =
          new Key(
              device,
              uniqueId.startsWith(id + "_")
                  ? uniqueId.substring(id.length() + 1)
                  : component.getKey());
      Label label =
          new Label(
              printable(entity.path("name").asString(key.entity)),
              printable(entity.path("unit_of_measurement").asString("")));
      if (labels.size() < MAX_VALUES && !label.equals(labels.put(key, label))) {
        changed.add(key);
      }
    }
  }

  /** The bridge's own device has another id in discovery than in its topics. */
  private String deviceOf(JsonNode config, String id) {
    List<String> topics = new ArrayList<>();
    topics.add(config.path("state_topic").asString(""));
    config
        .path("components")
        .forEach(entity -> topics.add(entity.path("state_topic").asString("")));
    return topics.stream()
        .filter(topic -> topic.startsWith(base) && topic.endsWith("/state"))
        .map(topic -> topic.substring(base.length(), topic.length() - "/state".length()))
        .findFirst()
        .orElse(id);
  }

  private LiveValue live(Key key) {
    Shown shown = values.getOrDefault(key, new Shown("", Instant.EPOCH));
    Label label = labels.getOrDefault(key, new Label(printable(key.entity), ""));
    boolean up = available.getOrDefault(key.device, true);
    return new LiveValue(
        deviceNames.getOrDefault(key.device, printable(key.device)),
        label.name,
        up ? shown.value : "unavailable",
        label.unit,
        shown.at);
  }

  private JsonNode parse(String payload) {
    try {
      return payload.isEmpty() ? mapper.createObjectNode() : mapper.readTree(payload);
    } catch (JacksonException e) {
      return mapper.createObjectNode();
    }
  }

  private static Instant measured(JsonNode state, Instant arrived) {
    try {
      return Instant.parse(state.path("at").asString(""));
    } catch (DateTimeParseException e) {
      return arrived;
    }
  }

  private static String text(JsonNode value) {
    if (value.isNull()) {
      return "unknown";
    }
    return printable(value.isValueNode() ? value.asString() : value.toString());
  }

  /** Keeps terminal control sequences out, and long texts short. */
  private static String printable(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= MAX_TEXT ? clean : clean.substring(0, MAX_TEXT - 1) + "…";
  }
}
