package io.github.phasebridge.device;

import java.time.Instant;
import java.util.Map;

/** What a device source tells the bridge. The first signal about a device is {@link Described}. */
public sealed interface Signal {

  /** Returns the device it is about. */
  DeviceId device();

  /** A device exists and looks like this, now or from now on. */
  record Described(DeviceDescription description) implements Signal {
    @Override
    public DeviceId device() {
      return description.id();
    }
  }

  /** A device does not exist any more and is to be withdrawn. */
  record Removed(DeviceId device) implements Signal {}

  /** Values were read. */
  record Read(DeviceId device, Reading reading) implements Signal {}

  /** A device can be relied on, or not. */
  record Availability(DeviceId device, boolean online) implements Signal {}

  /**
   * Something happened at the device; never repeated, never retained.
   *
   * @param name the event source's key, such as {@code btn1}
   * @param eventType such as {@code press_end}
   * @param at when it happened
   * @param details further fields of the event's JSON object
   */
  record Happened(
      DeviceId device, String name, String eventType, Instant at, Map<String, Object> details)
      implements Signal {

    /** Copies the details. */
    public Happened {
      details = Map.copyOf(details);
    }
  }
}
