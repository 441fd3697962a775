package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.Outlet;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.Value;
import org.jspecify.annotations.Nullable;

/** Tells what a relay is, and tells it again when that changes. */
final class RelayPortrait {

  private final ThingbootConfig config;
  private final Outlet outlet;
  private @Nullable DeviceDescription described;
  private @Nullable String firmware;

  RelayPortrait(ThingbootConfig config, Outlet outlet) {
    this.config = config;
    this.outlet = outlet;
  }

  /**
   * Tells what has changed since the last time.
   *
   * @param configures whether the relay's link can write configuration items
   */
  void tell(KnownRelay who, boolean configures) {
    DeviceDescription now = describe(who, configures && config.configurationItems());
    if (!now.equals(described)) {
      described = now;
      outlet.tell(new Signal.Described(now));
    }
    String installed = who.firmware();
    if (installed != null && !installed.equals(firmware)) {
      firmware = installed;
      Update update = new Update();
      update.value(RelayEntities.FIRMWARE, Value.of(installed));
      update.attributes(
          RelayEntities.FIRMWARE, FirmwareVersion.attributes(who.product(), installed));
      outlet.tell(new Signal.Read(who.id(), update.reading(null)));
    }
  }

  private DeviceDescription describe(KnownRelay who, boolean items) {
    return new DeviceDescription(
        who.id(),
        who.name(),
        "ThingBoot",
        who.product().model(),
        who.vendorId(),
        who.firmware(),
        who.address() == null ? null : who.address().toString(),
        RelayEntities.of(who.product(), config.units(), items, who.firmware() != null));
  }
}
