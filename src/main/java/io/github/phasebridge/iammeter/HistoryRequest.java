package io.github.phasebridge.iammeter;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What to export of a meter's past.
 *
 * @param sn the serial number as the vendor writes it
 * @param from the first local day of the meter
 * @param to the last local day, inclusive
 * @param interval distance of two rows: whole seconds, 60 s to 1 day
 * @param powerFactor whether the endpoint with the power factor is asked
 * @param format how the rows are written
 * @param output the file to write; null for standard output
 */
public record HistoryRequest(
    String sn,
    LocalDate from,
    LocalDate to,
    Duration interval,
    boolean powerFactor,
    HistoryFormat format,
    @Nullable Path output) {}
