package io.github.phasebridge.thingboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The state in a message: under a name that says so, else {@code data}'s own fields, else the
 * message's own, as far as these are no fields of an envelope. What only repeats an order is no
 * state.
 */
final class PushState {

  private static final String[] STATE = {"state", "status", "attributes", "properties", "params"};

  private static final Set<String> ENVELOPE =
      Stream.of(
              List.of("mid", "msgid", "messageid", "ts", "time", "timestamp", "sign", "topic"),
              List.of("device", "deviceid", "devicekey", "devicecode", "devicename", "gateway"),
              List.of("id", "key", "name", "product", "productid", "productkey", "online"),
              List.of("type", "msgtype", "messagetype", "pushtype", "eventtype", "kind"),
              List.of("event", "eventname", "extra", "code", "error", "ret", "result", "value"),
              List.of("order", "query", "clear", "system", "point", "reset", "config"),
              List.of("appid", "token", "secret", "lang", "debug"),
              List.of(PushBody.CONTENT),
              List.of(STATE))
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableSet());

  private PushState() {}

  /** Reads the state wherever it may stand. */
  static Report read(PushLayers layers) {
    ObjectNode named = named(layers);
    return report(layers, named.isEmpty() ? unnamed(layers) : named);
  }

  /**
   * Reads only what is called a state: the other fields of a message that refuses an order may
   * repeat what was ordered.
   */
  static Report readNamed(PushLayers layers) {
    return report(layers, named(layers));
  }

  /** Reads the state of one property: {@code {"name":"power","data":1}}. */
  static Report readSingle(PushLayers layers) {
    ObjectNode single = JsonNodeFactory.instance.objectNode();
    JsonNode value = layers.find(PushBody.CONTENT);
    String name = layers.<String>innermost(fields -> fields.text("name"));
    if (name != null && value.isValueNode() && !value.isMissingNode()) {
      single.set(name, value);
    }
    return report(layers, single);
  }

  /** Returns whether a field of this name is part of an envelope and no property. */
  static boolean isEnvelope(String name) {
    return ENVELOPE.contains(PushFields.canonical(name));
  }

  private static ObjectNode named(PushLayers layers) {
    return layers
        .all(STATE)
        .map(PushState::own)
        .filter(own -> !own.isEmpty())
        .findFirst()
        .orElseGet(JsonNodeFactory.instance::objectNode);
  }

  private static ObjectNode unnamed(PushLayers layers) {
    return layers.objects().reversed().stream()
        .map(PushState::own)
        .filter(own -> !own.isEmpty())
        .findFirst()
        .orElseGet(JsonNodeFactory.instance::objectNode);
  }

  /** Adds the facts about firmware and network, which may stand anywhere. */
  private static Report report(PushLayers layers, ObjectNode properties) {
    Report whole = ReportReader.read(properties, properties);
    List<JsonNode> objects = new ArrayList<>(layers.objects());
    layers.all(STATE).filter(JsonNode::isObject).forEach(objects::add);
    for (JsonNode object : objects) {
      Report part = ReportReader.read(object, JsonNodeFactory.instance.objectNode());
      whole =
          new Report(
              whole.properties(),
              whole.firmware() == null ? part.firmware() : whole.firmware(),
              whole.signal() == null ? part.signal() : whole.signal(),
              whole.ip() == null ? part.ip() : whole.ip());
    }
    return whole;
  }

  /** Leaves out what is no property; JSON's null is one, whose value is unknown. */
  private static ObjectNode own(JsonNode object) {
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getValue().isValueNode()
          && !PushReply.isFine(field.getValue())
          && !isEnvelope(field.getKey())) {
        own.set(field.getKey(), field.getValue());
      }
    }
    return own;
  }
}
