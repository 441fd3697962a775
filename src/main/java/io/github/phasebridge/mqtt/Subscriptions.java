package io.github.phasebridge.mqtt;

import io.github.phasebridge.mqtt.Connection.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What we subscribe to, on every connection anew. Only used on the link's thread. */
final class Subscriptions {

  private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);

  private final LinkThread thread;
  private final Refusals refusals;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private @Nullable Connection connection;

  Subscriptions(LinkThread thread, Refusals refusals) {
    this.thread = thread;
    this.refusals = refusals;
  }

  /** Subscribes on the open connection, if there is one, and on all that follow. */
  void add(String filter, Connection.Intake intake) {
    Subscription subscription = new Subscription(filter, intake);
    subscriptions.add(subscription);
    if (connection != null) {
      var _ = send(connection, subscription);
    }
  }

  /** Subscribes to all on a new connection; the stage ends when the broker answered each. */
  CompletionStage<?> attach(Connection opened) {
    connection = opened;
    return CompletableFuture.allOf(
        subscriptions.stream()
            .map(subscription -> send(opened, subscription).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }

  /** Subscribes nothing until the next connection. */
  void detach() {
    connection = null;
  }

  private CompletionStage<?> send(Connection open, Subscription subscription) {
    return open.subscribe(subscription.filter(), subscription.intake())
        .whenCompleteAsync(
            (answer, failure) -> settle(open, subscription.filter(), answer), thread);
  }

  private void settle(Connection open, String filter, @Nullable Answer answer) {
    if (!open.equals(connection)) {
      return;
    }
    if (answer == null) {
      log.debug("The connection broke before the broker answered the subscription to {}", filter);
    } else if (answer.accepted()) {
      refusals.subscribed(filter);
    } else {
      refusals.subscription(filter, answer.refusal());
    }
  }

  private record Subscription(String filter, Connection.Intake intake) {}
}
