package io.github.phasebridge.thingboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads what an answer or a message says about a configuration item that was written. The device
 * link confirms with {@code {"ret":"ok"}} or with the item's name and {@code ok}; the rest is
 * assumed.
 */
final class ConfigurationAnswers {

  /** What is said about the item. */
  sealed interface Answer {

    /** The device took the value. */
    record Confirmed() implements Answer {}

    /** The device did not take it. */
    record Refused(String reason) implements Answer {}

    /** Nothing. */
    record Silent() implements Answer {}
  }

  private static final Set<String> REFUSALS =
      Set.of("error", "fail", "invalid", "denied", "refused", "unsupported");

  private static final Answer CONFIRMED = new Answer.Confirmed();
  private static final Answer SILENT = new Answer.Silent();

  private ConfigurationAnswers() {}

  /**
   * Reads an answer.
   *
   * @param content the {@code data} of the answer to {@code device/config}, or the {@link
   *     PushMessage#content} of a message
   * @param item the item's name, such as {@code relay1}
   * @param value the value that was written
   * @param asked whether this is known to answer a write of this item, so that what names no item
   *     counts
   */
  static Answer read(JsonNode content, String item, String value, boolean asked) {
    if (asked && PushReply.isFine(content)) {
      return CONFIRMED;
    }
    List<PushFields> places = places(content);
    return places.stream()
        .map(place -> ofItem(place, item, value))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> asked ? ofWrite(places) : Optional.empty())
        .orElse(SILENT);
  }

  private static List<PushFields> places(JsonNode content) {
    List<PushFields> places = new ArrayList<>();
    PushLayers layers = new PushLayers(content);
    layers.fields().forEach(places::add);
    layers.all("config", "state", "status").forEach(inner -> places.add(PushFields.of(inner)));
    return places;
  }

  private static Optional<Answer> ofItem(PushFields place, String item, String value) {
    boolean named = place.text("name").filter(item::equals).isPresent();
    JsonNode said =
        named ? place.get("info", "value", "ret") : place.get(PushFields.canonical(item));
    if (said.isObject()) {
      return ofObject(PushFields.of(said), value);
    }
    if (PushReply.isFine(said) || isSame(said, value)) {
      return Optional.of(CONFIRMED);
    }
    String error = named ? PushReply.errorIn(place) : "";
    String reason = error.isEmpty() && isRefusal(said) ? PushFields.text(said) : error;
    return reason.isEmpty() ? Optional.empty() : Optional.of(new Answer.Refused(reason));
  }

  /** Another value is no refusal: it may be the one before, or some code. */
  private static boolean isRefusal(JsonNode said) {
    String word = PushFields.word(said);
    return REFUSALS.stream().anyMatch(word::startsWith);
  }

  private static boolean isSame(JsonNode said, String value) {
    if (said.isBoolean()) {
      return value.equals(said.booleanValue() ? "1" : "0");
    }
    return PushFields.text(said).equals(value);
  }

  private static Optional<Answer> ofObject(PushFields said, String value) {
    String error = PushReply.errorIn(said);
    JsonNode told = said.get("ret", "info", "value");
    if (!error.isEmpty()) {
      return Optional.of(new Answer.Refused(error));
    }
    return PushReply.isFine(told) || isSame(told, value)
        ? Optional.of(CONFIRMED)
        : Optional.empty();
  }

  /** What names no item is about the write as a whole. */
  private static Optional<Answer> ofWrite(List<PushFields> places) {
    Optional<Answer> refused =
        places.stream()
            .map(PushReply::errorIn)
            .filter(error -> !error.isEmpty())
            .findFirst()
            .map(Answer.Refused::new);
    return refused.or(
        () ->
            places.stream().anyMatch(place -> PushReply.isFine(place.get("ret", "result")))
                ? Optional.of(CONFIRMED)
                : Optional.empty());
  }
}
