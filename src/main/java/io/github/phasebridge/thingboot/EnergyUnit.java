package io.github.phasebridge.thingboot;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Units of energy that differ from kWh by a power of ten; the guard works in kWh. */
enum EnergyUnit {
  MILLIWATT_HOUR("mWh", -6),
  WATT_HOUR("Wh", -3),
  KILOWATT_HOUR("kWh", 0),
  MEGAWATT_HOUR("MWh", 3),
  GIGAWATT_HOUR("GWh", 6),
  TERAWATT_HOUR("TWh", 9);

  private final String symbol;
  private final int exponent;

  EnergyUnit(String symbol, int exponent) {
    this.symbol = symbol;
    this.exponent = exponent;
  }

  /** Returns the unit of this symbol; any other text counts as kWh, the default. */
  static EnergyUnit of(@Nullable String symbol) {
    for (EnergyUnit unit : values()) {
      if (unit.symbol.equals(symbol)) {
        return unit;
      }
    }
    return KILOWATT_HOUR;
  }

  BigDecimal toKilowattHours(BigDecimal number) {
    return number.movePointRight(exponent);
  }

  BigDecimal fromKilowattHours(BigDecimal number) {
    return number.movePointLeft(exponent);
  }
}
