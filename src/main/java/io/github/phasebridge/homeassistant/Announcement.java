package io.github.phasebridge.homeassistant;

import io.github.phasebridge.device.DeviceId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was announced about a device.
 *
 * @param device the device
 * @param discoveryTopic where
 * @param payload the last payload there
 * @param topics every other topic on which something about the device may still be retained, also
 *     under a base topic that was used earlier
 */
record Announcement(
    DeviceId device, String discoveryTopic, ObjectNode payload, Set<String> topics) {

  Announcement {
    payload = payload.deepCopy();
    topics = Collections.unmodifiableSet(new LinkedHashSet<>(topics));
  }

  /** Returns the same with these topics too. */
  Announcement withTopics(Set<String> more) {
    Set<String> all = new LinkedHashSet<>(topics);
    all.addAll(more);
    return new Announcement(device, discoveryTopic, payload, all);
  }

  /** Returns the device's name as a user knows it. */
  String name() {
    return payload.path("device").path("name").asString(device.value());
  }
}
