package io.github.phasebridge.thingboot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the account says about a device.
 *
 * @param id the vendor's id, a whole number as a text
 * @param key the vendor's other name for it, by which the device itself is addressed; null for none
 * @param name the vendor's name, null for none
 * @param productIds the product's key, id, model and title, as far as given
 * @param online whether the vendor says that it is connected; null for unknown, never assumed
 * @param report its current properties and network facts
 */
public record DeviceRecord(
    String id,
    @Nullable String key,
    @Nullable String name,
    List<String> productIds,
    @Nullable Boolean online,
    Report report) {

  /** Copies the list. */
  public DeviceRecord {
    productIds = List.copyOf(productIds);
  }
}
