package io.github.phasebridge.homeassistant;

import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.mqtt.BrokerLink;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One device on its discovery topic. Between two messages there lie some seconds, because Home
 * Assistant loses components of a second payload that comes while it works on the first. A
 * component that vanished is first announced with its platform alone, which makes Home Assistant
 * remove it, and then left out.
 */
final class DeviceAnnouncement {

  /** How long a discovery topic rests after a message. */
  static final Duration SETTLING = Duration.ofSeconds(5);

  /** How long after discovery the state comes again. */
  static final Duration STATE_DELAY = Duration.ofMillis(1500);

  private static final Logger LOG = LoggerFactory.getLogger(DeviceAnnouncement.class);

  private final Topics topics;
  private final DiscoveryPayload payloads;
  private final BrokerLink link;
  private final AnnouncementRegistry registry;
  private final Turns turns;
  private final Runnable due;
  private final String discoveryTopic;

  private DeviceDescription description;

  /** What we published last in this run, or null if nothing or it was taken away. */
  private @Nullable ObjectNode sent;

  private boolean settling;
  private boolean deleted;
  private boolean ended;

  /**
   * Creates one that has published nothing yet.
   *
   * @param due is called when there is something to publish
   */
  DeviceAnnouncement(
      DeviceDescription description,
      Topics topics,
      DiscoveryPayload payloads,
      BrokerLink link,
      AnnouncementRegistry registry,
      Turns turns,
      Runnable due) {
    this.description = description;
    this.topics = topics;
    this.payloads = payloads;
    this.link = link;
    this.registry = registry;
    this.turns = turns;
    this.due = due;
    discoveryTopic = topics.discovery(description.id());
  }

  /** Takes what the device is from now on. */
  void describe(DeviceDescription newDescription) {
    description = newDescription;
    due.run();
  }

  /**
   * Publishes the description.
   *
   * @param again also if it was published before
   */
  void publish(boolean again) {
    if (deleted || (settling && !again)) {
      return;
    }
    if (settling) {
      sendAgain();
      return;
    }
    ObjectNode next = next();
    if (!next.equals(sent)) {
      send(next);
      settle();
    } else if (again) {
      sendAgain();
      settle();
    }
  }

  /** Lets the discovery topic rest, as after a message of ours. */
  void settle() {
    settling = true;
    turns.after(SETTLING, this::settled);
  }

  /** Notices that somebody emptied the discovery topic: the user deleted the device. */
  void emptied() {
    if (sent == null || deleted) {
      return;
    }
    LOG.info(
        "{} was deleted in Home Assistant and is not announced again until phasebridge restarts or"
            + " 'discovery --publish' is run",
        label());
    deleted = true;
    sent = null;
    // Takes it out of the link's ledger too, or the next connection would bring the device back.
    link.publishRetained(discoveryTopic, "");
  }

  /** Notices that somebody filled the discovery topic: the user wants the device again. */
  void filled() {
    if (deleted) {
      LOG.info("{} is announced to Home Assistant again, as asked for", label());
      deleted = false;
      if (!settling) {
        settle();
      }
    }
  }

  /** Publishes nothing more; returns whether Home Assistant may still have the device. */
  boolean end() {
    ended = true;
    return !deleted;
  }

  private void send(ObjectNode next) {
    Set<String> current = topics.retained(description);
    Announcement announcement = new Announcement(description.id(), discoveryTopic, next, current);
    registry
        .at(discoveryTopic)
        .ifPresentOrElse(
            earlier -> registry.remember(announcement.withTopics(earlier.topics())),
            () -> {
              LOG.info("{} is new in Home Assistant", label());
              registry.remember(announcement);
            });
    LOG.debug("{} is announced on {}", label(), discoveryTopic);
    link.publishRetained(discoveryTopic, next.toString());
    sent = next;
    stateSoon();
  }

  private void sendAgain() {
    if (sent != null) {
      link.republish(discoveryTopic);
      stateSoon();
    }
  }

  private void stateSoon() {
    turns.after(
        STATE_DELAY,
        () -> {
          if (!ended && !deleted) {
            topics.read(description).forEach(link::republish);
          }
        });
  }

  private void settled() {
    settling = false;
    if (ended || deleted) {
      return;
    }
    if (next().equals(sent)) {
      clearLeftovers();
    } else {
      due.run();
    }
  }

  /** Clears what was retained for components that are gone, or under an earlier base topic. */
  private void clearLeftovers() {
    Set<String> current = topics.retained(description);
    registry
        .at(discoveryTopic)
        .ifPresent(
            announcement -> {
              Set<String> leftovers = new LinkedHashSet<>(announcement.topics());
              leftovers.removeAll(current);
              leftovers.forEach(topic -> link.publishRetained(topic, ""));
              registry.remember(
                  new Announcement(
                      description.id(), discoveryTopic, announcement.payload(), current));
            });
  }

  /**
   * Returns the payload to publish next: the description's own, or, as long as Home Assistant may
   * hold components that vanished, one that takes them out.
   */
  private ObjectNode next() {
    ObjectNode wanted = payloads.tree(description);
    Map<String, String> vanished = platforms(announced());
    vanished.entrySet().removeAll(platforms(wanted).entrySet());
    if (vanished.keySet().stream().allMatch(this::wasTakenOut)) {
      return wanted;
    }
    ObjectNode components = (ObjectNode) wanted.path("components");
    vanished.forEach((key, platform) -> components.putObject(key).put("platform", platform));
    return wanted;
  }

  private boolean wasTakenOut(String component) {
    return sent != null && sent.path("components").path(component).size() == 1;
  }

  private @Nullable ObjectNode announced() {
    return sent != null
        ? sent
        : registry.at(discoveryTopic).map(Announcement::payload).orElse(null);
  }

  private static Map<String, String> platforms(@Nullable ObjectNode payload) {
    Map<String, String> platforms = new LinkedHashMap<>();
    if (payload != null) {
      payload
          .path("components")
          .forEachEntry(
              (key, component) -> platforms.put(key, component.path("platform").asString("")));
    }
    return platforms;
  }

  private String label() {
    return "'" + description.name() + "' (" + description.id() + ")";
  }
}
