package io.github.phasebridge.device;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The physical or logical kind of a sensor's value; its unit stands with the sensor. */
public enum SensorKind {
  /** Electric potential, V. */
  VOLTAGE("V", "mV", "μV", "kV", "MV"),
  /** Electric current, A. */
  CURRENT("A", "mA"),
  /** Active power, W; positive is import from the grid. */
  POWER("W", "mW", "kW", "MW", "GW", "TW"),
  /** Apparent power, VA. */
  APPARENT_POWER("VA"),
  /** Energy, kWh, as a counter. */
  ENERGY("kWh", "mWh", "Wh", "MWh", "GWh", "TWh"),
  /** Ratio of active to apparent power, -1 to 1 without a unit, or in %. */
  POWER_FACTOR("", "%"),
  /** Mains frequency, Hz. */
  FREQUENCY("Hz", "kHz", "MHz", "GHz"),
  /** A span of time, in the sensor's unit. */
  DURATION("d", "h", "min", "s", "ms"),
  /** A moment. */
  TIMESTAMP(""),
  /** Strength of a radio signal, dBm. */
  SIGNAL_STRENGTH("dBm", "dB"),
  /** A number without a physical kind. */
  NUMBER,
  /** A text. */
  TEXT("");

  @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed.
  private final Set<String> units;

  /** An empty unit stands for none, no units for any. */
  SensorKind(String... units) {
    this.units = Set.of(units);
  }

  /**
   * Returns whether values of this kind can have this unit, null for none. Only the units that Home
   * Assistant takes in all versions from 2025.1 on; it drops a sensor with another one.
   */
  public boolean takes(@Nullable String unit) {
    return units.isEmpty() || units.contains(unit == null ? "" : unit);
  }

  /** Returns the units that values of this kind can have, sorted; none for any. */
  public List<String> units() {
    return units.stream().filter(unit -> !unit.isEmpty()).sorted().toList();
  }
}
