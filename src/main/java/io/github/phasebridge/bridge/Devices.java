package io.github.phasebridge.bridge;

import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The devices that are known, in the order of their description. Changed by the bridge's thread
 * only; any thread may take snapshots.
 */
final class Devices {

  private final Map<DeviceId, DeviceState> states = new LinkedHashMap<>();

  @Inject
  Devices() {}

  synchronized void add(DeviceState state) {
    states.put(state.id(), state);
  }

  /** Forgets a device and returns what was known of it; null if it was not known. */
  synchronized @Nullable DeviceState remove(DeviceId id) {
    return states.remove(id);
  }

  /** Returns a device's state, null if it is not known. */
  synchronized @Nullable DeviceState get(DeviceId id) {
    return states.get(id);
  }

  /** Returns what a device is. */
  Optional<DeviceDescription> description(DeviceId id) {
    return Optional.ofNullable(get(id)).map(DeviceState::description);
  }

  /** Returns all devices as they are now. */
  synchronized List<Overview.Device> snapshots() {
    return states.values().stream().map(DeviceState::snapshot).toList();
  }
}
