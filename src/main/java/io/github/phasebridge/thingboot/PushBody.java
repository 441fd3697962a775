package io.github.phasebridge.thingboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a body apart into one JSON object per message. JSON that is written as a text inside of
 * JSON or of a form is opened.
 */
final class PushBody {

  /** A message has some hundred characters. */
  static final int MOST_CHARACTERS = 256 * 1024;

  /** The vendor sends one message per body, as far as is known. */
  static final int MOST_MESSAGES = 100;

  private static final int DEEPEST = 24;
  private static final int MOST_TOKENS = 20_000;
  private static final int MOST_TEXTS_IN_TEXTS = 3;

  /** Fields that hold the content of an envelope. */
  static final String[] CONTENT = {"data", "payload", "message", "msg", "body", "content", "json"};

  /** What a list's elements have if they are messages and not, say, the energy of some days. */
  private static final String[] MARKS_OF_A_MESSAGE = {
    "device", "deviceid", "mid", "type", "msgtype", "event", "state", "order"
  };

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxTokenCount(MOST_TOKENS)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final List<JsonNode> messages = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private int leftOut;
  private int noObjects;

  private PushBody() {}

  /** Takes a body apart. */
  static PushBody of(String body) {
    PushBody parts = new PushBody();
    parts.read(body);
    if (parts.noObjects > 0) {
      parts.problems.add(parts.noObjects + " parts that are no JSON objects");
    }
    if (parts.leftOut > 0) {
      parts.problems.add(
          parts.leftOut + " messages beyond the " + MOST_MESSAGES + " that one body may hold");
    }
    return parts;
  }

  /** Returns the messages, each a JSON object, in their order. */
  List<JsonNode> messages() {
    return messages;
  }

  /** Returns what cannot be read, without its content. */
  List<String> problems() {
    return problems;
  }

  private void read(String body) {
    if (body.length() > MOST_CHARACTERS) {
      problems.add("a body of more than " + MOST_CHARACTERS + " characters");
      return;
    }
    // Some senders begin with a byte order mark, which JSON does not allow.
    String text = (body.startsWith("\uFEFF") ? body.substring(1) : body).strip();
    Optional<JsonNode> root = json(text).or(() -> FormBody.read(text));
    if (text.isEmpty()) {
      problems.add("an empty body");
    } else if (root.isEmpty()) {
      problems.add("a body that is neither JSON nor a form");
    } else {
      collect(opened(root.get(), MOST_TEXTS_IN_TEXTS));
    }
  }

  private void collect(JsonNode node) {
    if (node.isArray()) {
      node.values().forEach(this::collect);
    } else if (!node.isObject()) {
      noObjects++;
    } else if (messages.size() == MOST_MESSAGES) {
      leftOut++;
    } else if (listIn(node) instanceof ArrayNode list) {
      list.values().forEach(element -> collectFrom(node, element));
    } else {
      messages.add(node);
    }
  }

  /** Finds the list in an envelope around several messages. */
  private static JsonNode listIn(JsonNode envelope) {
    JsonNode content = PushFields.of(envelope).get(CONTENT);
    boolean messages =
        content.isArray()
            && !content.isEmpty()
            && !PushFields.of(content.get(0)).get(MARKS_OF_A_MESSAGE).isMissingNode();
    return messages ? content : envelope;
  }

  private void collectFrom(JsonNode envelope, JsonNode element) {
    if (!element.isObject()) {
      noObjects++;
    } else if (messages.size() == MOST_MESSAGES) {
      leftOut++;
    } else {
      messages.add(inEnvelope(envelope, element));
    }
  }

  /** Gives an element what the envelope says of all, except the id that only one may have. */
  private static JsonNode inEnvelope(JsonNode envelope, JsonNode element) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : envelope.properties()) {
      if (!field.getValue().isArray() && !PushFields.canonical(field.getKey()).equals("mid")) {
        message.set(field.getKey(), field.getValue());
      }
    }
    return message.set("data", element);
  }

  /** Replaces texts that are JSON by what they say. */
  private static JsonNode opened(JsonNode node, int levels) {
    if (node.isString() && levels > 0) {
      String text = node.stringValue().strip();
      boolean container = text.startsWith("{") || text.startsWith("[");
      return container ? json(text).map(inner -> opened(inner, levels - 1)).orElse(node) : node;
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.values().forEach(element -> copy.add(opened(element, levels)));
      return copy;
    }
    if (node.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(e -> copy.set(e.getKey(), opened(e.getValue(), levels)));
      return copy;
    }
    return node;
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JacksonException | NumberFormatException e) {
      // The second for an exponent beyond what a BigDecimal can hold: Jackson lets it through.
      return Optional.empty();
    }
  }
}
