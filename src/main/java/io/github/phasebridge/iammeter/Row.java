package io.github.phasebridge.iammeter;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one phase of a meter showed. Every value is null where the vendor's answer lacks it or where
 * it cannot be a number.
 *
 * @param voltage V
 * @param current A, never negative
 * @param power active power in W, positive for import, negative for export
 * @param importEnergy kWh taken from the grid since the meter's first day
 * @param exportEnergy kWh given to the grid since the meter's first day
 * @param frequency Hz
 * @param powerFactor -1 to 1
 */
record Row(
    @Nullable BigDecimal voltage,
    @Nullable BigDecimal current,
    @Nullable BigDecimal power,
    @Nullable BigDecimal importEnergy,
    @Nullable BigDecimal exportEnergy,
    @Nullable BigDecimal frequency,
    @Nullable BigDecimal powerFactor) {}
