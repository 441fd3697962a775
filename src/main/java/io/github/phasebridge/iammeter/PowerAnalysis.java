package io.github.phasebridge.iammeter;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's power analysis of some days; W, null where the answer lacks it.
 *
 * @param from the first day as the vendor writes it; empty if absent
 * @param to the last day, inclusive
 * @param average average power
 * @param daytimeAverage average power between 8:00 and 20:00
 * @param minimum smallest power
 * @param maximum largest power
 */
record PowerAnalysis(
    String from,
    String to,
    @Nullable BigDecimal average,
    @Nullable BigDecimal daytimeAverage,
    @Nullable BigDecimal minimum,
    @Nullable BigDecimal maximum) {}
