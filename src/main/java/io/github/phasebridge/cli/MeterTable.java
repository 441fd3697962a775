package io.github.phasebridge.cli;

import io.github.phasebridge.iammeter.IammeterFailure;
import io.github.phasebridge.iammeter.MeterOverview;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Meters as aligned columns. */
final class MeterTable {

  private static final List<String> HEADER =
      List.of("NAME", "SERIAL", "MODEL", "PHASES", "LAST UPLOAD", "CALLS LEFT", "DEVICE");

  private MeterTable() {}

  /** Prints the meters, or a sentence if there is none. */
  static void print(List<MeterOverview.Line> meters, PrintStream out) {
    if (meters.isEmpty()) {
      out.println("The account has no meter, and the configuration lists none.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    meters.forEach(meter -> rows.add(row(meter)));
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(padded(row.get(column), width(rows, column)));
      }
      out.println(line.toString().stripTrailing());
    }
    for (MeterOverview.Line meter : meters) {
      if (meter.problem() != null) {
        out.println(meter.name() + ": " + meter.problem());
      }
    }
  }

  /**
   * Returns whether a failure means only that the list of meters was not asked for again, because
   * our own quota is used up, while the one on disk serves.
   */
  static boolean isOnlyWait(IammeterFailure failure, MeterOverview overview) {
    return failure.kind() == IammeterFailure.Kind.QUOTA && overview.knowsAccount();
  }

  /** Says why the list of meters was not asked for again. */
  static String notTried(IammeterFailure quota) {
    return "IAMMETER: not tried: " + quota.getMessage() + "; the list below is from disk";
  }

  /** Says how many calls to the meter cloud were made. */
  static String calls(Map<String, Integer> used) {
    int total = used.values().stream().mapToInt(Integer::intValue).sum();
    if (total == 0) {
      return "Calls used: none";
    }
    return used.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", ", "Calls used: " + total + " (", ")"));
  }

  private static List<String> row(MeterOverview.Line meter) {
    return List.of(
        meter.name(),
        meter.sn(),
        text(meter.model()),
        text(meter.phases()),
        text(meter.lastUpload()),
        meter.leftInHour() + " in the hour, " + meter.leftInDay() + " in the day",
        meter.device());
  }

  private static String text(@Nullable String value) {
    return value == null ? "unknown" : value;
  }

  private static String text(@Nullable Instant value) {
    return value == null ? "unknown" : value.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length() + 2);
  }
}
