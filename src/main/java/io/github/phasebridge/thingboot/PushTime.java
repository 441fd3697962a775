package io.github.phasebridge.thingboot;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The vendor's time: Unix time in seconds (10 digits, documented for the interface) or milliseconds
 * (13 digits, documented for the device link), as a number or a text (both documented).
 */
final class PushTime {

  /** As seconds this is the year 5138, as milliseconds it is 1973. */
  private static final BigDecimal FIRST_MILLISECONDS = BigDecimal.valueOf(100_000_000_000L);

  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");

  private PushTime() {}

  /** Returns the time, empty if there is none that can be read. */
  static Optional<Instant> read(JsonNode value) {
    if (!value.isNumber() && !value.isString()) {
      return Optional.empty();
    }
    String text = value.asString().strip();
    if (text.length() > 30 || !NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(text);
    boolean milliseconds = number.compareTo(FIRST_MILLISECONDS) >= 0;
    BigDecimal inMillis = milliseconds ? number : number.movePointRight(3);
    return Optional.of(Instant.ofEpochMilli(inMillis.longValue()));
  }
}
