package io.github.phasebridge.iammeter;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a measured value can be at all. The bounds are our own and generous: they are above every
 * meter of the vendor, external current transformers included. A value outside is null, as if the
 * cloud had not sent it.
 */
enum PlausibleRange {
  /** V. A ghost voltage of an unconnected phase, a few volts, is inside. */
  VOLTAGE("0", "1000"),
  /** A, which stays positive when power is exported. */
  CURRENT("0", "20000"),
  /** W, negative for export. */
  POWER("-20000000", "20000000"),
  /** kWh; both counters of a meter only grow, from 0. */
  ENERGY("0", "1000000000"),
  /** Hz; meters without voltage send 0, which is no frequency. */
  FREQUENCY("30", "80"),
  /** Without a unit. */
  POWER_FACTOR("-1", "1"),
  /** Minutes within an analysis, which covers 7 days at most; a year to be generous. */
  MINUTES("0", "527040");

  private final BigDecimal least;
  private final BigDecimal most;

  PlausibleRange(String least, String most) {
    this.least = new BigDecimal(least);
    this.most = new BigDecimal(most);
  }

  /** Returns whether a number lies within, the bounds included. */
  boolean contains(BigDecimal number) {
    return number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
  }

  /** Reads a value; null if it is no number or lies outside. */
  @Nullable BigDecimal read(JsonNode value) {
    BigDecimal number = VendorNumber.read(value);
    return number != null && contains(number) ? number : null;
  }
}
