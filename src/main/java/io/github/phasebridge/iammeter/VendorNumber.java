package io.github.phasebridge.iammeter;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A number as the vendor may write it: a JSON number, or a text with a decimal point or comma.
 * Whatever else stands there is null, and so is a number of absurd size or length, whose arithmetic
 * would take seconds or more.
 */
final class VendorNumber {

  /** No measured value needs more digits or a larger exponent. */
  private static final int MOST_DIGITS = 40;

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d{1,20}([.,]\\d{0,20})?|[.,]\\d{1,20})([eE][+-]?\\d{1,2})?");

  private VendorNumber() {}

  /** Returns the number, or null if there is none. */
  static @Nullable BigDecimal read(JsonNode value) {
    if (value.isString()) {
      return readText(value.stringValue());
    }
    if (!value.isNumber()) {
      return null;
    }
    return value
        .decimalValueOpt()
        .filter(VendorNumber::isSane)
        .map(VendorNumber::plain)
        .orElse(null);
  }

  private static @Nullable BigDecimal readText(String raw) {
    if (raw.length() > 2 * MOST_DIGITS) {
      return null;
    }
    String text = raw.strip();
    return DECIMAL.matcher(text).matches() ? plain(new BigDecimal(text.replace(',', '.'))) : null;
  }

  private static boolean isSane(BigDecimal number) {
    return Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= MOST_DIGITS;
  }

  /** Writes {@code 1E+3} as {@code 1000}: what is published is read by people and templates. */
  private static BigDecimal plain(BigDecimal number) {
    return number.scale() < 0 ? number.setScale(0) : number;
  }
}
