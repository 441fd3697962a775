package io.github.phasebridge.thingboot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One message that the cloud or a relay sent on its own, in the one form that the rest of the
 * bridge knows.
 *
 * @param device the vendor's id or key of the device
 * @param type what sort of message it is
 * @param name the event's name ({@code boot}, {@code btn1}, {@code online}, ...), else empty; an
 *     event may also have a name that no product knows, or none
 * @param report the state and network facts that it carries
 * @param extra the mark of the order that this answers, null if there is none
 * @param error why the device did not carry the order out, null if it says none
 * @param mid the message's own id, null if it has none
 * @param at the vendor's time of it, null if it has none; not checked against any clock
 * @param content the whole message, JSON in texts opened: somewhere in it may stand the answer to a
 *     query ({@link QueryAnswers}) or the confirmation of a configuration item ({@link
 *     ConfigurationAnswers}), in a message of any type
 */
public record PushMessage(
    String device,
    Type type,
    String name,
    Report report,
    @Nullable String extra,
    @Nullable String error,
    @Nullable String mid,
    @Nullable Instant at,
    JsonNode content) {

  /** What sort of message it is. */
  public enum Type {
    /** The device carried out an order and answered. */
    ORDER,
    /** Something happened at the device. */
    EVENT,
    /** The device reports by itself. */
    STATE,
    /** The device is connected. */
    ONLINE,
    /** The device is not connected any more. */
    OFFLINE
  }

  /** Returns the same message under the id of the device, whatever it calls it. */
  PushMessage from(String id) {
    return device.equals(id)
        ? this
        : new PushMessage(id, type, name, report, extra, error, mid, at, content);
  }
}
