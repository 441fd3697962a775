package io.github.phasebridge.thingboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The objects of which a message consists, one in another: an envelope, its {@code data}, the event
 * in it. Nobody knows which fields stand in which of them.
 */
final class PushLayers {

  /** Objects that hold the content of the one around them. */
  private static final String[] CONTENTS = {"event", "result"};

  private static final int MOST = 8;

  private final List<JsonNode> objects = new ArrayList<>();
  private final List<PushFields> fields = new ArrayList<>();

  /** Finds the layers of a message. */
  PushLayers(JsonNode message) {
    add(message);
    for (int i = 0; i < objects.size(); i++) {
      for (String[] names : List.of(PushBody.CONTENT, CONTENTS)) {
        for (String name : names) {
          add(fields.get(i).get(name));
        }
      }
    }
  }

  private void add(JsonNode object) {
    if (object.isObject() && objects.size() < MOST) {
      objects.add(object);
      fields.add(PushFields.of(object));
    }
  }

  /** Returns the layers, the outermost first. */
  List<JsonNode> objects() {
    return objects;
  }

  /** Returns the fields of each layer, the outermost first. */
  Stream<PushFields> fields() {
    return fields.stream();
  }

  /** Returns what the outermost layer that has it says. */
  <T> @Nullable T outermost(Function<PushFields, Optional<T>> wanted) {
    return fields.stream().map(wanted).flatMap(Optional::stream).findFirst().orElse(null);
  }

  /** Returns what the innermost layer that has it says. */
  <T> @Nullable T innermost(Function<PushFields, Optional<T>> wanted) {
    return fields.reversed().stream()
        .map(wanted)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(null);
  }

  /** Returns the first of these fields in the outermost layer that has any, else a missing node. */
  JsonNode find(String... names) {
    return fields.stream()
        .map(layer -> layer.get(names))
        .filter(value -> !value.isMissingNode())
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** Returns every value of these fields, those of the outermost layer first. */
  Stream<JsonNode> all(String... names) {
    return fields.stream()
        .flatMap(layer -> Stream.of(names).map(layer::get))
        .filter(value -> !value.isMissingNode());
  }
}
