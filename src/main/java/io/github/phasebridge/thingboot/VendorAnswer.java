package io.github.phasebridge.thingboot;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
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
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** Digits of a Unix time in seconds and in milliseconds, in our days. */
  private static final int SECONDS_DIGITS = 10;

  private static final int MILLIS_DIGITS = 13;

  /** Reads a body; empty if it is no envelope with a code. */
  static Optional<VendorAnswer> read(String body) {
    return json(body).flatMap(VendorAnswer::of);
  }

  /** Reads any JSON; empty if it is none. */
  static Optional<JsonNode> json(String body) {
    try {
      return Optional.of(JSON.readTree(body));
    } catch (JacksonException | NumberFormatException _) {
      // Jackson lets the latter through where an exponent is beyond what a BigDecimal can hold.
      return Optional.empty();
    }
  }

  /** Opens JSON that has a code. */
  static Optional<VendorAnswer> of(JsonNode root) {
    PushFields fields = PushFields.of(root);
    String code = PushFields.text(fields.get("code"));
    return code.matches("-?[0-9]{1,9}")
        ? Optional.of(
            new VendorAnswer(
                Integer.parseInt(code), fields.text("msg", "message").orElse(""), root))
        : Optional.empty();
  }

  /** Says what a body is that is no envelope. */
  static String describe(String body) {
    if (body.isBlank()) {
      return "an empty body";
    }
    try {
      JSON.readTree(body);
      return "JSON without a code";
    } catch (UnexpectedEndOfInputException _) {
      return "JSON that is cut off";
    } catch (JacksonException | NumberFormatException _) {
      return body.stripLeading().startsWith("<") ? "a web page" : "text that is no JSON";
    }
  }

  boolean isSuccessful() {
    return code == SUCCESS;
  }

  /** Returns what {@code data} holds; a missing node for nothing and for JSON's null. */
  JsonNode data() {
    return PushFields.of(whole).get("data");
  }

  /**
   * Returns the cloud's own time, if the answer tells one in any likely field.
   *
   * @param sent the time of the call, which is not the cloud's where the answer repeats it
   */
  Optional<Instant> time(long sent) {
    return Stream.of(whole, data())
        .map(PushFields::of)
        .flatMap(fields -> Stream.of("ts", "time", "timestamp", "now").map(fields::get))
        .map(PushFields::text)
        .filter(text -> text.matches("[0-9]{" + SECONDS_DIGITS + "}|[0-9]{" + MILLIS_DIGITS + "}"))
        .map(Long::valueOf)
        .map(
            number ->
                number < 1_000_000_000_000L
                    ? Instant.ofEpochSecond(number)
                    : Instant.ofEpochMilli(number))
        .filter(time -> time.getEpochSecond() != sent)
        .findFirst();
  }
}
