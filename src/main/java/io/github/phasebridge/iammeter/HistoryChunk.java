package io.github.phasebridge.iammeter;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The days of one call.
 *
 * @param from the first local day
 * @param to the last local day, inclusive
 */
record HistoryChunk(LocalDate from, LocalDate to) {

  /** What one call returns at most (documented by the vendor). */
  static final int ROWS = 2000;

  private static final Duration DAY = Duration.ofDays(1);

  /** The longest day when the clocks go back is this much longer than 24 hours. */
  private static final Duration EXTRA_HOUR = Duration.ofHours(1);

  /**
   * Splits days into as few calls as the vendor's limit allows.
   *
   * @param interval at least 60 s, so that a day always fits into one call
   */
  static List<HistoryChunk> split(LocalDate from, LocalDate to, Duration interval) {
    long days = Math.max(1, interval.multipliedBy(ROWS).minus(EXTRA_HOUR).dividedBy(DAY));
    List<HistoryChunk> chunks = new ArrayList<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(days)) {
      LocalDate end = day.plusDays(days - 1);
      chunks.add(new HistoryChunk(day, end.isAfter(to) ? to : end));
    }
    return chunks;
  }

  @Override
  public String toString() {
    return from.equals(to) ? from.toString() : from + " to " + to;
  }
}
