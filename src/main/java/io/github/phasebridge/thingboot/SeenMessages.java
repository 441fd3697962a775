package io.github.phasebridge.thingboot;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Remembers one device's messages, so that a repeated one is recognized: at least the last 512 and
 * all of the last 10 minutes, unless there are absurdly many, and none for longer than an hour.
 */
final class SeenMessages {

  private static final int FEW = 512;
  private static final int MANY = 4 * FEW;

  private static final Duration SHORT = Duration.ofMinutes(10);
  private static final Duration LONG = Duration.ofHours(1);

  private final Map<Identity, Instant> seen = new LinkedHashMap<>();

  /**
   * What makes two messages the same one: their id, else their time and content. An id alone is not
   * enough, since the answer to an order, the event and the state that it causes, or both ends of a
   * pulse, may carry the id of the order.
   */
  private record Identity(
      @Nullable String mid,
      @Nullable Instant at,
      PushMessage.Type type,
      String name,
      @Nullable UUID content) {}

  /** Returns whether a message was seen before, and remembers it. */
  boolean isRepeated(PushMessage message, Instant receivedAt) {
    if (message.mid() == null && message.at() == null) {
      return false;
    }
    Identity identity = identity(message);
    if (seen.containsKey(identity)) {
      return true;
    }
    seen.put(identity, receivedAt);
    forget(receivedAt);
    return false;
  }

  private static Identity identity(PushMessage message) {
    boolean state =
        message.type() == PushMessage.Type.STATE || message.type() == PushMessage.Type.ORDER;
    return new Identity(
        message.mid(),
        message.mid() == null ? message.at() : null,
        message.type(),
        message.name(),
        state || message.mid() == null ? content(message) : null);
  }

  /** A short stand-in for the whole content, which need not be kept. */
  private static UUID content(PushMessage message) {
    return UUID.nameUUIDFromBytes(message.content().toString().getBytes(StandardCharsets.UTF_8));
  }

  private void forget(Instant now) {
    Iterator<Instant> eldest = seen.values().iterator();
    while (eldest.hasNext()) {
      Duration age = Duration.between(eldest.next(), now);
      boolean forgettable = seen.size() > FEW && age.compareTo(SHORT) > 0;
      if (!forgettable && seen.size() <= MANY && age.compareTo(LONG) <= 0) {
        return;
      }
      eldest.remove();
    }
  }
}
