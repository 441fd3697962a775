package io.github.phasebridge.bridge;

import io.github.phasebridge.device.DeviceId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where commands arrive: {@code <base>/<device>/<key>/set}. */
final class CommandTopics {

  private static final Pattern REST = Pattern.compile("/([a-z0-9_-]+)/([a-z0-9_-]+)/set");

  private final String base;

  CommandTopics(String base) {
    this.base = base;
  }

  /**
   * What a topic names.
   *
   * @param device the device; nobody may know it
   * @param key the entity; the device may not have it
   */
  record Target(DeviceId device, String key) {}

  /** Returns the filter that all commands match. */
  String filter() {
    return base + "/+/+/set";
  }

  /** Returns what a topic names; empty if no device or key can be called so. */
  Optional<Target> target(String topic) {
    if (!topic.startsWith(base)) {
      return Optional.empty();
    }
    Matcher rest = REST.matcher(topic.substring(base.length()));
    return rest.matches()
        ? Optional.of(new Target(new DeviceId(rest.group(1)), rest.group(2)))
        : Optional.empty();
  }
}
