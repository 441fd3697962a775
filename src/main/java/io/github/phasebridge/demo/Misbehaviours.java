package io.github.phasebridge.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was ordered of a cloud, in order. Safe for use by several threads.
 *
 * @param <E> the cloud's endpoints
 */
final class Misbehaviours<E extends Enum<E>> {

  private final List<Order<E>> orders = new ArrayList<>();

  private static final class Order<E> {
    private final @Nullable E endpoint;
    private final Misbehaviour misbehaviour;
    private int left;

    private Order(@Nullable E endpoint, Misbehaviour misbehaviour, int left) {
      this.endpoint = endpoint;
      this.misbehaviour = misbehaviour;
      this.left = left;
    }
  }

  synchronized void order(@Nullable E endpoint, Misbehaviour what, int times) {
    orders.add(new Order<>(endpoint, what, times));
  }

  synchronized void clear() {
    orders.clear();
  }

  /** Returns and uses up the oldest order for an endpoint. */
  synchronized Optional<Misbehaviour> next(E endpoint) {
    Optional<Order<E>> found =
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
