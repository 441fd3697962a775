package io.github.phasebridge.iammeter;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Reads uploads: an object of {@code values} and times. Documented with nested rows ({@code
 * [[...],[...]]}); the vendor's newer document allows a flat row as well, and by assumption the
 * list of rows may stand without the object around it.
 */
final class MeterDataParser {

  private static final Logger log = LoggerFactory.getLogger(MeterDataParser.class);

  /** The longest flat list that is one row and not several. */
  private static final int LONGEST_ROW = 7;

  private MeterDataParser() {}

  /** Reads the data of {@code meterdata} or {@code meterdata2}, or an element of a list. */
  static MeterData parse(JsonNode data, RowLayout layout) throws IammeterFailure {
    if (data.isArray()) {
      return new MeterData(rows(data, layout), null, null);
    }
    JsonNode values =
        VendorFields.find(data, "values")
            .orElseThrow(() -> Envelope.unreadable("data without the field \"values\""));
    return new MeterData(
        rows(values, layout),
        instant(time(data, "gmtTime", "utcTime")),
        clock(time(data, "localTime", "rtcTime")));
  }

  /**
   * Reads the data of {@code metersdata}. A meter whose rows cannot be read is left out.
   *
   * @return by serial number as the vendor writes it
   */
  static Map<String, MeterData> parseAll(JsonNode data) throws IammeterFailure {
    Map<String, MeterData> meters = new LinkedHashMap<>();
    Map<String, IammeterFailure> leftOut = new LinkedHashMap<>();
    for (JsonNode element : Envelope.elements(data)) {
      String sn = VendorFields.text(element, "sn");
      if (!SiteListParser.isSerialNumber(sn)) {
        continue;
      }
      try {
        meters.putIfAbsent(sn, parse(element, RowLayout.BASIC));
      } catch (IammeterFailure failure) {
        leftOut.putIfAbsent(sn, failure);
      }
    }
    logLeftOut(leftOut);
    return meters;
  }

  /** Takes a time without offset as UTC, and nothing as nothing. */
  static @Nullable Instant instant(@Nullable VendorTime time) {
    return time == null ? null : time.asUtc();
  }

  /** Takes what the clock showed. */
  static @Nullable LocalDateTime clock(@Nullable VendorTime time) {
    return time == null ? null : time.clock();
  }

  private static @Nullable VendorTime time(JsonNode data, String... names) {
    return VendorFields.find(data, names).map(VendorTime::read).orElse(null);
  }

  private static List<Row> rows(JsonNode values, RowLayout layout) throws IammeterFailure {
    if (!values.isArray()) {
      throw Envelope.unreadable("\"values\" that are " + Envelope.kindOf(values) + " and no list");
    }
    List<JsonNode> elements = values.values().stream().toList();
    boolean nested = elements.stream().anyMatch(JsonNode::isArray);
    List<List<JsonNode>> lists = nested ? nestedRows(elements) : flatRows(elements, layout);
    if (lists.stream().allMatch(List::isEmpty)) {
      throw Envelope.unreadable("no values");
    }
    List<Row> rows = new ArrayList<>();
    for (List<JsonNode> list : lists) {
      rows.add(layout.row(list));
    }
    return rows;
  }

  /** A row that is null keeps its place, so that the next phase does not take it. */
  private static List<List<JsonNode>> nestedRows(List<JsonNode> elements) throws IammeterFailure {
    if (elements.size() > RowLayout.MOST_ROWS) {
      throw Envelope.unreadable(
          elements.size() + " rows, where a meter has at most " + RowLayout.MOST_ROWS);
    }
    List<List<JsonNode>> rows = new ArrayList<>();
    for (JsonNode element : elements) {
      if (!element.isArray() && !element.isNull()) {
        throw Envelope.unreadable("rows mixed with " + Envelope.kindOf(element));
      }
      rows.add(element.isArray() ? element.values().stream().toList() : List.of());
    }
    return rows;
  }

  private static List<List<JsonNode>> flatRows(List<JsonNode> elements, RowLayout layout)
      throws IammeterFailure {
    if (elements.stream().anyMatch(JsonNode::isObject)) {
      throw Envelope.unreadable("objects where rows of numbers belong");
    }
    if (elements.size() <= RowLayout.MOST_ROWS && elements.stream().allMatch(JsonNode::isNull)) {
      return List.of();
    }
    if (elements.size() <= LONGEST_ROW) {
      return List.of(elements);
    }
    List<List<JsonNode>> rows = layout.split(elements);
    if (rows.isEmpty()) {
      throw Envelope.unreadable("a flat list of " + elements.size() + " values");
    }
    return rows;
  }

  /** Says it in one line, however many they are: a broken answer can hold thousands. */
  private static void logLeftOut(Map<String, IammeterFailure> leftOut) {
    leftOut.entrySet().stream()
        .filter(entry -> entry.getValue().kind() == Kind.IMPLAUSIBLE)
        .findFirst()
        .ifPresent(
            entry -> log.warn("Meter {}: {}", entry.getKey(), entry.getValue().getMessage()));
    if (!leftOut.isEmpty()) {
      log.debug("{} meters of the answer cannot be read and are left out", leftOut.size());
    }
  }
}
