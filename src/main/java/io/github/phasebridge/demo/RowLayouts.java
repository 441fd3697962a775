package io.github.phasebridge.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How the vendor writes rows and times, to the digit as in its samples. */
final class RowLayouts {

  /** Month, day and hour are not padded: {@code 2020/8/28 5:27:33}. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu/M/d H:mm:ss", Locale.ROOT);

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RowLayouts() {}

  /** Returns a moment as a clock with this offset shows it. */
  static String time(Instant moment, ZoneOffset offset) {
    return TIME.format(moment.atOffset(offset));
  }

  /**
   * {@code meterdata}: V, A, W, import, export, all with three digits; the long form adds Hz, PF.
   */
  static ArrayNode basic(PhaseSample row, boolean seven) {
    ArrayNode values = NODES.arrayNode();
    for (double value :
        List.of(row.voltage(), row.current(), row.power(), row.imported(), row.exported())) {
      values.add(BigDecimal.valueOf(value).setScale(3, RoundingMode.DOWN));
    }
    if (seven) {
      values.add(shortest(row.frequency())).add(shortest(row.powerFactor()));
    }
    return values;
  }

  /** {@code meterdata2} and {@code meterdatalist2}: V, A, W, PF, import, export. */
  static ArrayNode advanced(PhaseSample row) {
    return NODES
        .arrayNode()
        .add(shortest(row.voltage()))
        .add(shortest(row.current(), 3))
        .add(shortest(row.power()))
        .add(shortest(row.powerFactor()))
        .add(shortest(row.imported()))
        .add(shortest(row.exported()));
  }

  /** {@code meterdatalist}: five values of each phase one after the other, without brackets. */
  static void addFlat(ArrayNode values, PhaseSample row) {
    values
        .add(shortest(row.voltage()))
        .add(shortest(row.current()))
        .add(shortest(row.power()))
        .add(shortest(row.imported()))
        .add(shortest(row.exported()));
  }

  private static BigDecimal shortest(double value) {
    return shortest(value, 2);
  }

  private static BigDecimal shortest(double value, int scale) {
    BigDecimal digits =
        BigDecimal.valueOf(value).setScale(scale, RoundingMode.DOWN).stripTrailingZeros();
    return digits.scale() < 0 ? digits.setScale(0) : digits;
  }
}
