package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Value;
import io.github.phasebridge.thingboot.Product.Effect;
import io.github.phasebridge.thingboot.Product.ProductCommand;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** Finds the answers to queries in the messages of one relay. */
final class AnswerReader {

  private final Map<String, Instant> answeredAt = new HashMap<>();

  /**
   * Adds the answers that a message holds to an update. An answer that is older than the last one
   * to the same query is left out, whatever else the message is.
   *
   * @param asked the command that this message answers, if that is known
   */
  void read(
      PushMessage message,
      Instant at,
      Product product,
      Optional<ProductCommand> asked,
      RelayValues values,
      Update update) {
    for (ProductCommand command : product.commands()) {
      if (command.effect() instanceof Effect.Query(var answer, var list)) {
        boolean mine = asked.equals(Optional.of(command));
        QueryAnswers.find(message.content(), command.value(), mine)
            .or(() -> mine ? namedLikeAProperty(message, product) : Optional.empty())
            .filter(_ -> isNew(answer.key(), at))
            .ifPresent(found -> add(found, answer.key(), list, at, values, update));
      }
    }
  }

  /**
   * Returns whether a message that answers a query tells nothing but a counter: then {@code
   * {"energy":2}} is what was asked for, and not that property, whose total it would spoil.
   */
  static boolean isNamedLikeAProperty(
      PushMessage message, Product product, Optional<ProductCommand> asked) {
    Set<String> told = message.report().properties().keySet();
    return asked.filter(command -> command.effect() instanceof Effect.Query).isPresent()
        && !told.isEmpty()
        && product.counters().containsAll(told);
  }

  private static Optional<QueryAnswers.Answer> namedLikeAProperty(
      PushMessage message, Product product) {
    Map<String, String> told = message.report().properties();
    return told.size() == 1 && product.counters().containsAll(told.keySet())
        ? PlainNumber.read(StringNode.valueOf(told.values().iterator().next()))
            .map(number -> new QueryAnswers.Answer(number, Map.of()))
        : Optional.empty();
  }

  private boolean isNew(String key, Instant at) {
    Instant last = answeredAt.get(key);
    if (last != null && at.isBefore(last)) {
      return false;
    }
    answeredAt.put(key, at);
    return true;
  }

  private static void add(
      QueryAnswers.Answer found,
      String key,
      boolean list,
      Instant at,
      RelayValues values,
      Update update) {
    Value value;
    if (list) {
      value = found.number() == null ? Value.UNKNOWN : Value.of(found.number());
      update.attributes(key, found.attributes());
    } else {
      value = values.answer(key, found.number(), at);
    }
    update.value(key, value);
  }
}
