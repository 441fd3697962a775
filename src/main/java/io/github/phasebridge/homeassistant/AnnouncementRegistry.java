package io.github.phasebridge.homeassistant;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.storage.JsonFile;
import io.github.phasebridge.storage.StorageException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Remembers over restarts everything that was ever announced and not yet withdrawn, whatever the
 * base topic and the discovery prefix were then, and what of it is to be withdrawn. Safe for use by
 * several threads.
 */
public final class AnnouncementRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(AnnouncementRegistry.class);

  private final JsonFile file;

  /** By discovery topic; null until the file was read. */
  private @Nullable Map<String, Announcement> announcements;

  private boolean failing;

  /**
   * Creates one.
   *
   * @param file its own file, which nobody else writes
   */
  public AnnouncementRegistry(JsonFile file) {
    this.file = file;
  }

  /**
   * Returns everything, oldest first.
   *
   * @throws StorageException if the file cannot be read
   */
  synchronized List<Announcement> all() {
    return List.copyOf(loaded().values());
  }

  /**
   * Returns what was announced on this topic.
   *
   * @throws StorageException if the file cannot be read
   */
  synchronized Optional<Announcement> at(String discoveryTopic) {
    return Optional.ofNullable(loaded().get(discoveryTopic));
  }

  /**
   * Remembers an announcement in the place of an earlier one on the same topic, before it is
   * published. If the disk refuses, that is logged and it is remembered until this process ends.
   */
  synchronized void remember(Announcement announcement) {
    Announcement earlier = loaded().put(announcement.discoveryTopic(), announcement);
    if (!announcement.equals(earlier)) {
      write();
    }
  }

  /** Forgets what was withdrawn. */
  synchronized void forget(String discoveryTopic) {
    if (loaded().remove(discoveryTopic) != null) {
      write();
    }
  }

  private Map<String, Announcement> loaded() {
    if (announcements == null) {
      Map<String, Announcement> read = new LinkedHashMap<>();
      for (JsonNode node : file.read().map(root -> root.path("announcements")).stream().toList()) {
        node.forEach(entry -> parse(entry).ifPresent(a -> read.put(a.discoveryTopic(), a)));
      }
      announcements = read;
    }
    return announcements;
  }

  private void write() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode entries = root.putArray("announcements");
    for (Announcement announcement : loaded().values()) {
      ObjectNode entry = entries.addObject();
      entry.put("device", announcement.device().value());
      entry.put("discovery_topic", announcement.discoveryTopic());
      entry.set("payload", announcement.payload());
      ArrayNode topics = entry.putArray("topics");
      announcement.topics().forEach(topics::add);
      if (announcement.withdrawing()) {
        entry.put("withdrawing", true);
      }
    }
    try {
      file.write(root);
      failing = false;
    } catch (StorageException e) {
      if (!failing) {
        LOG.warn(
            "What is announced to Home Assistant is not remembered over a restart, so 'discovery"
                + " --remove' may miss it: {}",
            e.getMessage());
      }
      failing = true;
    }
  }

  private static Optional<Announcement> parse(JsonNode entry) {
    try {
      if (!(entry.path("payload") instanceof ObjectNode payload)) {
        throw new IllegalArgumentException("it has no payload");
      }
      DeviceId device = new DeviceId(entry.path("device").asString(""));
      Set<String> topics = new LinkedHashSet<>();
      entry.path("topics").forEach(topic -> topics.add(topic.asString()));
      String discoveryTopic = entry.path("discovery_topic").asString("");
      boolean withdrawing = entry.path("withdrawing").asBoolean(false);
      return Optional.of(new Announcement(device, discoveryTopic, payload, topics, withdrawing));
    } catch (IllegalArgumentException e) {
      LOG.warn("One entry of the list of announced devices is left out: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
