package io.github.phasebridge.demo;

import java.time.Instant;
import java.util.List;

/**
 * One upload of a meter to the cloud.
 *
 * @param at when it arrived
 * @param rows 1 to 4 rows
 */
record MeterUpload(Instant at, List<PhaseSample> rows) {

  MeterUpload {
    rows = List.copyOf(rows);
  }

  /** Returns the power of all phases together, in W; a net row does not count. */
  double power() {
    return rows.stream().limit(3).mapToDouble(PhaseSample::power).sum();
  }
}
