package io.github.phasebridge.bridge;

import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of one device: its description, the latest value of each entity, availability. */
final class DeviceState {

  private DeviceDescription description;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> attributes = new LinkedHashMap<>();
  private @Nullable Instant at;
  private boolean online;

  DeviceState(DeviceDescription description) {
    this.description = description;
  }

  DeviceDescription description() {
    return description;
  }

  /** Takes a new description; values of entities that are gone are dropped. */
  void describe(DeviceDescription changed) {
    description = changed;
    Set<String> keys = Set.copyOf(changed.entities().stream().map(Entity::key).toList());
    values.keySet().retainAll(keys);
    attributes.keySet().retainAll(keys);
  }

  /** Takes what was read together. */
  void read(Reading reading) {
    values.putAll(reading.values());
    attributes.putAll(reading.attributes());
    if (reading.at() != null) {
      at = reading.at();
    }
  }

  void online(boolean nowOnline) {
    online = nowOnline;
  }

  boolean online() {
    return online;
  }

  /** Returns when the values were taken, null before the first measurement. */
  @Nullable Instant at() {
    return at;
  }

  /**
   * Returns every entity that has a state, in the order of the description, unknown ones included.
   */
  Map<String, Value> values() {
    Map<String, Value> complete = new LinkedHashMap<>();
    for (Entity entity : description.entities()) {
      if (hasState(entity)) {
        complete.put(entity.key(), values.getOrDefault(entity.key(), Value.UNKNOWN));
      }
    }
    return complete;
  }

  /** Returns the attributes of the entities that have some. */
  Map<String, Map<String, Object>> attributes() {
    return attributes;
  }

  private static boolean hasState(Entity entity) {
    return switch (entity) {
      case Entity.Button _, Entity.EventSource _ -> false;
      default -> true;
    };
  }
}
