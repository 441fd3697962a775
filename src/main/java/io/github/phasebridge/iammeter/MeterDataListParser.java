package io.github.phasebridge.iammeter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Reads the data of {@code meterdatalist} and {@code meterdatalist2}. The documented elements are
 * flat rows with two times at their end for the first, objects for the second; each is accepted
 * from both, since the endpoint still decides what the numbers mean. An element that cannot be read
 * is left out; if none can, the answer is unreadable.
 */
final class MeterDataListParser {

  private static final Logger log = LoggerFactory.getLogger(MeterDataListParser.class);

  private final RowLayout layout;
  private final LocalDate from;
  private final LocalDate to;
  private final Instant now;

  /**
   * Reads answers to one question.
   *
   * @param layout what the numbers mean
   * @param from the first local day that was asked for
   * @param to the last one
   * @param now the present
   */
  MeterDataListParser(RowLayout layout, LocalDate from, LocalDate to, Instant now) {
    this.layout = layout;
    this.from = from;
    this.to = to;
    this.now = now;
  }

  /** Returns the elements, oldest first. */
  List<MeterData> parse(JsonNode data) throws IammeterFailure {
    List<FlatRow> flat = new ArrayList<>();
    List<MeterData> elements = new ArrayList<>();
    IammeterFailure lastFailure = null;
    for (JsonNode element : Envelope.elements(data)) {
      try {
        if (element.isObject()) {
          elements.add(MeterDataParser.parse(element, layout));
        } else {
          flat.add(FlatRow.read(element, layout));
        }
      } catch (IammeterFailure failure) {
        lastFailure = failure;
      }
    }
    FlatRow.TimeOrder order = FlatRow.TimeOrder.of(flat, from, to, now);
    flat.forEach(row -> elements.add(row.toMeterData(order)));
    if (lastFailure != null) {
      if (elements.isEmpty()) {
        throw lastFailure;
      }
      log.warn(
          "{} of {} history rows were left out: {}",
          data.size() - elements.size(),
          data.size(),
          lastFailure.getMessage());
    }
    return oldestFirst(elements);
  }

  /** Sorts by the time that all elements have; keeps the vendor's order where there is none. */
  private static List<MeterData> oldestFirst(List<MeterData> elements) {
    List<MeterData> sorted = new ArrayList<>(elements);
    if (elements.stream().allMatch(element -> element.uploadedAt() != null)) {
      sorted.sort(by(MeterData::uploadedAt));
    } else if (elements.stream().allMatch(element -> element.localTime() != null)) {
      sorted.sort(by(MeterData::localTime));
    }
    return sorted;
  }

  private static <T extends Comparable<? super T>> Comparator<MeterData> by(
      Function<MeterData, @Nullable T> time) {
    return Comparator.comparing(
        element -> Optional.ofNullable(time.apply(element)).orElseThrow(),
        Comparator.<T>naturalOrder());
  }
}
