package io.github.phasebridge.thingboot;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The envelope of all answers: {@code code}, {@code data}, {@code msg} (documented).
 *
 * @param code the vendor's code; some pages type it as a text
 * @param message the vendor's words, may be empty
 * @param whole the whole envelope
 */
record VendorAnswer(int code, String message, JsonNode whole) {

  static final int SUCCESS = 200;

  /** Keeps the digits that are sent. */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** Reads a body; empty if it is no envelope with a code. */
  static Optional<VendorAnswer> read(String body) {
    try {
      JsonNode root = JSON.readTree(body);
      String code = root.path("code").asString("").strip();
      return code.matches("-?[0-9]{1,9}")
          ? Optional.of(
              new VendorAnswer(Integer.parseInt(code), root.path("msg").asString(""), root))
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /** Returns the text of a body {@code {"error":"..."}}, empty if it holds none. */
  static String error(String body) {
    try {
      return JSON.readTree(body).path("error").asString("");
    } catch (JacksonException _) {
      return "";
    }
  }

  boolean successful() {
    return code == SUCCESS;
  }

  /** Returns what {@code data} holds, a missing node for nothing. */
  JsonNode data() {
    return whole.path("data");
  }
}
