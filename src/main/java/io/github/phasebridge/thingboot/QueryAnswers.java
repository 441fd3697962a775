package io.github.phasebridge.thingboot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the answers to the command {@code query}, whose form the vendor does not document. A number
 * is one only if nothing else stands in its text and it is not negative, as no energy is; anything
 * else is passed on as it came, in attributes.
 */
final class QueryAnswers {

  /** The last 6 hours are the longest documented answer. */
  private static final int MOST_VALUES = 100;

  /** What an answer is called that does not have the query's name. */
  private static final String[] UNNAMED = {"value", "answer"};

  /** What holds an answer that has no name; as objects these hold the fields of others. */
  private static final String[] BARE = {"result", "data", "payload", "state"};

  /** What the energy is called inside of an answer that has the query's name. */
  private static final String[] ENERGY = {"energy", "value", "data", "result"};

  /** Days and hours as keys: {@code 2026-01-31}, {@code 0}, {@code day1}; never a property. */
  private static final Pattern MOMENT = Pattern.compile("\\d.*|(day|hour)s?[_-]?\\d+");

  /**
   * One answer.
   *
   * @param number the answer if it is one number, else null
   * @param attributes the answer as the vendor orders it, if it is more than one number: {@code
   *     values} for a list, the vendor's own names for an object, {@code value} for a text
   */
  record Answer(@Nullable BigDecimal number, Map<String, Object> attributes) {

    /** Copies the attributes and keeps their order. */
    Answer {
      attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
  }

  private final String query;
  private final List<JsonNode> objects = new ArrayList<>();
  private final List<PushFields> fields = new ArrayList<>();

  private QueryAnswers(JsonNode content, String query) {
    this.query = PushFields.canonical(query);
    PushLayers layers = new PushLayers(content);
    Stream.concat(layers.objects().stream(), layers.all("state", "status", "order", "query"))
        .filter(JsonNode::isObject)
        .forEach(
            object -> {
              objects.add(object);
              fields.add(PushFields.of(object));
            });
  }

  /**
   * Finds the answer to a query.
   *
   * @param content a message's {@link PushMessage#content}, or any part of it that may be the
   *     answer
   * @param query the vendor's word, such as {@code today} or {@code days}
   * @param asked whether the message is known to answer this very query (by its {@code extra}, or
   *     since it is the only one under way), so that a bare number or list counts
   */
  static Optional<Answer> find(JsonNode content, String query, boolean asked) {
    QueryAnswers answers = new QueryAnswers(content, query);
    if (!content.isObject()) {
      return asked ? answers.answer(content) : Optional.empty();
    }
    return answers.named().or(() -> answers.isAsked(asked) ? answers.unnamed() : Optional.empty());
  }

  /** {@code {"today":1.2}}, at any place. */
  private Optional<Answer> named() {
    return first(all(query));
  }

  /** A message that repeats the query tells which one it answers. */
  private boolean isAsked(boolean asked) {
    return fields.stream()
        .flatMap(object -> object.text("query").stream())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .filter(word -> Character.isLetter(word.charAt(0)))
        .findFirst()
        .map(query::equals)
        .orElse(asked);
  }

  private Optional<Answer> unnamed() {
    Stream<JsonNode> bare = all(BARE).filter(value -> !value.isObject());
    Stream<JsonNode> result = all("query").filter(QueryAnswers::isNoEcho);
    return first(Stream.of(all(UNNAMED), bare, result).flatMap(values -> values)).or(this::moments);
  }

  private Stream<JsonNode> all(String... names) {
    return Stream.of(names).flatMap(name -> fields.stream().map(object -> object.get(name)));
  }

  /** Results may be written as the order was: {@code {"query":"1.2"}}. */
  private static boolean isNoEcho(JsonNode value) {
    return value.isArray() || PlainNumber.read(value).isPresent();
  }

  /** {@code {"2026-01-31":1.2,"2026-01-30":3.4}}. */
  private Optional<Answer> moments() {
    return objects.stream()
        .filter(object -> object.size() <= MOST_VALUES)
        .map(QueryAnswers::withoutEnvelope)
        .filter(map -> !map.isEmpty())
        .filter(map -> map.keySet().stream().allMatch(key -> MOMENT.matcher(key).matches()))
        .findFirst()
        .map(map -> new Answer(null, map));
  }

  private static Map<String, Object> withoutEnvelope(JsonNode object) {
    Map<String, Object> map = PlainValue.mapOf(object);
    map.keySet().removeIf(PushState::isEnvelope);
    return map;
  }

  private Optional<Answer> first(Stream<JsonNode> values) {
    return values.map(this::answer).flatMap(Optional::stream).findFirst();
  }

  private Optional<Answer> answer(JsonNode value) {
    if (value.size() > MOST_VALUES) {
      return Optional.empty();
    }
    if (value.isArray()) {
      return Optional.of(new Answer(null, Map.of("values", PlainValue.of(value))));
    }
    return value.isObject() ? inObject(value) : scalar(value);
  }

  private Optional<Answer> inObject(JsonNode object) {
    PushFields inside = PushFields.of(object);
    Optional<Answer> own =
        Stream.concat(Stream.of(query), Stream.of(ENERGY))
            .map(inside::get)
            .filter(value -> value.isArray() || isEnergy(value))
            .findFirst()
            .flatMap(this::answer);
    if (own.isPresent() || object.isEmpty()) {
      return own;
    }
    Map.Entry<String, JsonNode> only = object.properties().iterator().next();
    return object.size() == 1
            && isEnergy(only.getValue())
            && !MOMENT.matcher(only.getKey()).matches()
        ? answer(only.getValue())
        : Optional.of(new Answer(null, PlainValue.mapOf(object)));
  }

  private Optional<Answer> scalar(JsonNode value) {
    if (isEnergy(value)) {
      return PlainNumber.read(value).map(number -> new Answer(number, Map.of()));
    }
    boolean nothing = PushFields.text(value).isEmpty() && PlainNumber.read(value).isEmpty();
    return nothing || PushReply.isFine(value)
        ? Optional.empty()
        : Optional.of(new Answer(null, Map.of("value", PlainValue.of(value))));
  }

  private static boolean isEnergy(JsonNode value) {
    return PlainNumber.read(value).filter(number -> number.signum() >= 0).isPresent();
  }
}
