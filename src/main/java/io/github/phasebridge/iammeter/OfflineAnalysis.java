package io.github.phasebridge.iammeter;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's account of when a meter did not upload.
 *
 * @param from the first day as the vendor writes it; empty if absent
 * @param to the last day, inclusive
 * @param offlineMinutes minutes without uploads, null if absent
 * @param totalMinutes minutes looked at, null if absent
 * @param gaps every gap longer than the asked interval
 */
record OfflineAnalysis(
    String from,
    String to,
    @Nullable BigDecimal offlineMinutes,
    @Nullable BigDecimal totalMinutes,
    List<Gap> gaps) {

  OfflineAnalysis {
    gaps = List.copyOf(gaps);
  }

  /**
   * A span without uploads.
   *
   * @param from its begin in the meter's local time, as the vendor writes it
   * @param to its end
   * @param minutes its length, null if absent
   */
  record Gap(String from, String to, @Nullable BigDecimal minutes) {}
}
