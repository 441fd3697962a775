package io.github.phasebridge.thingboot;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets messages to the source's thread, but no more than can reasonably wait there. What is beyond
 * is lost, as the vendor's network may lose messages, too. Safe for use by several threads.
 */
final class MessageGate {

  /** All relays of a large account at once, several times. */
  static final int MOST_WAITING = 1_000;

  private final RelayThread thread;
  private final Tally tally;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  MessageGate(RelayThread thread, Tally tally) {
    this.thread = thread;
    this.tally = tally;
  }

  /** Runs this on the thread, unless too much waits there. */
  void pass(Runnable message) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      lost.incrementAndGet();
      return;
    }
    thread.soon(
        () -> {
          waiting.decrementAndGet();
          for (int count = lost.getAndSet(0); count > 0; count--) {
            tally.unreadable("more came at once than can be worked on");
          }
          message.run();
        });
  }
}
