package io.github.phasebridge.demo;

import io.github.phasebridge.demo.PushTrouble.Late;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of relays: writes them in the form that is assumed, and loses, doubles, delays
 * or reorders them where that was ordered. Safe for use by several threads.
 */
final class PushDesk {

  private final ScheduledExecutorService timer;
  private final Recent<RecordedPush> sent = new Recent<>();
  private final Deque<PushTrouble> troubles = new ArrayDeque<>();
  private final List<String> overtaken = new ArrayList<>();
  private PushOutlet outlet;
  private long number;

  PushDesk(ScheduledExecutorService timer, PushOutlet outlet) {
    this.timer = timer;
    this.outlet = outlet;
  }

  /** Returns what the relays sent, whatever became of it. */
  List<RecordedPush> sent() {
    return sent.all();
  }

  /** Sends through another outlet from now on; returns the one before. */
  synchronized PushOutlet outlet(PushOutlet other) {
    PushOutlet before = outlet;
    outlet = other;
    return before;
  }

  /** Does this to the next messages, after what was ordered before. */
  synchronized void trouble(PushTrouble trouble, int times) {
    for (int i = 0; i < times; i++) {
      troubles.add(trouble);
    }
  }

  /** Forgets all orders of trouble and delivers what was held back. */
  synchronized void behave() {
    troubles.clear();
    deliverOvertaken();
  }

  /** Sends a message. */
  synchronized void send(PushForms forms, RelayMessage message, Sender sender) {
    number++;
    // Also unique over restarts of the simulator, which the bridge may outlive.
    String mid = "%011x%05x".formatted(sender.at().toEpochMilli(), number & 0xfffff);
    String body = forms.write(sender.device(), message, sender.at(), mid);
    PushTrouble trouble = troubles.poll();
    sent.add(new RecordedPush(sender.at(), body, trouble));
    switch (trouble) {
      case null -> deliver(body);
      case PushTrouble.Lost _ -> deliverOvertaken();
      case PushTrouble.Duplicated _ -> {
        outlet.send(body);
        deliver(body);
      }
      case Late(var by) -> {
        var _ = timer.schedule(() -> deliver(body), by.toNanos(), TimeUnit.NANOSECONDS);
      }
      case PushTrouble.Overtaken _ -> overtaken.add(body);
    }
  }

  private synchronized void deliver(String body) {
    outlet.send(body);
    deliverOvertaken();
  }

  private void deliverOvertaken() {
    overtaken.forEach(outlet::send);
    overtaken.clear();
  }

  /**
   * Whose message it is.
   *
   * @param device the relay's id; null where the way tells it
   * @param at when it is sent
   */
  record Sender(@Nullable String device, Instant at) {}
}
