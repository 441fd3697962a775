package io.github.phasebridge.thingboot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The marks ({@code extra}) of the orders that were sent lately. Each is unique, also over restarts
 * of the bridge, so that a report of another order is never taken for one of this.
 */
final class Marks {

  private static final int MOST = 200;
  private static final Pattern UNIQUE = Pattern.compile("[0-9a-f]{32}");

  private final Map<String, SentOrder> orders =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SentOrder> eldest) {
          return size() > MOST;
        }
      };

  /**
   * Returns a mark for the order of a command: the command's own id if that is unique by its form
   * (the bridge's are) and was not used before, so that both can be found by one word; else a new
   * one. Senders' short ids come again, and an earlier run may have used them.
   */
  String markFor(String id) {
    return UNIQUE.matcher(id).matches() && !orders.containsKey(id)
        ? id
        : UUID.randomUUID().toString().replace("-", "");
  }

  /** Remembers an order, and forgets the oldest ones. */
  void remember(SentOrder order) {
    orders.put(order.extra(), order);
  }

  /** Returns the order with this mark. */
  Optional<SentOrder> find(String extra) {
    return Optional.ofNullable(orders.get(extra));
  }
}
