package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig.Phases;
import io.github.phasebridge.device.DeviceId;

/**
 * A meter that is to be read.
 *
 * @param id its id in topics
 * @param sn the serial number as calls use it
 * @param name the configured name, else the vendor's, else the serial number
 * @param phases how its phases belong together
 */
record KnownMeter(DeviceId id, String sn, String name, Phases phases) {

  /** Returns the id of a serial number, which is the same for every way to write its letters. */
  static DeviceId idOf(String sn) {
    return DeviceId.of("iammeter", sn);
  }

  /** Returns what the log calls it. */
  String title() {
    return name.equals(sn) ? sn : name + " (" + sn + ")";
  }
}
