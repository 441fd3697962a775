package io.github.phasebridge.thingboot;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What sort of message one is, and the name of what happened. A field that names the type is
 * believed first, then the name of an event, then what the message holds. A number as type means
 * nothing to us: the vendor does not say which number is which.
 *
 * @param type null if nothing tells
 * @param name the event's name, empty for what is no event
 */
record PushType(PushMessage.@Nullable Type type, String name) {

  private static final Map<String, PushMessage.Type> WORDS =
      Map.ofEntries(
          Map.entry("order", PushMessage.Type.ORDER),
          Map.entry("event", PushMessage.Type.EVENT),
          Map.entry("state", PushMessage.Type.STATE),
          Map.entry("status", PushMessage.Type.STATE),
          Map.entry("online", PushMessage.Type.ONLINE),
          Map.entry("offline", PushMessage.Type.OFFLINE));

  private static final String[] TYPE = {
    "type", "msgtype", "messagetype", "pushtype", "eventtype", "kind", "topic"
  };

  /** Types that would name a sort of message, not what happened. */
  private static final Set<String> SORTS =
      Set.of(
          "push",
          "message",
          "msg",
          "report",
          "notify",
          "notice",
          "data",
          "device",
          "property",
          "properties",
          "attribute",
          "attributes",
          "update",
          "upload",
          "thing");

  /** The one event that all the vendor's products have (documented). */
  private static final String BOOT = "boot";

  /** The vendor's events that also a field for the sort of a message may name, alone or not. */
  private static final Pattern KNOWN_EVENT =
      Pattern.compile("boot|btn\\d*", Pattern.CASE_INSENSITIVE);

  private static final Pattern NO_LETTERS = Pattern.compile("[^a-z]+");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w.-]{0,63}");

  /**
   * Decides.
   *
   * @param answers whether the message has something that only the answer to an order has
   * @param marked whether it carries the mark of an order
   * @param reports whether it carries any state
   */
  static PushType of(PushLayers layers, boolean answers, boolean marked, boolean reports) {
    String event = eventName(layers);
    String name = name(layers.<String>innermost(fields -> fields.text("name")));
    String happened = event.isEmpty() ? name : event;
    PushMessage.Type said = said(layers);
    if (said != null) {
      return told(said, happened, layers);
    }
    if (!event.isEmpty()) {
      return named(event);
    }
    Optional<String> kind =
        layers.all(TYPE).map(PushFields::text).filter(KNOWN_EVENT.asMatchPredicate()).findFirst();
    if (kind.isPresent()) {
      return named(kind.get());
    }
    if (marked) {
      // A name beside it is the device's: what happened by itself answers no order.
      return new PushType(PushMessage.Type.ORDER, "");
    }
    if (!name.isEmpty()) {
      return named(name);
    }
    if (answers) {
      return new PushType(PushMessage.Type.ORDER, "");
    }
    String unknown = name(layers.<String>innermost(fields -> fields.text("type")));
    if (!unknown.isEmpty() && !SORTS.contains(unknown.toLowerCase(Locale.ROOT))) {
      // A type that is no sort of message names what happened: {"type":"btn1"}.
      return named(unknown);
    }
    Boolean online = online(layers);
    if (online != null) {
      return connection(online);
    }
    return new PushType(reports ? PushMessage.Type.STATE : null, "");
  }

  /** Returns the type that a field names in words. */
  private static PushMessage.@Nullable Type said(PushLayers layers) {
    Optional<PushMessage.Type> field =
        layers.all(TYPE).map(PushType::typeIn).filter(Objects::nonNull).findFirst();
    return field
        .or(() -> layers.all("event").map(PushType::exactType).filter(Objects::nonNull).findFirst())
        .orElse(null);
  }

  private static PushType told(PushMessage.Type said, String name, PushLayers layers) {
    return switch (said) {
      case EVENT -> {
        PushType named = named(name);
        yield named.type == PushMessage.Type.ONLINE || named.type == PushMessage.Type.OFFLINE
            ? named
            : new PushType(PushMessage.Type.EVENT, named.name);
      }
      case ONLINE, OFFLINE -> {
        // The type may name the sort, "online or not", and the flag which of them it is.
        Boolean flag = flag(layers.find("online", "state", "status", "data", "value"));
        yield connection(
            flag == null
                ? said == PushMessage.Type.ONLINE
                : flag && said == PushMessage.Type.ONLINE);
      }
      case ORDER, STATE -> new PushType(said, "");
    };
  }

  private static PushType named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    PushMessage.Type word = WORDS.getOrDefault(lower, PushMessage.Type.EVENT);
    return switch (word) {
      case ONLINE, OFFLINE -> new PushType(word, lower);
      case EVENT -> new PushType(word, lower.equals(BOOT) ? BOOT : name);
      case ORDER, STATE -> new PushType(word, "");
    };
  }

  private static PushType connection(boolean online) {
    return online
        ? new PushType(PushMessage.Type.ONLINE, "online")
        : new PushType(PushMessage.Type.OFFLINE, "offline");
  }

  private static String eventName(PushLayers layers) {
    String text =
        layers.<String>innermost(
            fields -> {
              JsonNode event = fields.get("event");
              return event.isObject()
                  ? PushFields.of(event).text("name", "event")
                  : fields.text("event", "eventname", "eventtype");
            });
    return exactType(text) == null || isConnection(text) ? name(text) : "";
  }

  private static boolean isConnection(@Nullable String text) {
    PushMessage.Type type = exactType(text);
    return type == PushMessage.Type.ONLINE || type == PushMessage.Type.OFFLINE;
  }

  private static String name(@Nullable String text) {
    return text != null && NAME.matcher(text).matches() ? text : "";
  }

  private static PushMessage.@Nullable Type exactType(JsonNode value) {
    return exactType(PushFields.text(value));
  }

  private static PushMessage.@Nullable Type exactType(@Nullable String text) {
    return text == null ? null : WORDS.get(text.toLowerCase(Locale.ROOT));
  }

  /** Reads {@code event}, {@code device_online}, {@code thing/x/y/order/client}. */
  private static PushMessage.@Nullable Type typeIn(JsonNode value) {
    String text = PushFields.text(value);
    String lower = HUMP.matcher(text).replaceAll("/").toLowerCase(Locale.ROOT);
    Set<PushMessage.Type> found =
        Arrays.stream(NO_LETTERS.split(lower))
            .map(WORDS::get)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return found.size() == 1 ? found.iterator().next() : null;
  }

  /** Returns what a message without type and name says about the device's connection. */
  private static @Nullable Boolean online(PushLayers layers) {
    JsonNode flag = layers.find("online");
    if (!flag.isMissingNode()) {
      return flag(flag);
    }
    return layers
        .all("state", "status")
        .filter(state -> isConnection(PushFields.text(state)))
        .map(PushType::flag)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Boolean flag(JsonNode value) {
    if (value.isObject()) {
      JsonNode inside = PushFields.of(value).get("state", "online", "status");
      return inside.isObject() ? null : flag(inside);
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    return switch (PushFields.word(value)) {
      case "1", "true", "online" -> true;
      case "0", "false", "offline" -> false;
      default -> null;
    };
  }
}
