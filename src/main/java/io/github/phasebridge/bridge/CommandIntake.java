package io.github.phasebridge.bridge;

import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.mqtt.InboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns messages on {@code <base>/<device>/<key>/set} into commands, or refuses them with a reason.
 * A command that is retained, malformed, unknown, stale or one of too many is refused here, whoever
 * it is for; what a device makes of a valid one is its source's affair.
 */
final class CommandIntake {

  /** A command that waited longer is dead: nobody expects a relay to move so late. */
  static final Duration LIFE = Duration.ofSeconds(10);

  /** More commands than this within a second for one device are a mistake, not a wish. */
  static final int PER_SECOND = 5;

  private static final int LONGEST_PAYLOAD = 1024;
  private static final int LONGEST_ID = 64;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** What became of a message. */
  sealed interface Taken {}

  /** Somebody took a retained message away from the broker; nothing is wanted of us. */
  record Nothing() implements Taken {}

  /** It is a command. */
  record Valid(Command command) implements Taken {}

  /** It is not carried out; the sender gets the reason as a result. */
  record Refused(DeviceId device, String key, String payload, String id, String reason)
      implements Taken {}

  private final InstantSource clock;
  private final Supplier<String> ids;
  private final Map<DeviceId, Deque<Instant>> recent = new HashMap<>();

  /**
   * Creates an intake.
   *
   * @param ids makes an id for a command whose sender gave none
   */
  CommandIntake(InstantSource clock, Supplier<String> ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Takes one message.
   *
   * @param device the device that the topic names
   * @param key the entity that the topic names
   * @param devices finds the description of a device
   */
  Taken take(
      InboundMessage message,
      DeviceId device,
      String key,
      Function<DeviceId, Optional<DeviceDescription>> devices) {
    if (message.retained() && message.payload().isEmpty()) {
      return new Nothing();
    }
    Wish wish = wish(message.payload());
    String id = wish.id() == null ? ids.get() : wish.id();
    String reason = refusal(message, device, key, wish, devices);
    if (reason != null) {
      return new Refused(device, key, shortened(wish.value()), id, reason);
    }
    return new Valid(
        new Command(device, key, wish.value(), id, message.receivedAt(), deadline(message)));
  }

  private @Nullable String refusal(
      InboundMessage message,
      DeviceId device,
      String key,
      Wish wish,
      Function<DeviceId, Optional<DeviceDescription>> devices) {
    if (message.retained()) {
      return "retained: a command must not be kept by the broker; publish it without retain, and"
          + " take the kept one away with an empty retained message";
    }
    if (wish.problem() != null) {
      return wish.problem();
    }
    Optional<DeviceDescription> description = devices.apply(device);
    if (description.isEmpty()) {
      return "no device '" + device + "' is known";
    }
    Optional<Entity> entity = description.get().entity(key);
    if (entity.isEmpty()) {
      return "'" + device + "' has no '" + key + "'";
    }
    String unfit = unfit(entity.get(), wish.value());
    if (unfit != null) {
      return unfit;
    }
    if (clock.instant().isAfter(deadline(message))) {
      return "too late: it waited longer than its time";
    }
    if (tooMany(device)) {
      return "more than " + PER_SECOND + " commands within a second";
    }
    return null;
  }

  private static Instant deadline(InboundMessage message) {
    Duration expiry = message.expiry();
    Duration life = expiry != null && expiry.compareTo(LIFE) < 0 ? expiry : LIFE;
    return message.receivedAt().plus(life);
  }

  /** Returns why this entity does not take this value, or null if it does. */
  private static @Nullable String unfit(Entity entity, String value) {
    List<String> allowed =
        switch (entity) {
          case Entity.Switch _ -> List.of("ON", "OFF", "TOGGLE");
          case Entity.Button _ -> List.of("PRESS");
          case Entity.Choice choice ->
              choice.options().stream().map(Entity.Choice.Option::value).toList();
          default -> List.of();
        };
    if (allowed.isEmpty()) {
      return "'" + entity.key() + "' takes no commands";
    }
    return allowed.contains(value)
        ? null
        : "'" + shortened(value) + "' is not allowed; allowed: " + String.join(", ", allowed);
  }

  private boolean tooMany(DeviceId device) {
    Instant now = clock.instant();
    Deque<Instant> times = recent.computeIfAbsent(device, _ -> new ArrayDeque<>());
    // What lies ahead was counted before the clock was set back.
    times.removeIf(time -> time.isAfter(now) || !time.isAfter(now.minusSeconds(1)));
    if (times.size() >= PER_SECOND) {
      return true;
    }
    times.addLast(now);
    return false;
  }

  /** What a payload asks for; {@code problem} says why it cannot be understood. */
  private record Wish(String value, @Nullable String id, @Nullable String problem) {}

  private static Wish wish(String payload) {
    if (payload.length() > LONGEST_PAYLOAD) {
      return new Wish(payload, null, "malformed: longer than " + LONGEST_PAYLOAD + " characters");
    }
    String text = payload.strip();
    if (text.isEmpty()) {
      return new Wish("", null, "malformed: empty");
    }
    return text.startsWith("{") ? fromJson(text) : new Wish(text, null, null);
  }

  private static Wish fromJson(String text) {
    JsonNode document;
    try {
      document = JSON.readTree(text);
    } catch (JacksonException _) {
      return new Wish(
          text, null, "malformed: not JSON; expected {\"value\":\"ON\",\"id\":\"...\"}");
    }
    JsonNode value = document.path("value");
    JsonNode id = document.path("id");
    String idText = id.isString() || id.isNumber() ? id.asString() : null;
    if (idText == null && !id.isMissingNode() && !id.isNull()) {
      return new Wish(text, null, "malformed: 'id' must be a text or a number");
    }
    if (idText != null && (idText.isEmpty() || idText.length() > LONGEST_ID)) {
      return new Wish(text, null, "malformed: 'id' must have 1 to " + LONGEST_ID + " characters");
    }
    if (!value.isString() && !value.isNumber()) {
      return new Wish(text, idText, "malformed: 'value' must be a text or a number");
    }
    return new Wish(value.asString().strip(), idText, null);
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }
}
