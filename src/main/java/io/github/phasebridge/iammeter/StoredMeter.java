package io.github.phasebridge.iammeter;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a meter over restarts.
 *
 * @param sn its serial number
 * @param name what it was called
 * @param shape what it has to show
 * @param rows its last answer
 * @param uploadedAt the time in its last answer, null if unreadable
 * @param seenAt when we first saw that answer
 * @param numbers the values that were published
 * @param unusedPhases the phases that were not wired
 * @param problem why the last call failed, null if it did not
 */
record StoredMeter(
    String sn,
    String name,
    MeterShape shape,
    List<Row> rows,
    @Nullable Instant uploadedAt,
    Instant seenAt,
    Map<String, @Nullable BigDecimal> numbers,
    List<String> unusedPhases,
    @Nullable String problem) {

  /** Refuses what an edited file leaves out. */
  StoredMeter {
    Objects.requireNonNull(sn, "sn");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(seenAt, "seenAt");
    Objects.requireNonNull(numbers, "numbers");
    rows = List.copyOf(rows);
    unusedPhases = List.copyOf(unusedPhases);
  }
}
