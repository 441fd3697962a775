package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.SensorKind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a measured value can be at all, in the unit in which it is published. The bounds are our own
 * and generous; a value outside is unknown, as if the relay had not reported it.
 */
final class PossibleRange {

  private static final BigDecimal MOST_VOLTS = new BigDecimal(1_000);
  private static final BigDecimal MOST_AMPERES = new BigDecimal(1_000);
  private static final BigDecimal MOST_WATTS = new BigDecimal(1_000_000);
  private static final BigDecimal MOST_ENERGY = new BigDecimal("1000000000000");
  private static final BigDecimal LEAST_HERTZ = new BigDecimal(30);
  private static final BigDecimal MOST_HERTZ = new BigDecimal(80);
  private static final BigDecimal HUNDRED = new BigDecimal(100);

  private PossibleRange() {}

  /**
   * Returns whether a number is possible. Voltage, current and power in other units than the
   * default ones (mA, kW) stay inside the bounds, too.
   *
   * @param unit the unit in which it is published
   */
  static boolean contains(SensorKind kind, @Nullable String unit, BigDecimal number) {
    return switch (kind) {
      case VOLTAGE -> within(number, BigDecimal.ZERO, scaled(MOST_VOLTS, unit));
      case CURRENT -> within(number, BigDecimal.ZERO, scaled(MOST_AMPERES, unit));
      case POWER -> within(number, scaled(MOST_WATTS, unit).negate(), scaled(MOST_WATTS, unit));
      case APPARENT_POWER -> within(number, BigDecimal.ZERO, scaled(MOST_WATTS, unit));
      case ENERGY -> within(number, BigDecimal.ZERO, MOST_ENERGY);
      case POWER_FACTOR -> number.abs().compareTo(unit == null ? BigDecimal.ONE : HUNDRED) <= 0;
      case FREQUENCY -> within(number, LEAST_HERTZ, MOST_HERTZ);
      default -> true;
    };
  }

  private static BigDecimal scaled(BigDecimal most, @Nullable String unit) {
    return unit != null && unit.startsWith("m") ? most.movePointRight(3) : most;
  }

  private static boolean within(BigDecimal number, BigDecimal least, BigDecimal most) {
    return number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
  }
}
