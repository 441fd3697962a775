package io.github.phasebridge.thingboot;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The properties of one relay for which the desk has sent, or is about to send, an order. */
final class SwitchedProperties {

  private final CommandDesk.Relay relay;
  private final Map<String, SwitchedProperty> known = new LinkedHashMap<>();

  SwitchedProperties(CommandDesk.Relay relay) {
    this.relay = relay;
  }

  /**
   * Returns what is remembered of a property.
   *
   * @throws IllegalArgumentException if the product has no such property that can be switched
   */
  SwitchedProperty of(String name) {
    return known.computeIfAbsent(name, this::created);
  }

  private SwitchedProperty created(String name) {
    return relay
        .product()
        .property(name)
        .map(Product.Property::kind)
        .filter(Product.Property.Switched.class::isInstance)
        .map(Product.Property.Switched.class::cast)
        .map(kind -> new SwitchedProperty(name, kind))
        .orElseThrow(() -> new IllegalArgumentException("'" + name + "' cannot be switched"));
  }

  /** Returns those that were asked for. */
  Collection<SwitchedProperty> all() {
    return known.values();
  }
}
