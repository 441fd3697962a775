package io.github.phasebridge.homeassistant;

import io.github.phasebridge.mqtt.BrokerLink;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one device out of Home Assistant and its retained topics out of the broker. Home Assistant
 * can only remove what it saw announced since it started, so the last payload comes once more
 * before the empty one; and it must have let go of the state topics before they are emptied, or its
 * templates complain. Begins anew if the broker goes away meanwhile.
 */
final class Withdrawal {

  /** How long Home Assistant is given to take in the last payload. */
  static final Duration TAKE_IN = Duration.ofSeconds(2);

  /** How long Home Assistant is given to let go of the device. */
  static final Duration LET_GO = Duration.ofSeconds(3);

  /** How long the broker is given to acknowledge everything. */
  static final Duration ACKNOWLEDGE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Withdrawal.class);

  private final Announcement announcement;
  private final boolean announceFirst;
  private final BrokerLink link;
  private final AnnouncementRegistry registry;
  private final Turns turns;
  private final Runnable done;

  private boolean running;
  private boolean emptied;
  private boolean ended;

  /**
   * Creates one that has not begun.
   *
   * @param announceFirst whether Home Assistant may still have the device; if not, only the
   *     retained topics are cleared
   * @param done is called after the last step
   */
  Withdrawal(
      Announcement announcement,
      boolean announceFirst,
      BrokerLink link,
      AnnouncementRegistry registry,
      Turns turns,
      Runnable done) {
    this.announcement = announcement;
    this.announceFirst = announceFirst;
    this.link = link;
    this.registry = registry;
    this.turns = turns;
    this.done = done;
  }

  /** Begins, unless it runs or the broker is away. */
  void begin() {
    if (running || ended || !link.connected()) {
      return;
    }
    running = true;
    if (announceFirst) {
      link.publishRetained(announcement.discoveryTopic(), announcement.payload().toString());
      after(TAKE_IN, this::empty);
    } else {
      after(Duration.ZERO, this::clear);
    }
  }

  /** Ends it where it is; returns whether the discovery topic was emptied already. */
  boolean cancel() {
    ended = true;
    return emptied;
  }

  private void empty() {
    emptied = true;
    link.publishRetained(announcement.discoveryTopic(), "");
    after(LET_GO, this::clear);
  }

  private void clear() {
    announcement.topics().forEach(topic -> link.publishRetained(topic, ""));
    after(ACKNOWLEDGE, this::finish);
  }

  private void finish() {
    ended = true;
    registry.forget(announcement.discoveryTopic());
    LOG.info(
        "'{}' ({}) was withdrawn from Home Assistant", announcement.name(), announcement.device());
    done.run();
  }

  private void after(Duration delay, Runnable step) {
    turns.after(
        delay,
        () -> {
          if (ended) {
            return;
          }
          if (link.connected()) {
            step.run();
          } else {
            running = false;
          }
        });
  }
}
