package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one message or answer changes, told as one reading. */
final class Update {

  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> attributes = new LinkedHashMap<>();

  void value(String key, Value value) {
    values.put(key, value);
  }

  void values(Map<String, Value> changed) {
    values.putAll(changed);
  }

  void attributes(String key, Map<String, Object> facts) {
    attributes.put(key, facts);
  }

  boolean isEmpty() {
    return values.isEmpty() && attributes.isEmpty();
  }

  /**
   * Returns the reading.
   *
   * @param at when the relay took the values, null if they tell nothing new of its state
   */
  Reading reading(@Nullable Instant at) {
    return new Reading(values, attributes, at);
  }
}
