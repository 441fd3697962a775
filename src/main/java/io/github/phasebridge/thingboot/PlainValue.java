package io.github.phasebridge.thingboot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * JSON as plain Java values, fit for attributes: texts, numbers, true and false, lists and maps in
 * the vendor's order. Texts that are numbers become numbers; JSON's null becomes an empty text.
 */
final class PlainValue {

  private PlainValue() {}

  /** Returns the value. */
  static Object of(JsonNode node) {
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.values().forEach(element -> list.add(of(element)));
      return list;
    }
    return node.isObject() ? mapOf(node) : scalar(node);
  }

  /** Returns an object's fields. */
  static Map<String, Object> mapOf(JsonNode object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object.properties().forEach(field -> map.put(field.getKey(), of(field.getValue())));
    return map;
  }

  private static Object scalar(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return PlainNumber.read(node)
        .<Object>map(number -> number)
        .orElseGet(() -> node.isNull() ? "" : PushFields.text(node));
  }
}
