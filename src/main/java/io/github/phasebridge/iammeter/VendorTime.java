package io.github.phasebridge.iammeter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A time as the vendor may write it. Samples show {@code 2020/8/28 5:27:33}, not padded; translated
 * documents show {@code 2020/8/28, 5:27:33}, {@code 28.08.2020 r. 15:27:33} and {@code 21.11.2023
 * 14:30:22}. By assumption also ISO 8601 with or without fraction and offset, and 12-hour times. A
 * date with slashes and the year last is not read, since nothing tells its day from its month. The
 * zone of this host plays no part.
 *
 * @param clock what the clock showed
 * @param offset the offset that was written with it; null if none was
 */
record VendorTime(LocalDateTime clock, @Nullable ZoneOffset offset) {

  private static final int LONGEST = 64;

  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:(?<year>\\d{4})(?<mark>[-/.])(?<month>\\d{1,2})\\k<mark>(?<day>\\d{1,2})"
              + "|(?<dayFirst>\\d{1,2})\\.(?<monthNext>\\d{1,2})\\.(?<yearLast>\\d{4}))"
              + "(?:\\s?r\\.)?(?:,?\\s{1,3}|T)"
              + "(?<hour>\\d{1,2}):(?<minute>\\d{2})"
              + "(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9})\\d{0,9})?)?"
              + "(?:\\s?(?<half>[AP])\\.?M\\.?)?"
              + "(?:\\s?(?<zone>Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?))?",
          Pattern.CASE_INSENSITIVE);

  /** Reads a time; null if it is none. */
  static @Nullable VendorTime read(JsonNode value) {
    return value.isString() ? read(value.stringValue()) : null;
  }

  /** Reads a time; null if it is none. */
  static @Nullable VendorTime read(String raw) {
    if (raw.length() > LONGEST) {
      return null;
    }
    Matcher written = WRITTEN.matcher(raw.strip());
    if (!written.matches()) {
      return null;
    }
    try {
      return new VendorTime(clock(written), offset(written.group("zone")));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Returns the instant, taking a time without offset as UTC. */
  Instant asUtc() {
    return clock.toInstant(offset == null ? ZoneOffset.UTC : offset);
  }

  private static LocalDateTime clock(Matcher written) {
    boolean yearFirst = written.group("year") != null;
    return LocalDateTime.of(
        number(written, yearFirst ? "year" : "yearLast"),
        number(written, yearFirst ? "month" : "monthNext"),
        number(written, yearFirst ? "day" : "dayFirst"),
        hour(number(written, "hour"), written.group("half")),
        number(written, "minute"),
        number(written, "second"),
        nanos(written.group("fraction")));
  }

  private static int hour(int hour, @Nullable String half) {
    if (half == null) {
      return hour;
    }
    if (hour < 1 || hour > 12) {
      throw new DateTimeException("hour " + hour);
    }
    return hour % 12 + (half.equalsIgnoreCase("P") ? 12 : 0);
  }

  private static int number(Matcher written, String group) {
    String digits = written.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int nanos(@Nullable String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
  }

  private static @Nullable ZoneOffset offset(@Nullable String zone) {
    if (zone == null) {
      return null;
    }
    return zone.startsWith("+") || zone.startsWith("-") ? ZoneOffset.of(zone) : ZoneOffset.UTC;
  }
}
