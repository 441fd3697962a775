package io.github.phasebridge.iammeter;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Rows as tests write them. */
final class Rows {

  private Rows() {}

  /** A row of {@code meterdata2}: V, A, W, PF, import kWh, export kWh; "-" is null. */
  static Row row(String text) {
    String[] words = text.split(" ", -1);
    return new Row(
        number(words[0]),
        number(words[1]),
        number(words[2]),
        number(words[4]),
        number(words[5]),
        words.length > 6 ? number(words[6]) : null,
        number(words[3]));
  }

  private static @Nullable BigDecimal number(String word) {
    return word.equals("-") ? null : new BigDecimal(word);
  }
}
