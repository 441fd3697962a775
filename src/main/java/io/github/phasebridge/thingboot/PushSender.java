package io.github.phasebridge.thingboot;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which device a message is about. The vendor's interface calls it {@code device}; an {@code id} or
 * {@code key} beside it may be something else, so these count only where nothing better stands.
 */
final class PushSender {

  private static final String[] CERTAIN = {"device", "deviceid"};
  private static final String[] LIKELY = {"id", "devicekey", "devicecode", "key"};
  private static final String[] INSIDE = {"id", "deviceid", "device", "devicekey", "key"};

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private PushSender() {}

  /** Returns the device's id, or a sentence's end that says why there is none. */
  static Found find(PushLayers layers, @Nullable String known) {
    Optional<String> certain = first(layers, CERTAIN);
    if (known != null && !known.isBlank()) {
      return certain.filter(named -> isOther(named, known)).isPresent()
          ? new Found(null, "a message of another device than its address names")
          : new Found(known.strip(), "");
    }
    return certain
        .or(() -> first(layers, LIKELY))
        .map(id -> new Found(id, ""))
        .orElseGet(() -> new Found(null, "a message that names no device"));
  }

  /**
   * A device or why there is none.
   *
   * @param device the id, null if there is none
   * @param problem empty if there is a device
   */
  record Found(@Nullable String device, String problem) {}

  /** A key and an id may name the same device, two different numbers never do. */
  private static boolean isOther(String named, String known) {
    return NUMBER.matcher(named).matches()
        && NUMBER.matcher(known.strip()).matches()
        && !named.equals(known.strip());
  }

  private static Optional<String> first(PushLayers layers, String[] names) {
    return layers.all(names).map(PushSender::id).filter(id -> !id.isEmpty()).findFirst();
  }

  private static String id(JsonNode value) {
    String text =
        value.isObject() ? PushFields.of(value).text(INSIDE).orElse("") : PushFields.text(value);
    return ID.matcher(text).matches() ? text : "";
  }
}
