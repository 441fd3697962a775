package io.github.phasebridge.thingboot;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The fields of one object of the vendor's, found by their names in any spelling: {@code msg_type},
 * {@code msgType} and {@code MsgType} are the same field. Names are asked for in lower case without
 * separators.
 */
final class PushFields {

  private static final int LONGEST_TEXT = 200;

  private static final Pattern SEPARATORS = Pattern.compile("[_-]");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]");

  private final Map<String, JsonNode> byName = new HashMap<>();

  private PushFields() {}

  /** Looks into an object; what is no object has no fields, and JSON's null says nothing. */
  static PushFields of(JsonNode object) {
    PushFields fields = new PushFields();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!field.getValue().isNull()) {
        fields.byName.putIfAbsent(canonical(field.getKey()), field.getValue());
      }
    }
    return fields;
  }

  /** Returns the one spelling of a field's name that is compared. */
  static String canonical(String name) {
    return SEPARATORS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
  }

  /** Returns the first of several fields that is there, else a missing node. */
  JsonNode get(String... names) {
    for (String name : names) {
      JsonNode value = byName.get(name);
      if (value != null) {
        return value;
      }
    }
    return MissingNode.getInstance();
  }

  /** Returns the first of several fields that is not empty as a {@link #text}. */
  Optional<String> text(String... names) {
    for (String name : names) {
      String text = text(get(name));
      if (!text.isEmpty()) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }

  /** Returns a text or a whole number as one trimmed line; empty for anything else. */
  static String text(JsonNode value) {
    if (!value.isString() && !value.isIntegralNumber()) {
      return "";
    }
    String text = UNPRINTABLE.matcher(value.asString()).replaceAll(" ").strip();
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }

  /** Returns a text or a whole number as {@link #text(JsonNode)}, in lower case. */
  static String word(JsonNode value) {
    return text(value).toLowerCase(Locale.ROOT);
  }
}
