package io.github.phasebridge.iammeter;

import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which days of a meter to analyse.
 *
 * @param sn the serial number as the vendor writes it
 * @param from the first local day of the meter; null together with {@code to} for the last 7 days
 * @param to the last local day, inclusive
 * @param interval gaps up to this length are left out: whole minutes, 1 min to 1 day
 */
public record AnalysisRequest(
    String sn, @Nullable LocalDate from, @Nullable LocalDate to, Duration interval) {}
