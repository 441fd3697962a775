package io.github.phasebridge.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was ordered of a cloud, in order. Safe for use by several threads. */
final class Misbehaviours {

  private final List<Order> orders = new ArrayList<>();

  private static final class Order {
    private final @Nullable IammeterEndpoint endpoint;
    private final Misbehaviour misbehaviour;
    private int left;

    private Order(@Nullable IammeterEndpoint endpoint, Misbehaviour misbehaviour, int left) {
      this.endpoint = endpoint;
      this.misbehaviour = misbehaviour;
      this.left = left;
    }
  }

  synchronized void order(@Nullable IammeterEndpoint endpoint, Misbehaviour what, int times) {
    orders.add(new Order(endpoint, what, times));
  }

  synchronized void clear() {
    orders.clear();
  }

  /** Returns and uses up the oldest order for an endpoint. */
  synchronized Optional<Misbehaviour> next(IammeterEndpoint endpoint) {
    Optional<Order> found =
        orders.stream()
            .filter(order -> order.endpoint == null || order.endpoint == endpoint)
            .findFirst();
    found.ifPresent(
        order -> {
          order.left--;
          if (order.left <= 0) {
            orders.remove(order);
          }
        });
    return found.map(order -> order.misbehaviour);
  }
}
