package io.github.phasebridge.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Every setting with its value and where it comes from, to be printed at start.
 *
 * @param rows the settings, in the order of the groups; secrets are shown as {@code ***}
 * @param secrets every secret that is set, for the redaction of logs
 */
public record EffectiveConfiguration(List<Row> rows, List<Secret> secrets) {

  /** How a setting is shown that has no value. */
  private static final String NOT_SET = "-";

  /** Copies rows and secrets. */
  public EffectiveConfiguration {
    rows = List.copyOf(rows);
    secrets = List.copyOf(secrets);
  }

  /**
   * One setting.
   *
   * @param path for example {@code mqtt.url}, {@code iammeter.meters[0].sn}
   * @param value its value as it was written, empty for not set
   * @param place {@code default}, file and line, environment variable or app option
   */
  public record Row(String path, String value, String place) {}

  /** Returns the table, one line per setting, in aligned columns. */
  public List<String> lines() {
    int paths = rows.stream().mapToInt(row -> row.path().length()).max().orElse(0);
    int values = rows.stream().mapToInt(row -> shown(row).length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      lines.add(padded(row.path(), paths) + padded(shown(row), values) + row.place());
    }
    return lines;
  }

  private static String shown(Row row) {
    return row.value().isEmpty() ? NOT_SET : row.value();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length() + 2);
  }
}
