package io.github.phasebridge.homeassistant;

import io.github.phasebridge.device.Accumulation;
import io.github.phasebridge.device.Category;
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
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The entities of one device as components of its discovery payload. They take state topic and
 * availability from the payload's root unless they set their own; {@code qos} is repeated in each,
 * since Home Assistant before 2026.5 ignored the shared one.
 */
final class Components {

  private static final int QOS = 1;

  private final Topics topics;
  private final DeviceId device;

  Components(Topics topics, DeviceId device) {
    this.topics = topics;
    this.device = device;
  }

  /** Returns the component of an entity. */
  ObjectNode of(Entity entity) {
    return switch (entity) {
      case Sensor sensor -> sensor(sensor);
      case BinarySensor sensor -> binarySensor(sensor);
      case Switch toggle -> toggle(toggle);
      case Button button -> button(button);
      case Choice choice -> select(choice);
      case EventSource source -> event(source);
      case Firmware firmware -> update(firmware);
    };
  }

  /** Returns the device trigger that stands beside an event entity and reads the same messages. */
  ObjectNode trigger(EventSource source, EventSource.Trigger trigger) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("platform", "device_automation")
        .put("automation_type", "trigger")
        .put("type", trigger.type())
        .put("subtype", trigger.subtype())
        .put("topic", topics.event(device, source.key()))
        .put("value_template", "{{ value_json.event_type }}")
        .put("payload", trigger.eventType())
        .put("qos", QOS);
  }

  private ObjectNode sensor(Sensor sensor) {
    ObjectNode node = readOnly("sensor", sensor.info());
    putKnown(node, "device_class", deviceClass(sensor.kind()));
    if (sensor.kind() != SensorKind.TEXT && sensor.kind() != SensorKind.TIMESTAMP) {
      putKnown(node, "unit_of_measurement", sensor.unit());
      if (sensor.accumulation() != Accumulation.NONE) {
        node.put("state_class", lowerCase(sensor.accumulation()));
      }
      if (sensor.precision() != null) {
        node.put("suggested_display_precision", sensor.precision());
      }
    }
    return node.put("value_template", Templates.value(sensor.key()));
  }

  private ObjectNode binarySensor(BinarySensor sensor) {
    ObjectNode node = readOnly("binary_sensor", sensor.info());
    putKnown(node, "device_class", sensor.deviceClass());
    return node.put("value_template", Templates.value(sensor.key()));
  }

  private ObjectNode toggle(Switch toggle) {
    return commanded("switch", toggle.info()).put("value_template", Templates.value(toggle.key()));
  }

  private ObjectNode button(Button button) {
    ObjectNode node = commanded("button", button.info());
    putKnown(node, "device_class", button.deviceClass());
    return node.put("payload_press", "PRESS");
  }

  private ObjectNode select(Choice choice) {
    ObjectNode node = commanded("select", choice.info());
    ArrayNode options = node.putArray("options");
    choice.options().forEach(option -> options.add(option.label()));
    if (choice.options().stream().allMatch(option -> option.value().equals(option.label()))) {
      return node.put("value_template", Templates.value(choice.key()));
    }
    return node.put("value_template", Templates.label(choice))
        .put("command_template", Templates.valueOfLabel(choice));
  }

  private ObjectNode event(EventSource source) {
    ObjectNode node = entity("event", source.info());
    putKnown(node, "device_class", source.deviceClass());
    node.put("state_topic", topics.event(device, source.key()));
    ArrayNode types = node.putArray("event_types");
    source.eventTypes().forEach(types::add);
    return node;
  }

  private ObjectNode update(Firmware firmware) {
    return entity("update", firmware.info())
        .put("device_class", "firmware")
        .put("state_topic", topics.attributes(device, firmware.key()))
        .put("value_template", Templates.firmware());
  }

  private ObjectNode commanded(String platform, EntityInfo info) {
    return entity(platform, info).put("command_topic", topics.command(device, info.key()));
  }

  /** Home Assistant refuses a sensor that says it were there to configure something. */
  private ObjectNode readOnly(String platform, EntityInfo info) {
    return entity(platform, info.category() == Category.CONFIG ? info.diagnostic() : info);
  }

  private ObjectNode entity(String platform, EntityInfo info) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("platform", platform);
    node.put("unique_id", topics.identifier(device) + "_" + info.key());
    node.put("name", info.name());
    if (info.category() != Category.PRIMARY) {
      node.put("entity_category", lowerCase(info.category()));
    }
    if (!info.enabled()) {
      node.put("enabled_by_default", false);
    }
    putKnown(node, "icon", info.icon());
    if (info.attributes() && !platform.equals("update")) {
      node.put("json_attributes_topic", topics.attributes(device, info.key()));
    }
    return node.put("qos", QOS);
  }

  private static @Nullable String deviceClass(SensorKind kind) {
    return kind == SensorKind.NUMBER || kind == SensorKind.TEXT ? null : lowerCase(kind);
  }

  private static String lowerCase(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static void putKnown(ObjectNode node, String key, @Nullable String value) {
    if (value != null) {
      node.put(key, value);
    }
  }
}
