package io.github.phasebridge.iammeter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads the data of {@code sitelist}: {@code [{id, name, meters: [{name, sn}, ...]}, ...]}
 * (documented). What an element lacks is tolerated; a meter without serial number is left out.
 */
final class SiteListParser {

  /** What can be a segment of a path: samples have 8 capital letters and digits. */
  private static final Pattern SERIAL_NUMBER = Pattern.compile("(?=.*[A-Za-z0-9])[!-.0-~]{1,64}");

  private SiteListParser() {}

  /** Returns whether a text can be a serial number at all. */
  static boolean isSerialNumber(String text) {
    return SERIAL_NUMBER.matcher(text).matches();
  }

  /**
   * Returns every meter once, in the vendor's order; none for an empty list, which is an answer as
   * good as any.
   */
  static List<MeterInfo> parse(JsonNode data) throws IammeterFailure {
    Map<String, MeterInfo> meters = new LinkedHashMap<>();
    for (JsonNode site : Envelope.elements(data)) {
      if (!site.isObject()) {
        throw Envelope.unreadable("a list of sites with " + Envelope.kindOf(site) + " in it");
      }
      String siteName = VendorFields.text(site, "name");
      for (JsonNode meter : metersOf(site)) {
        String sn = VendorFields.text(meter, "sn");
        String name = VendorFields.text(meter, "name");
        if (isSerialNumber(sn)) {
          meters.putIfAbsent(
              sn.toUpperCase(Locale.ROOT), new MeterInfo(sn, name.isEmpty() ? sn : name, siteName));
        }
      }
    }
    return new ArrayList<>(meters.values());
  }

  private static List<JsonNode> metersOf(JsonNode site) {
    return VendorFields.find(site, "meters")
        .filter(JsonNode::isArray)
        .map(meters -> meters.values().stream().toList())
        .orElse(List.of());
  }
}
