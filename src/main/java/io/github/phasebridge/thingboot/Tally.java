package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Telemetry;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts messages by type, and what cannot be made use of in them, so that this is said once an
 * hour and not each time.
 */
final class Tally {

  private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

  /** What comes from outside is only logged if it looks like a name. */
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final Telemetry telemetry;
  private int unreadable;
  private String lastProblem = "";
  private int unknownEvents;
  private String lastEvent = "";

  Tally(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  /** Counts a message that has an effect. */
  void taken(PushMessage.Type type) {
    push(type == PushMessage.Type.STATE ? "report" : type.name().toLowerCase(Locale.ROOT));
  }

  /** Counts a message that came before. */
  void repeated() {
    push("repeated");
  }

  /** Counts a message about a relay that is not bridged, or not over the way that it came. */
  void ignored() {
    push("ignored");
  }

  private void push(String type) {
    telemetry.push(ThingbootSource.NAME, type);
  }

  /**
   * Counts a message, or a part of one, that cannot be read.
   *
   * @param problem why, without its content
   */
  void unreadable(String problem) {
    LOG.debug("A message cannot be read: {}", problem);
    push("unreadable");
    unreadable++;
    lastProblem = problem;
  }

  /** Counts an event that the product's definition does not have; its state is used. */
  void unknownEvent(String product, String name) {
    unknownEvents++;
    lastEvent = FORM.matcher(name).matches() ? name : "(unusual name)";
    LOG.debug("The product {} has no event '{}'; its state is used.", product, lastEvent);
  }

  /** Says what came together, and begins anew. */
  void say() {
    if (unreadable > 0) {
      LOG.warn(
          "{} of ThingBoot could not be read in the last hour, the last one because: {}. With"
              + " log.raw-messages = true the log shows them, so that they can be reported.",
          unreadable == 1 ? "1 message" : unreadable + " messages",
          lastProblem);
    }
    if (unknownEvents > 0) {
      LOG.info(
          "{} in the last hour that no product definition has, the last one '{}'; their state was"
              + " used.",
          unknownEvents == 1 ? "1 event" : unknownEvents + " events",
          lastEvent);
    }
    unreadable = 0;
    unknownEvents = 0;
  }
}
