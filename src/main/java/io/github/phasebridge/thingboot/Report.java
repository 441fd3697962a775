package io.github.phasebridge.thingboot;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a device or the account reports about a device's state.
 *
 * @param properties values by the vendor's names: a number's digits, a text without blanks around,
 *     true and false as {@code 1} and {@code 0}; an empty text where JSON says null. Objects and
 *     lists are left out
 * @param firmware the installed version, null if not said
 * @param signal the Wi-Fi signal's strength in dBm, null if not said or impossible
 * @param ip the device's own address, null if not said
 */
public record Report(
    Map<String, String> properties,
    @Nullable String firmware,
    @Nullable Integer signal,
    @Nullable String ip) {

  /** Says nothing. */
  public static final Report NOTHING = new Report(Map.of(), null, null, null);

  /** Copies the properties. */
  public Report {
    properties = Map.copyOf(properties);
  }
}
