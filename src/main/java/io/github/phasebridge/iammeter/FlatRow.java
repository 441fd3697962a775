package io.github.phasebridge.iammeter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An element of {@code meterdatalist}: the numbers of all phases one after another, then two times.
 *
 * @param rows the phases
 * @param first the first of the two times; null if absent or unreadable
 * @param second the second; null if absent or unreadable
 */
record FlatRow(List<Row> rows, @Nullable VendorTime first, @Nullable VendorTime second) {

  private static final int MOST_TIMES = 2;

  FlatRow {
    rows = List.copyOf(rows);
  }

  /** Reads an element. */
  static FlatRow read(JsonNode element, RowLayout layout) throws IammeterFailure {
    if (!element.isArray()) {
      throw Envelope.unreadable("a list with " + Envelope.kindOf(element) + " in it");
    }
    List<JsonNode> values = element.values().stream().toList();
    for (int times = Math.min(MOST_TIMES, values.size()); times >= 0; times--) {
      List<JsonNode> numbers = values.subList(0, values.size() - times);
      List<JsonNode> tail = values.subList(numbers.size(), values.size());
      List<List<JsonNode>> split = layout.split(numbers);
      if (!split.isEmpty()
          && tail.stream().allMatch(FlatRow::mayBeTime)
          && numbers.stream().allMatch(FlatRow::mayBeNumber)) {
        List<Row> rows = new ArrayList<>();
        for (List<JsonNode> row : split) {
          rows.add(layout.row(row));
        }
        return new FlatRow(rows, timeAt(tail, 0), timeAt(tail, 1));
      }
    }
    throw Envelope.unreadable("a flat row of " + values.size() + " values");
  }

  /** Makes an upload of it, now that the order of the two times is known. */
  MeterData toMeterData(TimeOrder order) {
    VendorTime local = order == TimeOrder.LOCAL_FIRST ? first : second;
    VendorTime utc = order == TimeOrder.LOCAL_FIRST ? second : first;
    return new MeterData(rows, MeterDataParser.instant(utc), MeterDataParser.clock(local));
  }

  private static @Nullable VendorTime timeAt(List<JsonNode> tail, int index) {
    return index < tail.size() ? VendorTime.read(tail.get(index)) : null;
  }

  private static boolean mayBeTime(JsonNode value) {
    return value.isNull() || (value.isString() && VendorNumber.read(value) == null);
  }

  private static boolean mayBeNumber(JsonNode value) {
    return VendorTime.read(value) == null;
  }

  /**
   * Which of the two times is which. The vendor's text says UTC first, all its samples have local
   * time first. One answer has one order, so all its rows decide together: local times lie within
   * the local days that were asked for; if both or neither do, UTC is not in the future (which
   * tells the order east of Greenwich); if that tells nothing either, the samples are believed.
   */
  enum TimeOrder {
    LOCAL_FIRST,
    UTC_FIRST;

    /** How far the meter's or our clock may be off. */
    private static final Duration CLOCK_ERROR = Duration.ofMinutes(10);

    static TimeOrder of(List<FlatRow> rows, LocalDate from, LocalDate to, Instant now) {
      long firstFits = count(rows, FlatRow::first, time -> within(time, from, to));
      long secondFits = count(rows, FlatRow::second, time -> within(time, from, to));
      if (firstFits != secondFits) {
        return firstFits > secondFits ? LOCAL_FIRST : UTC_FIRST;
      }
      Instant latest = now.plus(CLOCK_ERROR);
      long firstAhead = count(rows, FlatRow::first, time -> time.asUtc().isAfter(latest));
      long secondAhead = count(rows, FlatRow::second, time -> time.asUtc().isAfter(latest));
      return secondAhead > firstAhead ? UTC_FIRST : LOCAL_FIRST;
    }

    private static boolean within(VendorTime time, LocalDate from, LocalDate to) {
      LocalDate day = time.clock().toLocalDate();
      return !day.isBefore(from) && !day.isAfter(to);
    }

    private static long count(
        List<FlatRow> rows,
        Function<FlatRow, @Nullable VendorTime> which,
        Function<VendorTime, Boolean> test) {
      long count = 0;
      for (FlatRow row : rows) {
        VendorTime time = which.apply(row);
        if (time != null && test.apply(time)) {
          count++;
        }
      }
      return count;
    }
  }
}
