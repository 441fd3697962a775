package io.github.phasebridge.iammeter;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One upload of a meter.
 *
 * @param rows 1 row for a single-phase meter; 2 for WEM2067; 3 for phases A, B, C; 4 with the net
 *     row
 * @param uploadedAt {@code gmtTime}; null if absent or unreadable
 * @param localTime {@code localTime} or {@code rtcTime}: the clock at the meter, without an offset;
 *     null if absent or unreadable
 */
record MeterData(List<Row> rows, @Nullable Instant uploadedAt, @Nullable LocalDateTime localTime) {

  MeterData {
    rows = List.copyOf(rows);
  }
}
