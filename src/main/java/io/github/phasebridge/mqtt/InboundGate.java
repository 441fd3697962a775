package io.github.phasebridge.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages from the network's thread to handlers on the link's thread, and drops what is too
 * large or too much: whoever may publish must not be able to fill our memory.
 */
final class InboundGate {

  /** In bytes; discovery payloads of other programs are the largest that come our way. */
  static final int LARGEST_PAYLOAD = 256 * 1024;

  private static final Logger log = LoggerFactory.getLogger(InboundGate.class);
  private static final int WAITING_LIMIT = 16 * 1024 * 1024;

  /** What a message takes beside its payload, roughly. */
  private static final int OVERHEAD = 500;

  private final LinkThread thread;
  private final InstantSource clock;
  private final AtomicInteger waitingBytes = new AtomicInteger();
  private volatile boolean overflowing;

  InboundGate(LinkThread thread, InstantSource clock) {
    this.thread = thread;
    this.clock = clock;
  }

  /** Returns the way to a handler. */
  Connection.Intake to(Consumer<InboundMessage> handler) {
    return (topic, payload, retained, expiry) -> {
      if (payload.length > LARGEST_PAYLOAD) {
        log.debug("Dropped a message of {} bytes on {}", payload.length, topic);
        return;
      }
      int size = payload.length + OVERHEAD;
      if (waitingBytes.addAndGet(size) > WAITING_LIMIT) {
        waitingBytes.addAndGet(-size);
        overflow(topic);
        return;
      }
      InboundMessage message =
          new InboundMessage(topic, new String(payload, UTF_8), retained, expiry, clock.instant());
      thread.execute(() -> handle(message, size, handler));
    };
  }

  private void handle(InboundMessage message, int size, Consumer<InboundMessage> handler) {
    if (waitingBytes.addAndGet(-size) == 0) {
      overflowing = false;
    }
    try {
      handler.accept(message);
    } catch (RuntimeException e) {
      log.error("Handling a message on {} failed", message.topic(), e);
    }
  }

  private void overflow(String topic) {
    if (!overflowing) {
      overflowing = true;
      log.warn(
          "Messages come faster than they can be handled; the first one dropped was on {}", topic);
    }
  }
}
