package io.github.phasebridge.mqtt;

import io.github.phasebridge.mqtt.Connection.Answer;
import io.github.phasebridge.mqtt.EventQueue.Event;
import io.github.phasebridge.mqtt.RetainedLedger.Due;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds an open connection from the ledger and the events, with few messages unacknowledged at a
 * time: the client library buffers without a bound, so that everything else waits here. Only used
 * on the link's thread.
 */
final class Outbox {

  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  private static final int UNACKNOWLEDGED_LIMIT = 200;

  private final RetainedLedger ledger;
  private final EventQueue events;
  private final LinkThread thread;
  private final Refusals refusals;
  private @Nullable Connection connection;
  private @Nullable Runnable onReplayed;
  private @Nullable Runnable onIdle;
  private int unacknowledged;

  Outbox(RetainedLedger ledger, EventQueue events, LinkThread thread, Refusals refusals) {
    this.ledger = ledger;
    this.events = events;
    this.thread = thread;
    this.refusals = refusals;
  }

  /**
   * Replays the ledger into a new connection.
   *
   * @param last the topic that tells others that they may rely on all others; null for none
   * @param whenReplayed runs when all of it was handed out; what it publishes goes before the
   *     events that waited
   */
  void attach(Connection opened, @Nullable String last, Runnable whenReplayed) {
    connection = opened;
    onReplayed = whenReplayed;
    unacknowledged = 0;
    ledger.replay(last);
    pump();
  }

  /** Sends nothing more until the next connection. */
  void detach() {
    connection = null;
    onReplayed = null;
  }

  /** Runs the task once, as soon as nothing waits and everything is acknowledged. */
  void whenIdle(Runnable task) {
    onIdle = task;
    pump();
  }

  /** Sends what is due, as far as the limit allows. */
  void pump() {
    while (connection != null && unacknowledged < UNACKNOWLEDGED_LIMIT && sendNext(connection)) {}
    if (onIdle != null && unacknowledged == 0 && ledger.settled() && events.isEmpty()) {
      Runnable task = onIdle;
      onIdle = null;
      task.run();
    }
  }

  private boolean sendNext(Connection open) {
    Due due = ledger.next();
    if (due != null) {
      track(open, due.topic(), open.publish(due.topic(), due.payload(), true), due);
      return true;
    }
    if (onReplayed != null) {
      Runnable task = onReplayed;
      onReplayed = null;
      task.run();
      return true;
    }
    Event event = events.next();
    if (event != null) {
      track(open, event.topic(), open.publish(event.topic(), event.payload(), false), null);
    }
    return event != null;
  }

  private void track(
      Connection open, String topic, CompletionStage<Answer> answer, @Nullable Due due) {
    unacknowledged++;
    var _ =
        answer.whenComplete(
            (given, failure) -> thread.execute(() -> settle(open, topic, given, due)));
  }

  private void settle(Connection open, String topic, @Nullable Answer answer, @Nullable Due due) {
    if (!open.equals(connection)) {
      return;
    }
    unacknowledged--;
    if (answer == null) {
      log.debug("The connection broke before the broker acknowledged {}", topic);
    } else if (due != null) {
      // A refused value counts as settled too: the broker would refuse it again.
      ledger.acknowledged(due);
    }
    if (answer != null && !answer.accepted()) {
      refusals.publication(topic, answer.refusal());
    }
    pump();
  }
}
