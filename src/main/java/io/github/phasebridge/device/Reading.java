package io.github.phasebridge.device;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that were read together.
 *
 * @param values by entity key; keys that are absent keep their last value, {@link Value#UNKNOWN}
 *     takes it away
 * @param attributes further facts about an entity, by entity key and then by name; replaces the
 *     earlier attributes of that entity. Values are strings, numbers, booleans, lists or maps of
 *     them
 * @param at when the device took the values, or null when this is not a measurement (the state's
 *     {@code at} stays as it is)
 */
public record Reading(
    Map<String, Value> values, Map<String, Map<String, Object>> attributes, @Nullable Instant at) {

  /** Copies both maps. */
  public Reading {
    values = Map.copyOf(values);
    attributes = Map.copyOf(attributes);
  }

  /** Returns a reading without attributes. */
  public static Reading of(Map<String, Value> values, @Nullable Instant at) {
    return new Reading(values, Map.of(), at);
  }
}
