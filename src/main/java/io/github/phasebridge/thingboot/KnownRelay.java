package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.DeviceId;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A relay as the account and the configuration know it.
 *
 * @param vendorId the vendor's id
 * @param key the vendor's other name for it, null if not known
 * @param name the listed name, else the vendor's
 * @param product what it has and takes
 * @param firmware the installed version as last heard, null if never
 * @param address its own address on the LAN; null if it is reached through the cloud
 */
record KnownRelay(
    String vendorId,
    @Nullable String key,
    String name,
    Product product,
    @Nullable String firmware,
    @Nullable URI address) {

  static DeviceId idOf(String vendorId) {
    return DeviceId.of(ThingbootSource.NAME, vendorId);
  }

  DeviceId id() {
    return idOf(vendorId);
  }

  boolean onLan() {
    return address != null;
  }

  /** Returns how a user recognizes it. */
  String title() {
    return name + " (" + vendorId + ")";
  }
}
