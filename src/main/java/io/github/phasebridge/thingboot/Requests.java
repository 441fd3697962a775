package io.github.phasebridge.thingboot;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The requests with the orders of one relay: one at a time, and each once. */
final class Requests {

  private static final Logger LOG = LoggerFactory.getLogger(CommandDesk.class);

  private final CommandDesk.Relay relay;
  private final Marks marks;
  private final UnderWay underWay;
  private final LongSupplier nanoTime;
  private final Executor desk;
  private @Nullable SentOrder unanswered;

  /**
   * Creates it with no request.
   *
   * @param desk does something on the source's thread, and then all that became possible by it
   */
  Requests(
      CommandDesk.Relay relay,
      Marks marks,
      UnderWay underWay,
      LongSupplier nanoTime,
      Executor desk) {
    this.relay = relay;
    this.marks = marks;
    this.underWay = underWay;
    this.nanoTime = nanoTime;
    this.desk = desk;
  }

  /** Returns whether the previous request ended, so that the next may be made. */
  boolean idle() {
    return unanswered == null;
  }

  /**
   * Sends an order.
   *
   * @param pulse the pulse that it begins, null for none
   */
  void send(Pending pending, Order content, Proof proof, @Nullable RunningPulse pulse) {
    SentOrder order = begin(pending, proof, pulse);
    follow(order, () -> relay.link().send(content, order.extra()).thenApply(_ -> null));
  }

  /** Writes a configuration item. */
  void write(Pending pending, ItemProof proof) {
    SentOrder order = begin(pending, proof, null);
    follow(order, () -> relay.link().configure(proof.item(), proof.value()));
  }

  private SentOrder begin(Pending pending, Proof proof, @Nullable RunningPulse pulse) {
    String extra = marks.markFor(pending.command().id());
    SentOrder order = new SentOrder(pending, extra, proof, nanoTime.getAsLong());
    marks.remember(order);
    underWay.sending(order, pulse);
    unanswered = order;
    LOG.debug(
        "{}: sending {} {} over {} as {}",
        relay.title(),
        pending.command().key(),
        pending.command().payload(),
        relay.link().title(),
        extra);
    return order;
  }

  private void follow(SentOrder order, Supplier<CompletionStage<@Nullable JsonNode>> request) {
    CompletionStage<@Nullable JsonNode> answer;
    try {
      answer = request.get();
    } catch (RuntimeException unexpected) {
      answer = CompletableFuture.failedStage(unexpected);
    }
    var _ = answer.whenCompleteAsync((data, failure) -> ended(order, data, failure), desk);
  }

  private void ended(SentOrder order, @Nullable JsonNode data, @Nullable Throwable failure) {
    if (unanswered != order) {
      return;
    }
    unanswered = null;
    if (failure == null) {
      underWay.taken(order, data, nanoTime.getAsLong());
    } else {
      underWay.failed(order, linkFailure(failure), nanoTime.getAsLong());
    }
  }

  private static LinkFailure linkFailure(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof LinkFailure known) {
      return known;
    }
    LOG.error("A request to a relay failed unexpectedly", cause);
    return new LinkFailure(LinkFailure.Kind.UNCERTAIN, "An internal error; see the log.");
  }

  /** Waits no longer for a link that should have answered long ago. */
  void abandon() {
    SentOrder order = unanswered;
    if (order != null && order.abandoned(nanoTime.getAsLong())) {
      ended(
          order,
          null,
          new LinkFailure(LinkFailure.Kind.UNCERTAIN, "The request was never answered."));
    }
  }

  /** Returns the nanoseconds until {@link #abandon} has something to do. */
  long untilDue(long now) {
    return unanswered == null ? Long.MAX_VALUE : unanswered.untilDue(now);
  }

  /** Ignores the answer that may still come, because the bridge stops. */
  void stop() {
    unanswered = null;
  }
}
