package io.github.phasebridge.thingboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a message says about the order that it answers, wherever it says it. */
final class PushReply {

  /** Documented as the code of success. */
  private static final String DONE = "200";

  private static final Set<String> FINE = Set.of("ok", "success", "succeeded");

  /** What only orders and their answers hold: the documented commands, and the words of replies. */
  private static final String[] ANSWER = {
    "order", "extra", "ret", "config", "query", "clear", "system", "point", "reset"
  };

  private static final Pattern NUMBER = Pattern.compile("-?\\d+");

  /** Where a bare "ok" says nothing about an order. */
  private static final Set<String> NO_ANSWER = Set.of("msg", "message", "state", "status", "name");

  private final PushLayers layers;
  private final List<PushFields> places = new ArrayList<>();

  PushReply(PushLayers layers) {
    this.layers = layers;
    layers.fields().forEach(places::add);
    layers
        .all("order", "state", "status", "config")
        .forEach(inner -> places.add(PushFields.of(inner)));
  }

  /** Returns the mark of the order, null if there is none. */
  @Nullable String extra() {
    return places.stream()
        .map(place -> place.text("extra"))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(null);
  }

  /** Returns why the order was not carried out, null if nothing says so. */
  @Nullable String error() {
    return places.stream()
        .map(PushReply::errorIn)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** Returns whether something here is said only in the answer to an order. */
  boolean answers() {
    return error() != null
        || layers.all(ANSWER).anyMatch(PushReply::saysSomething)
        || layers.objects().stream()
            .flatMap(object -> object.properties().stream())
            .filter(field -> !NO_ANSWER.contains(PushFields.canonical(field.getKey())))
            .map(Map.Entry::getValue)
            .anyMatch(PushReply::isFine);
  }

  private static boolean saysSomething(JsonNode value) {
    return value.isContainer() ? !value.isEmpty() : !value.asString().isBlank();
  }

  /** Returns whether a value is a bare "done" and no property's value. */
  static boolean isFine(JsonNode value) {
    return value.isString() && FINE.contains(PushFields.word(value));
  }

  /**
   * Returns the refusal that an object's own fields tell: {@code error}, a {@code code} that is not
   * 200, or a {@code ret} that is not {@code ok}; empty if there is none.
   */
  static String errorIn(PushFields place) {
    String error = described(place.get("error"));
    if (!error.isEmpty()) {
      return error;
    }
    String ret = PushFields.text(place.get("ret"));
    if (!ret.isEmpty() && !NUMBER.matcher(ret).matches() && !FINE.contains(lower(ret))) {
      return ret;
    }
    return failed(place.get("code"), PushFields.text(place.get("msg", "message")));
  }

  private static String described(JsonNode error) {
    if (error.isObject()) {
      return PushFields.of(error).text("msg", "message", "error", "code").orElse("");
    }
    if (error.isBoolean()) {
      return error.booleanValue() ? "the device reports an error" : "";
    }
    String text = PushFields.text(error);
    boolean none = text.isEmpty() || text.equals("0") || FINE.contains(lower(text));
    return none ? "" : NUMBER.matcher(text).matches() ? "error " + text : text;
  }

  private static String failed(JsonNode code, String message) {
    String number = PushFields.text(code);
    if (!NUMBER.matcher(number).matches() || number.equals(DONE)) {
      return "";
    }
    boolean sayings = !message.isEmpty() && !FINE.contains(lower(message));
    // Many services count success as 0; without a complaint beside it this one is not a failure.
    return sayings ? message : number.equals("0") ? "" : "code " + number;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
