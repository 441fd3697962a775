package io.github.phasebridge.iammeter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an export has come. What is written so far and this mark together are all that is needed
 * to go on.
 *
 * @param next the first local day that is not fetched yet
 * @param columns what the rows consist of; empty until the first row
 * @param last the moment of the last row, null before the first
 * @param rows how many rows are written
 */
record HistoryMark(LocalDate next, List<HistoryColumn> columns, @Nullable Instant last, long rows) {

  HistoryMark {
    columns = List.copyOf(columns);
  }

  /** Returns the mark of an export that has nothing yet. */
  static HistoryMark start(LocalDate from) {
    return new HistoryMark(from, List.of(), null, 0);
  }
}
