package io.github.phasebridge.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.github.phasebridge.bridge.Overview;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Keeps a page up to date with server-sent events, for as long as it is open. */
final class EventsEndpoint implements Endpoint {

  /** How many pages may be open. */
  static final int MOST_STREAMS = 20;

  /** How long a browser waits before it connects anew, in milliseconds. */
  private static final byte[] RETRY = "retry: 2000\n\n".getBytes(UTF_8);

  private final Broadcaster broadcaster;
  private final PowerHistory history;
  private final Semaphore slots = new Semaphore(MOST_STREAMS);

  EventsEndpoint(Broadcaster broadcaster, PowerHistory history) {
    this.broadcaster = broadcaster;
    this.history = history;
  }

  @Override
  public boolean lasts() {
    return true;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    // Otherwise Home Assistant's proxies and nginx collect what is to be seen now.
    exchange.getResponseHeaders().set("X-Accel-Buffering", "no");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
    } else if (!slots.tryAcquire()) {
      exchange.getResponseHeaders().set("Retry-After", "30");
      Answers.refuse(exchange, 503, "Too many pages are open");
    } else {
      try {
        stream(exchange);
      } finally {
        slots.release();
      }
    }
  }

  private void stream(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    EventStream stream = new EventStream(Thread.currentThread());
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(RETRY);
      begin(out, broadcaster.connect(stream));
      goOn(out, stream);
    } catch (InterruptedException _) {
      // It was dropped, or the server stops.
      Thread.currentThread().interrupt();
    } finally {
      broadcaster.disconnect(stream);
    }
  }

  private void begin(OutputStream out, Broadcaster.First first) throws IOException {
    for (byte[] message : first.messages()) {
      out.write(message);
    }
    out.flush();
    // One at a time, since all of them together may be large.
    for (Overview.Device device : first.devices()) {
      Optional<byte[]> message =
          history.document(device).map(it -> Broadcaster.message("history", it));
      if (message.isPresent()) {
        out.write(message.get());
      }
    }
    out.flush();
  }

  private static void goOn(OutputStream out, EventStream stream)
      throws IOException, InterruptedException {
    while (true) {
      out.write(stream.take());
      for (byte @Nullable [] next = stream.poll(); next != null; next = stream.poll()) {
        out.write(next);
      }
      out.flush();
    }
  }
}
