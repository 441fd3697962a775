package io.github.phasebridge.iammeter;

import java.math.BigDecimal;
import java.time.Duration;
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

  /** Returns when the values were taken, as well as that is known. */
  Instant at() {
    return uploadedAt == null ? seenAt : uploadedAt;
  }

  /**
   * Returns how old the values are. A time of upload that is unreadable or in the future is
   * replaced by when we first saw that upload, so that a meter with a wrong clock can become stale
   * too.
   */
  Duration age(Instant now) {
    Instant from = at().isAfter(seenAt) ? seenAt : at();
    return Duration.between(from, now);
  }

  /** Returns whether an answer is the very one that is remembered. */
  boolean sameUpload(MeterData data) {
    return rows.equals(data.rows()) && Objects.equals(uploadedAt, data.uploadedAt());
  }

  /** Returns the same after a call that failed for this reason. */
  StoredMeter failed(String reason) {
    return new StoredMeter(
        sn, name, shape, rows, uploadedAt, seenAt, numbers, unusedPhases, reason);
  }
}
