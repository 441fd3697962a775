package io.github.phasebridge.thingboot;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the answers to the command {@code query}, whose form the vendor does not document. */
final class QueryAnswers {

  /**
   * One answer.
   *
   * @param number the answer if it is one number, else null
   * @param attributes the answer as the vendor orders it, if it is more than one number
   */
  record Answer(@Nullable BigDecimal number, Map<String, Object> attributes) {}

  private QueryAnswers() {}

  /**
   * Finds the answer to a query.
   *
   * @param content see {@link PushMessage#content}
   * @param query the vendor's word, such as {@code today} or {@code days}
   * @param asked whether the message is known to answer this very query (by its {@code extra}, or
   *     since it is the only one under way), so that a bare number or list counts
   */
  static Optional<Answer> find(JsonNode content, String query, boolean asked) {
    return Optional.empty();
  }
}
