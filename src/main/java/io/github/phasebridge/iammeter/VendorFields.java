package io.github.phasebridge.iammeter;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Fields of the vendor's JSON objects, whose names are found in any case: the vendor's texts write
 * {@code Data} and {@code data}, {@code Successful} and {@code successful}.
 */
final class VendorFields {

  private static final int LONGEST_TEXT = 200;

  private VendorFields() {}

  /**
   * Finds the first of several spellings.
   *
   * @return the value, which may be JSON's null; empty if the object has none of the fields, or if
   *     it is no object
   */
  static Optional<JsonNode> find(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode exact = object.get(name);
      if (exact != null) {
        return Optional.of(exact);
      }
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (field.getKey().equalsIgnoreCase(name)) {
          return Optional.of(field.getValue());
        }
      }
    }
    return Optional.empty();
  }

  /** Returns a text or number field as one trimmed line; empty if absent, null or anything else. */
  static String text(JsonNode object, String... names) {
    return find(object, names).map(VendorFields::text).orElse("");
  }

  /** Returns a text or number as one trimmed line; empty for anything else. */
  static String text(JsonNode value) {
    if (!value.isString() && !value.isNumber()) {
      return "";
    }
    String text = value.asString().replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ").strip();
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }
}
