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
 * @param withdrawing whether it is to be withdrawn, and that has not ended yet
 */
record Announcement(
    DeviceId device,
    String discoveryTopic,
    ObjectNode payload,
    Set<String> topics,
    boolean withdrawing) {

  Announcement {
    payload = payload.deepCopy();
    topics = Collections.unmodifiableSet(new LinkedHashSet<>(topics));
  }

  /** Creates one that is to stay. */
  Announcement(DeviceId device, String discoveryTopic, ObjectNode payload, Set<String> topics) {
    this(device, discoveryTopic, payload, topics, false);
  }

  /** Returns the same, to be withdrawn or to stay. */
  Announcement withWithdrawing(boolean wanted) {
    return new Announcement(device, discoveryTopic, payload, topics, wanted);
  }

  /** Returns the same with these topics too. */
  Announcement withTopics(Set<String> more) {
    Set<String> all = new LinkedHashSet<>(topics);
    all.addAll(more);
    return new Announcement(device, discoveryTopic, payload, all, withdrawing);
  }

  /** Returns the device's name as a user knows it. */
  String name() {
    return payload.path("device").path("name").asString(device.value());
  }
}
