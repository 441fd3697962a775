package io.github.phasebridge.iammeter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two analyses as aligned text. */
final class AnalysisText {

  private static final String NOT_TOLD = "-";

  private AnalysisText() {}

  /** Returns the power analysis, one value a line. */
  static String power(String sn, PowerAnalysis analysis) {
    return "Power of %s%s\n".formatted(sn, days(analysis.from(), analysis.to()))
        + table(
            List.of(
                List.of("average", plain(analysis.average()), "W"),
                List.of("daytime average", plain(analysis.daytimeAverage()), "W, 8:00 to 20:00"),
                List.of("minimum", plain(analysis.minimum()), "W"),
                List.of("maximum", plain(analysis.maximum()), "W")));
  }

  /** Returns the offline analysis: the sum, then every gap in the meter's local time. */
  static String offline(String sn, OfflineAnalysis analysis, Duration longerThan) {
    StringBuilder text = new StringBuilder();
    text.append("Offline times of %s%s".formatted(sn, days(analysis.from(), analysis.to())));
    text.append(", gaps above %s\n".formatted(HistorySpan.text(longerThan)));
    text.append(
        "  offline %s of %s min%s\n"
            .formatted(
                plain(analysis.offlineMinutes()),
                plain(analysis.totalMinutes()),
                share(analysis.offlineMinutes(), analysis.totalMinutes())));
    if (analysis.gaps().isEmpty()) {
      return text.append("  no gaps\n").toString();
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("from", "min", "to"));
    analysis.gaps().forEach(gap -> rows.add(List.of(gap.from(), plain(gap.minutes()), gap.to())));
    return text.append(table(rows)).toString();
  }

  /** Aligns three columns: text, number, text. */
  private static String table(List<List<String>> rows) {
    int first = width(rows, 0);
    int second = width(rows, 1);
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append("  ").append(row.get(0)).repeat(" ", first - row.get(0).length());
      text.append("  ").repeat(" ", second - row.get(1).length()).append(row.get(1));
      text.append("  ").append(row.get(2)).append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String days(String from, String to) {
    return from.isEmpty() && to.isEmpty() ? "" : ", %s to %s".formatted(from, to);
  }

  private static String share(@Nullable BigDecimal part, @Nullable BigDecimal whole) {
    if (part == null || whole == null || whole.signum() <= 0) {
      return "";
    }
    BigDecimal percent =
        part.multiply(BigDecimal.valueOf(100)).divide(whole, 1, RoundingMode.HALF_UP);
    return " (%s %%)".formatted(percent.toPlainString());
  }

  private static String plain(@Nullable BigDecimal value) {
    return value == null ? NOT_TOLD : value.toPlainString();
  }
}
