package io.github.phasebridge.device;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Identifies a device in topics, discovery and unique ids: {@code iammeter_da2bed94}, {@code
 * bridge}.
 *
 * @param value lower-case letters, digits, {@code _} and {@code -} only, so that it is valid in
 *     MQTT topics and as a Home Assistant discovery id
 */
public record DeviceId(String value) implements Comparable<DeviceId> {

  private static final Pattern VALID = Pattern.compile("[a-z0-9_-]+");

  /** Refuses anything that is not valid in a topic. */
  public DeviceId {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "device id '" + value + "': allowed are a-z, 0-9, '_' and '-'");
    }
  }

  /**
   * Makes the id of a vendor's device.
   *
   * @param vendor the prefix, such as {@code iammeter}
   * @param vendorId the vendor's own id in any case; characters that no topic may carry become
   *     {@code -}
   * @return the id {@code vendor_vendorid}
   */
  public static DeviceId of(String vendor, String vendorId) {
    String id = vendorId.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-");
    return new DeviceId(vendor + "_" + id);
  }

  @Override
  public int compareTo(DeviceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
