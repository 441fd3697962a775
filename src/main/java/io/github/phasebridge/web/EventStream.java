package io.github.phasebridge.web;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one page. A page that takes it too slowly is dropped: its browser
 * connects anew and gets everything again.
 */
final class EventStream {

  /** In bytes. */
  static final int MOST_WAITING = 512 * 1024;

  private final LinkedBlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final Thread writer;

  /** Makes one that this thread writes; it is interrupted when the stream is dropped. */
  EventStream(Thread writer) {
    this.writer = writer;
  }

  /** Takes a message to send; returns at once. */
  void offer(byte[] message) {
    if (size.addAndGet(message.length) > MOST_WAITING) {
      drop();
    } else {
      waiting.add(message);
    }
  }

  /** Ends it, also while a write waits for the page to take something. */
  void drop() {
    writer.interrupt();
  }

  /** Waits for the next message. */
  byte[] take() throws InterruptedException {
    return counted(waiting.take());
  }

  /** Returns the next message if one waits. */
  byte @Nullable [] poll() {
    byte @Nullable [] message = waiting.poll();
    return message == null ? null : counted(message);
  }

  private byte[] counted(byte[] message) {
    size.addAndGet(-message.length);
    return message;
  }
}
