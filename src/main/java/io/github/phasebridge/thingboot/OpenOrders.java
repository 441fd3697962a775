package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The orders of one relay that were sent and have not ended, in the order of their sending. */
final class OpenOrders {

  private final CommandDesk.Relay relay;
  private final List<SentOrder> open = new ArrayList<>();

  OpenOrders(CommandDesk.Relay relay) {
    this.relay = relay;
  }

  void add(SentOrder order) {
    open.add(order);
  }

  boolean contains(SentOrder order) {
    return open.contains(order);
  }

  /** Returns them as they are now; what ends later stays in the list. */
  List<SentOrder> all() {
    return List.copyOf(open);
  }

  /** Returns whether an order that switches this property is open. */
  boolean switching(String property) {
    return open.stream().anyMatch(order -> order.switches(property));
  }

  /** Returns whether an earlier order for the same property is open. */
  boolean behindAnother(SentOrder order) {
    return order.proof() instanceof PositionProof proof
        && open.stream()
            .takeWhile(other -> other != order)
            .anyMatch(other -> other.switches(proof.property()));
  }

  /** Returns the query that is open alone. */
  Optional<Product.ProductCommand> onlyQuery() {
    return open.size() == 1
            && open.getFirst().proof() instanceof MessageProof(var command)
            && command.effect() instanceof Product.Effect.Query
        ? Optional.of(command)
        : Optional.empty();
  }

  /** Ends an order as confirmed. */
  void confirm(SentOrder order, long now) {
    if (order.proof() instanceof PositionProof proof) {
      open.stream()
          .dropWhile(other -> other != order)
          .skip(1)
          .filter(later -> later.switches(proof.property()))
          .map(later -> (PositionProof) later.proof())
          .forEach(PositionProof::forget);
    }
    learn(order);
    end(order, Outcome.confirmed(), now);
  }

  /** Tells the relay's model, once, that an order was carried out, also if it ended before. */
  void learn(SentOrder order) {
    if (!order.learn()) {
      return;
    }
    switch (order.pending().wish()) {
      case Wish.Press(var command) -> relay.confirmed(command);
      case Wish.Setting(var item, var value) -> relay.confirmed(item, value);
      case Wish.Turn _, Wish.Unknown _ -> {}
    }
  }

  /** Ends an order. */
  void end(SentOrder order, Outcome outcome, long now) {
    open.remove(order);
    order.pending().end(outcome, relay.title(), now);
  }
}
