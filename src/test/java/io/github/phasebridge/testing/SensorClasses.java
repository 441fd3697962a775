package io.github.phasebridge.testing;

import java.util.Map;
import java.util.Set;

/** Which units and state classes go with a sensor's device class, from facts/homeassistant.md. */
final class SensorClasses {

  /** For what stands for its moment. */
  private static final Set<String> MEASUREMENT = Set.of("measurement");

  private static final Set<String> COUNTER = Set.of("total", "total_increasing");
  private static final Set<String> ANY = Set.of("measurement", "total", "total_increasing");
  private static final Set<String> NONE = Set.of();

  /** The empty unit stands for none. */
  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("voltage", new Rule(MEASUREMENT, "V", "mV", "μV", "kV", "MV")),
          Map.entry("current", new Rule(MEASUREMENT, "A", "mA")),
          Map.entry("power", new Rule(MEASUREMENT, "W", "mW", "kW", "MW", "GW", "TW")),
          Map.entry("apparent_power", new Rule(MEASUREMENT, "VA")),
          Map.entry("reactive_power", new Rule(MEASUREMENT, "var", "kvar")),
          Map.entry("energy", new Rule(COUNTER, "Wh", "kWh", "mWh", "MWh", "GWh", "TWh")),
          Map.entry("power_factor", new Rule(MEASUREMENT, "", "%")),
          Map.entry("frequency", new Rule(MEASUREMENT, "Hz", "kHz", "MHz", "GHz")),
          Map.entry("signal_strength", new Rule(MEASUREMENT, "dBm", "dB")),
          Map.entry("temperature", new Rule(MEASUREMENT, "°C", "°F", "K")),
          Map.entry("duration", new Rule(ANY, "d", "h", "min", "s", "ms")),
          Map.entry("timestamp", new Rule(NONE, "")),
          Map.entry("enum", new Rule(NONE, "")));

  private SensorClasses() {}

  private record Rule(Set<String> stateClasses, Set<String> units) {
    Rule(Set<String> stateClasses, String... units) {
      this(stateClasses, Set.of(units));
    }
  }

  /** Returns whether Home Assistant from 2025.1 on knows the device class. */
  static boolean known(String deviceClass) {
    return RULES.containsKey(deviceClass);
  }

  /** Returns whether the unit goes with the known class; empty is no unit. */
  static boolean allowsUnit(String deviceClass, String unit) {
    Rule rule = RULES.get(deviceClass);
    return rule != null && rule.units.contains(unit);
  }

  /** Returns whether the state class goes with the known class; empty is no state class. */
  static boolean allowsStateClass(String deviceClass, String stateClass) {
    Rule rule = RULES.get(deviceClass);
    return rule != null && (stateClass.isEmpty() || rule.stateClasses.contains(stateClass));
  }
}
