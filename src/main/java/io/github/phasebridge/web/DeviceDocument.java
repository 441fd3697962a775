package io.github.phasebridge.web;

import io.github.phasebridge.bridge.Overview;
import io.github.phasebridge.bridge.Payloads;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what is known of a device into the {@code device} document. */
final class DeviceDocument {

  private DeviceDocument() {}

  /** Returns the document. */
  static Map<String, @Nullable Object> of(Overview.Device device) {
    DeviceDescription description = device.description();
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("id", description.id().value());
    document.put("source", device.source());
    document.put("name", description.name());
    document.put("manufacturer", description.manufacturer());
    document.put("model", description.model());
    document.put("online", device.online());
    document.put("since", Payloads.iso(device.since()));
    document.put("at", StatusDocument.iso(device.at()));
    document.put(
        "entities", description.entities().stream().map(it -> entity(it, device)).toList());
    document.put("commands", device.commands().stream().map(DeviceDocument::command).toList());
    document.put("events", device.events().stream().map(DeviceDocument::event).toList());
    return document;
  }

  private static Map<String, @Nullable Object> entity(Entity entity, Overview.Device device) {
    String key = entity.key();
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("key", key);
    document.put("name", entity.info().name());
    document.put("kind", kind(entity));
    document.put("category", StatusDocument.lower(entity.info().category()));
    document.put("enabled", entity.info().enabled());
    boolean sensor = entity instanceof Entity.Sensor;
    document.put("unit", sensor ? ((Entity.Sensor) entity).unit() : null);
    document.put(
        "sensor_kind", sensor ? StatusDocument.lower(((Entity.Sensor) entity).kind()) : null);
    document.put("value", Payloads.json(device.values().getOrDefault(key, Value.UNKNOWN)));
    document.put("attributes", device.attributes().get(key));
    document.put("options", entity instanceof Entity.Choice choice ? options(choice) : null);
    return document;
  }

  private static String kind(Entity entity) {
    return switch (entity) {
      case Entity.Sensor _ -> "sensor";
      case Entity.BinarySensor _ -> "binary_sensor";
      case Entity.Switch _ -> "switch";
      case Entity.Button _ -> "button";
      case Entity.Choice _ -> "select";
      case Entity.EventSource _ -> "event";
      case Entity.Firmware _ -> "update";
    };
  }

  private static List<Map<String, String>> options(Entity.Choice choice) {
    return choice.options().stream()
        .map(option -> Map.of("value", option.value(), "label", option.label()))
        .toList();
  }

  private static Map<String, @Nullable Object> command(Overview.CommandEntry command) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("at", Payloads.iso(command.at()));
    document.put("key", command.key());
    document.put("payload", command.payload());
    document.put("outcome", StatusDocument.lower(command.outcome().kind()));
    document.put("reason", command.outcome().reason());
    document.put("ms", command.took().toMillis());
    return document;
  }

  private static Map<String, Object> event(Overview.EventEntry event) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("at", Payloads.iso(event.at()));
    document.put("name", event.name());
    document.put("event_type", event.eventType());
    return document;
  }
}
