package io.github.phasebridge.iammeter;

import io.github.phasebridge.http.SecretMask;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The envelope that all answers share: {@code {"data": ..., "successful": true, "message": null}}.
 * Documented, except what an answer over the limit looks like: "the API will return nothing".
 */
final class Envelope {

  private static final int LONGEST_MESSAGE = 200;

  /** History has at most 2000 rows (documented); what is far above is not worth its time. */
  private static final int MOST_ELEMENTS = 5000;

  /** Keeps a meter's digits as they are sent, and reads NaN, which no value then accepts. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final SecretMask mask;

  Envelope(SecretMask mask) {
    this.mask = mask;
  }

  /**
   * Opens the envelope of a successful answer.
   *
   * @param body the whole body
   * @param contentType for the description of a body that is no envelope; empty if unknown
   * @return what {@code data} holds, never JSON's null
   * @throws IammeterFailure {@code OVER_LIMIT} for nothing, {@code REJECTED} for {@code
   *     successful:false}, {@code UNREADABLE} for anything that is no envelope
   */
  JsonNode open(String body, String contentType) throws IammeterFailure {
    if (body.isBlank()) {
      throw overLimit("its body is empty");
    }
    JsonNode root = parse(body, contentType);
    if (root.isNull() || (root.isContainer() && root.isEmpty())) {
      throw overLimit("its body is " + root);
    }
    if (!root.isObject()) {
      throw unreadable("JSON without an envelope (" + kindOf(root) + ")");
    }
    Optional<JsonNode> successful = VendorFields.find(root, "successful", "success");
    if (successful.filter(Envelope::isFalse).isPresent()) {
      throw rejected(root);
    }
    Optional<JsonNode> data = VendorFields.find(root, "data");
    if (data.isEmpty() && successful.isEmpty()) {
      throw unreadable("JSON without the field \"data\"");
    }
    if (data.isEmpty() || data.get().isNull()) {
      throw overLimit("its data is null");
    }
    return data.get();
  }

  /**
   * Returns the vendor's message in the body of an answer with an error status, fit for a sentence;
   * empty if there is none.
   */
  String messageIn(String body) {
    try {
      return message(MAPPER.readTree(body));
    } catch (JacksonException | NumberFormatException e) {
      return "";
    }
  }

  private JsonNode parse(String body, String contentType) throws IammeterFailure {
    try {
      return MAPPER.readTree(body);
    } catch (UnexpectedEndOfInputException e) {
      throw unreadable("JSON that is cut off after " + body.length() + " characters");
    } catch (NumberFormatException e) {
      // Jackson lets it through where an exponent is beyond what a BigDecimal can hold.
      throw unreadable("JSON with a number that is too large");
    } catch (JacksonException e) {
      String type = mask.clean(contentType, 60);
      String named = type.isEmpty() ? "" : " (" + type + ")";
      boolean page =
          body.stripLeading().startsWith("<") || type.toLowerCase(Locale.ROOT).contains("html");
      throw unreadable((page ? "a web page" : "text that is no JSON") + named);
    }
  }

  private IammeterFailure rejected(JsonNode root) {
    String message = message(root);
    return new IammeterFailure(
        Kind.REJECTED,
        message.isEmpty()
            ? "The meter cloud refused the call without giving a reason."
            : "The meter cloud refused the call: " + message);
  }

  private String message(JsonNode root) {
    return mask.clean(
        VendorFields.find(root, "message", "msg", "error")
            .filter(JsonNode::isString)
            .map(JsonNode::stringValue)
            .orElse(""),
        LONGEST_MESSAGE);
  }

  private static boolean isFalse(JsonNode successful) {
    return List.of("false", "0").contains(VendorFields.text(successful).toLowerCase(Locale.ROOT))
        || (successful.isBoolean() && !successful.booleanValue());
  }

  private static IammeterFailure overLimit(String what) {
    return new IammeterFailure(
        Kind.OVER_LIMIT,
        "The meter cloud answered with nothing ("
            + what
            + "), as it does when its limit of calls is exceeded.");
  }

  /** Returns the elements of data that must be a list of reasonable length. */
  static List<JsonNode> elements(JsonNode data) throws IammeterFailure {
    if (!data.isArray()) {
      throw unreadable("data that is " + kindOf(data) + " and no list");
    }
    if (data.size() > MOST_ELEMENTS) {
      throw unreadable("a list of " + data.size() + " elements");
    }
    return data.values().stream().toList();
  }

  /** Makes the failure for an answer of another form, told by a short description. */
  static IammeterFailure unreadable(String what) {
    return new IammeterFailure(
        Kind.UNREADABLE, "The meter cloud's answer cannot be read: it is " + what + ".");
  }

  /** Names the form of a value, for descriptions of unexpected ones. */
  static String kindOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      default -> "nothing";
    };
  }
}
