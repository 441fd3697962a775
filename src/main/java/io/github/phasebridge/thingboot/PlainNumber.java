package io.github.phasebridge.thingboot;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A number as the vendor may write it: as a JSON number or as a text. Nothing else is one: no text
 * with a unit, no true or false, nothing of absurd size, whose arithmetic would take seconds.
 */
final class PlainNumber {

  private static final int MOST_DIGITS = 40;

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d{1,20}(\\.\\d{0,20})?|\\.\\d{1,20})([eE][+-]?\\d{1,2})?");

  private PlainNumber() {}

  /** Returns the number with the digits as they are written, empty if there is none. */
  static Optional<BigDecimal> read(JsonNode value) {
    if (value.isString()) {
      String text = value.stringValue().strip();
      return DECIMAL.matcher(text).matches()
          ? Optional.of(plain(new BigDecimal(text)))
          : Optional.empty();
    }
    return value.isNumber()
        ? value.decimalValueOpt().filter(PlainNumber::isSane).map(PlainNumber::plain)
        : Optional.empty();
  }

  private static boolean isSane(BigDecimal number) {
    return Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= MOST_DIGITS;
  }

  /** Writes {@code 1E+3} as {@code 1000}: what is published is read by people and templates. */
  private static BigDecimal plain(BigDecimal number) {
    return number.scale() < 0 ? number.setScale(0) : number;
  }
}
