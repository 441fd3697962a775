package io.github.phasebridge.thingboot;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A firmware version in the vendor's form, such as {@code p46.20250823.v12}.
 *
 * @param product the product's id, such as {@code p46}
 * @param date the day of the version
 * @param number the last part without its {@code v}
 */
record FirmwareVersion(String product, LocalDate date, int number)
    implements Comparable<FirmwareVersion> {

  private static final Pattern FORM =
      Pattern.compile("([a-z0-9]+)\\.([0-9]{8})\\.v([0-9]{1,6})", Pattern.CASE_INSENSITIVE);

  private static final Comparator<FirmwareVersion> ORDER =
      Comparator.comparing(FirmwareVersion::product)
          .thenComparing(FirmwareVersion::date)
          .thenComparingInt(FirmwareVersion::number);

  /** Reads a version; nothing if it has another form. */
  static Optional<FirmwareVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new FirmwareVersion(
              matcher.group(1).toLowerCase(Locale.ROOT),
              LocalDate.parse(matcher.group(2), DateTimeFormatter.BASIC_ISO_DATE),
              Integer.parseInt(matcher.group(3))));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /**
   * Returns the attributes of the firmware entity: {@code installed_version} and {@code
   * latest_version}. The latest is the newest of the product's definition if it is newer than the
   * installed one. A version that cannot be compared with it, in another form or of another
   * product, counts as the latest, so that nobody is told of an update that may be none.
   */
  static Map<String, Object> attributes(Product product, String installed) {
    return Map.of("installed_version", installed, "latest_version", latest(product, installed));
  }

  private static String latest(Product product, String installed) {
    Optional<FirmwareVersion> present = parse(installed);
    return product.firmware().stream()
        .map(Product.FirmwareRelease::version)
        .filter(release -> isUpdate(parse(release), present))
        .max(Comparator.comparing(release -> parse(release).orElseThrow()))
        .orElse(installed);
  }

  private static boolean isUpdate(
      Optional<FirmwareVersion> release, Optional<FirmwareVersion> installed) {
    return release.isPresent()
        && installed.isPresent()
        && release.get().product.equals(installed.get().product)
        && release.get().compareTo(installed.get()) > 0;
  }

  @Override
  public int compareTo(FirmwareVersion other) {
    return ORDER.compare(this, other);
  }
}
