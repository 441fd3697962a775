package io.github.phasebridge.iammeter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One value of one phase, named like its entity: {@code voltage_b}, or {@code voltage} on a
 * single-phase meter.
 *
 * @param metric which value
 * @param row which row of the meter, from 0
 * @param suffix what tells the row from the others, empty on a single-phase meter
 */
record HistoryColumn(Metric metric, int row, String suffix) {

  private static final List<String> SUFFIXES = List.of("_a", "_b", "_c", "_net");

  /** The values in the order in which they are written. */
  enum Metric {
    VOLTAGE("voltage"),
    CURRENT("current"),
    POWER("power"),
    POWER_FACTOR("power_factor"),
    IMPORT_ENERGY("import_energy"),
    EXPORT_ENERGY("export_energy"),
    FREQUENCY("frequency");

    private final String key;

    Metric(String key) {
      this.key = key;
    }

    @Nullable BigDecimal of(Row row) {
      return switch (this) {
        case VOLTAGE -> row.voltage();
        case CURRENT -> row.current();
        case POWER -> row.power();
        case POWER_FACTOR -> row.powerFactor();
        case IMPORT_ENERGY -> row.importEnergy();
        case EXPORT_ENERGY -> row.exportEnergy();
        case FREQUENCY -> row.frequency();
      };
    }
  }

  /**
   * Returns the columns that these rows need. Frequency, and the power factor unless it was asked
   * for, are left out where no row has them: not every endpoint gives them.
   */
  static List<HistoryColumn> of(List<MeterData> rows, boolean powerFactor) {
    int widest = rows.stream().mapToInt(data -> data.rows().size()).max().orElse(0);
    int phases = Math.min(widest, SUFFIXES.size());
    List<HistoryColumn> columns = new ArrayList<>();
    for (int phase = 0; phase < phases; phase++) {
      String suffix = phases == 1 ? "" : SUFFIXES.get(phase);
      for (Metric metric : Metric.values()) {
        boolean always = metric == Metric.POWER_FACTOR ? powerFactor : metric != Metric.FREQUENCY;
        if (always || appears(metric, rows)) {
          columns.add(new HistoryColumn(metric, phase, suffix));
        }
      }
    }
    return columns;
  }

  /** Returns this column's value, null where the upload lacks it. */
  @Nullable BigDecimal of(MeterData data) {
    return row < data.rows().size() ? metric.of(data.rows().get(row)) : null;
  }

  @Override
  public String toString() {
    return metric.key + suffix;
  }

  private static boolean appears(Metric metric, List<MeterData> rows) {
    return rows.stream()
        .flatMap(data -> data.rows().stream())
        .map(metric::of)
        .anyMatch(Objects::nonNull);
  }
}
