package io.github.phasebridge.thingboot;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Finds the list in an answer's data: the data itself (documented), or a likely field of it. */
final class VendorLists {

  private static final List<String> FIELDS =
      List.of("list", "devices", "products", "items", "rows", "records", "data");

  private VendorLists() {}

  /** Returns the list's elements; empty if there is no list. */
  static Optional<List<JsonNode>> elements(JsonNode data) {
    PushFields fields = PushFields.of(data);
    return Stream.concat(Stream.of(data), FIELDS.stream().map(fields::get))
        .filter(JsonNode::isArray)
        .findFirst()
        .map(list -> list.values().stream().toList());
  }
}
