package io.github.phasebridge.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the IAMMETER cloud offers, as documented. */
public enum IammeterEndpoint {
  /** Trades user name and password for a token. */
  LOGIN("user/login", false),
  /** The places and meters of the account. */
  SITE_LIST("user/sitelist", false),
  /** The last upload of all meters. */
  METERS_DATA("site/metersdata", false),
  /** The last upload of a meter ("Basic"). */
  METER_DATA("site/meterdata", true),
  /** The last upload of a meter with power factor ("Advanced"). */
  METER_DATA_2("site/meterdata2", true),
  /** The past of a meter ("Basic"). */
  METER_DATA_LIST("site/meterdatalist", true),
  /** The past of a meter with power factor ("Advanced"). */
  METER_DATA_LIST_2("site/meterdatalist2", true),
  /** Power over some days. */
  POWER_ANALYSIS("site/poweranalysis", false),
  /** Gaps over some days. */
  OFFLINE_ANALYSIS("site/offlineanalysis", false),
  /** Every other path: 404. */
  UNKNOWN("", false);

  private static final String BASE = "/api/v1/";

  private final String path;
  private final boolean snInPath;

  IammeterEndpoint(String path, boolean snInPath) {
    this.path = path;
    this.snInPath = snInPath;
  }

  /** Where a request goes: the endpoint, and the serial number where the path has one. */
  record Target(IammeterEndpoint endpoint, String sn) {}

  /** Returns where a path leads, case-insensitive as the vendor's own examples mix cases. */
  static Target of(String requestPath) {
    return Arrays.stream(values())
        .map(endpoint -> endpoint.match(requestPath))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(new Target(UNKNOWN, ""));
  }

  private Optional<Target> match(String requestPath) {
    String lower = requestPath.toLowerCase(Locale.ROOT);
    String own = BASE + path;
    if (this == UNKNOWN || !lower.startsWith(own)) {
      return Optional.empty();
    }
    String rest = requestPath.substring(own.length());
    if (!snInPath) {
      return rest.isEmpty() ? Optional.of(new Target(this, "")) : Optional.empty();
    }
    boolean oneSegment = rest.length() > 1 && rest.lastIndexOf('/') == 0;
    return oneSegment ? Optional.of(new Target(this, rest.substring(1))) : Optional.empty();
  }
}
