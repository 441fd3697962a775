package io.github.phasebridge.iammeter;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Spans of time as people read them. */
final class HistorySpan {

  private HistorySpan() {}

  /**
   * Returns a span like {@code 2 d 3 h}, {@code 4 min 10 s} or {@code 0 s}: its two largest units.
   */
  static String text(Duration span) {
    List<String> parts = new ArrayList<>();
    add(parts, span.toDays(), "d");
    add(parts, span.toHoursPart(), "h");
    add(parts, span.toMinutesPart(), "min");
    BigDecimal seconds =
        BigDecimal.valueOf(span.toMillisPart(), 3).add(BigDecimal.valueOf(span.toSecondsPart()));
    if (seconds.signum() > 0) {
      parts.add(seconds.stripTrailingZeros().toPlainString() + " s");
    }
    return parts.isEmpty() ? "0 s" : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
  }

  private static void add(List<String> parts, long amount, String unit) {
    if (amount > 0) {
      parts.add(amount + " " + unit);
    }
  }
}
