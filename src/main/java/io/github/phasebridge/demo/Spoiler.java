package io.github.phasebridge.demo;

import io.github.phasebridge.demo.CloudAnswer.Ending;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns right answers into wrong ones.
 *
 * @param mapper reads and writes JSON
 * @param rejection makes the vendor's form of a refusal from a text
 * @param wrongShape JSON that looks like an answer but has no object or list as {@code data}
 */
record Spoiler(JsonMapper mapper, UnaryOperator<String> rejection, String wrongShape) {

  private static final int ONE_MEBIBYTE = 1 << 20;

  /** Returns what a misbehaving cloud sends instead of a right answer. */
  CloudAnswer spoil(Misbehaviour misbehaviour, CloudAnswer right) {
    CloudAnswer wrong =
        switch (misbehaviour) {
          case Misbehaviour.EmptyBody _ -> CloudAnswer.json(200, "", "");
          case Misbehaviour.JsonNull _ -> CloudAnswer.json(200, "null", "");
          case Misbehaviour.Rejected(String message) ->
              CloudAnswer.json(200, rejection.apply(message), "");
          case Misbehaviour.TooManyRequests(Duration retryAfter) -> {
            CloudAnswer bare = CloudAnswer.text(429, "text/plain", "Too many requests", "");
            yield retryAfter == null
                ? bare
                : bare.withHeader("Retry-After", Long.toString(retryAfter.toSeconds()));
          }
          case Misbehaviour.Unauthorized _ -> CloudAnswer.json(401, "", "");
          case Misbehaviour.Status(int status) ->
              CloudAnswer.text(status, "text/plain", "Something went wrong", "");
          case Misbehaviour.WebPage _ ->
              CloudAnswer.text(
                  200, "text/html", "<!DOCTYPE html><html><title>Maintenance</title></html>", "");
          case Misbehaviour.Slow(Duration by) -> right.delayed(by);
          case Misbehaviour.CutBody _ -> right.withEnding(Ending.CUT);
          case Misbehaviour.HugeBody _ -> right.withBody(right.body() + " ".repeat(ONE_MEBIBYTE));
          case Misbehaviour.Numbers(Misbehaviour.Numbers.Form form) ->
              right.withBody(respelled(right.body(), form));
          case Misbehaviour.WrongShape _ -> right.withBody(wrongShape);
          case Misbehaviour.NoAnswer _ -> right.withEnding(Ending.NOTHING);
          case Misbehaviour.Redirect(URI to) ->
              CloudAnswer.text(302, "text/plain", "", "").withHeader("Location", to.toString());
        };
    return wrong.told(misbehaviour.toString());
  }

  private String respelled(String body, Misbehaviour.Numbers.Form form) {
    try {
      return mapper.writeValueAsString(respelled(mapper.readTree(body), form));
    } catch (JacksonException e) {
      return body;
    }
  }

  private static JsonNode respelled(JsonNode node, Misbehaviour.Numbers.Form form) {
    if (node.isNumber()) {
      return respelledNumber(node.decimalValue().toPlainString(), form);
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, respelled(array.get(i), form));
      }
    } else if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : object.properties()) {
        property.setValue(respelled(property.getValue(), form));
      }
    }
    return node;
  }

  private static JsonNode respelledNumber(String number, Misbehaviour.Numbers.Form form) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (form) {
      case TEXT -> nodes.stringNode(number);
      case DECIMAL_COMMA -> nodes.stringNode(number.replace('.', ','));
      case NULL -> nodes.nullNode();
      case NONSENSE -> nodes.stringNode("n/a");
    };
  }
}
