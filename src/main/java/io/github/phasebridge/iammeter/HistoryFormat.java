package io.github.phasebridge.iammeter;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How exported rows are written: one line a row, UTF-8, {@code \n} at the end of each line. */
public enum HistoryFormat {
  /** Comma-separated values with a header line; a missing value is an empty field. */
  CSV {
    @Override
    String header(List<HistoryColumn> columns) {
      return Stream.concat(
              Stream.of(LOCAL_TIME, UTC_TIME), columns.stream().map(HistoryColumn::toString))
          .collect(Collectors.joining(",", "", "\n"));
    }

    @Override
    String line(List<HistoryColumn> columns, MeterData data) {
      return Stream.concat(
              Stream.of(text(data.localTime()), text(data.uploadedAt())),
              columns.stream().map(column -> text(column.of(data))))
          .map(value -> value == null ? "" : value)
          .collect(Collectors.joining(",", "", "\n"));
    }
  },
  /** One JSON object a line; a missing value is {@code null}. */
  JSONL {
    @Override
    String header(List<HistoryColumn> columns) {
      return "";
    }

    @Override
    String line(List<HistoryColumn> columns, MeterData data) {
      ObjectNode object = JSON.createObjectNode();
      object.put(LOCAL_TIME, text(data.localTime()));
      object.put(UTC_TIME, text(data.uploadedAt()));
      columns.forEach(column -> object.put(column.toString(), column.of(data)));
      return JSON.writeValueAsString(object) + "\n";
    }
  };

  private static final String LOCAL_TIME = "local_time";
  private static final String UTC_TIME = "utc_time";
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  /** Returns the line above all rows, or nothing. */
  abstract String header(List<HistoryColumn> columns);

  /** Returns one row as a line. */
  abstract String line(List<HistoryColumn> columns, MeterData data);

  private static @Nullable String text(@Nullable LocalDateTime time) {
    return time == null ? null : LOCAL.format(time);
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static @Nullable String text(@Nullable BigDecimal value) {
    return value == null ? null : value.toPlainString();
  }
}
