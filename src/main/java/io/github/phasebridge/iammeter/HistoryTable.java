package io.github.phasebridge.iammeter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the answers of single calls into one table: in order of time, every upload once, the same
 * columns from the first to the last row.
 */
final class HistoryTable {

  /** What {@link ZoneOffset} can hold. */
  private static final Duration LARGEST_OFFSET = Duration.ofHours(18);

  private final HistoryFormat format;
  private final boolean powerFactor;
  private boolean toldOfMoreValues;

  HistoryTable(HistoryFormat format, boolean powerFactor) {
    this.format = format;
    this.powerFactor = powerFactor;
  }

  /**
   * The next piece of the table.
   *
   * @param text whole lines
   * @param mark how far the export is with them
   * @param notes sentences for the user about what is not in the table
   */
  record Piece(String text, HistoryMark mark, List<String> notes) {}

  /** An upload and the moment it is sorted by. */
  private record Dated(Instant moment, MeterData data) {}

  /** Renders the answer of the next call. */
  Piece append(HistoryMark mark, HistoryChunk chunk, List<MeterData> answer) {
    List<String> notes = new ArrayList<>();
    if (answer.size() >= HistoryChunk.ROWS) {
      notes.add(
          "The answer for %s has %d rows, as many as the vendor gives: the end may be missing."
              .formatted(chunk, answer.size()));
    }
    List<Dated> rows = inOrder(chunk, answer);
    if (rows.size() < answer.size()) {
      notes.add(
          "Left out of %s: %d rows without a time or of other days."
              .formatted(chunk, answer.size() - rows.size()));
    }
    return append(mark, chunk, rows, notes);
  }

  private Piece append(HistoryMark mark, HistoryChunk chunk, List<Dated> rows, List<String> notes) {
    List<HistoryColumn> wanted =
        HistoryColumn.of(rows.stream().map(Dated::data).toList(), powerFactor);
    List<HistoryColumn> columns = mark.columns().isEmpty() ? wanted : mark.columns();
    StringBuilder text = new StringBuilder();
    if (mark.columns().isEmpty() && !columns.isEmpty()) {
      text.append(format.header(columns));
    }
    if (wanted.size() > columns.size() && !toldOfMoreValues) {
      toldOfMoreValues = true;
      notes.add(
          "From %s on the meter sends more values than before; they have no column here."
                  .formatted(chunk.from())
              + " Export these days on their own to get them.");
    }
    Instant last = mark.last();
    long written = mark.rows();
    for (Dated row : rows) {
      if (last == null || row.moment().isAfter(last)) {
        text.append(format.line(columns, row.data()));
        last = row.moment();
        written++;
      }
    }
    LocalDate next = chunk.to().plusDays(1);
    return new Piece(text.toString(), new HistoryMark(next, columns, last, written), notes);
  }

  /** Returns the header of a table without rows. */
  String empty() {
    return format.header(List.of());
  }

  private static List<Dated> inOrder(HistoryChunk chunk, List<MeterData> answer) {
    ZoneOffset offset = offset(answer);
    return answer.stream()
        .filter(data -> isOf(chunk, data))
        .map(data -> new Dated(Objects.requireNonNull(moment(data, offset)), data))
        .sorted(Comparator.comparing(Dated::moment))
        .toList();
  }

  /**
   * Whether an upload may belong to these days. A day more on each side is tolerated: the vendor
   * does not say by whose clock it cuts.
   */
  private static boolean isOf(HistoryChunk chunk, MeterData data) {
    Instant moment = moment(data, ZoneOffset.UTC);
    if (moment == null) {
      return false;
    }
    LocalDate day =
        data.localTime() != null
            ? data.localTime().toLocalDate()
            : LocalDate.ofInstant(moment, ZoneOffset.UTC);
    return !day.isBefore(chunk.from().minusDays(1)) && !day.isAfter(chunk.to().plusDays(1));
  }

  private static @Nullable Instant moment(MeterData data, ZoneOffset offset) {
    if (data.uploadedAt() != null) {
      return data.uploadedAt();
    }
    return data.localTime() == null ? null : data.localTime().toInstant(offset);
  }

  /** Returns how far the meter's clock is from UTC, for rows that only have the local time. */
  private static ZoneOffset offset(List<MeterData> answer) {
    for (MeterData data : answer) {
      if (data.uploadedAt() != null && data.localTime() != null) {
        Duration ahead =
            Duration.between(data.uploadedAt(), data.localTime().toInstant(ZoneOffset.UTC));
        if (ahead.abs().compareTo(LARGEST_OFFSET) <= 0) {
          return ZoneOffset.ofTotalSeconds((int) ahead.toSeconds());
        }
      }
    }
    return ZoneOffset.UTC;
  }
}
