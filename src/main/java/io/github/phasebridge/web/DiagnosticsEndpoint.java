package io.github.phasebridge.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Lets the user save the {@link DiagnosticsFile}. */
final class DiagnosticsEndpoint implements Endpoint {

  /** How many are made or read at a time: a file takes megabytes of a heap that has 32. */
  static final int MOST_AT_ONCE = 2;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final DiagnosticsFile file;
  private final InstantSource clock;
  private final Semaphore slots = new Semaphore(MOST_AT_ONCE);

  DiagnosticsEndpoint(DiagnosticsFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    if (!slots.tryAcquire()) {
      exchange.getResponseHeaders().set("Retry-After", "10");
      Answers.refuse(exchange, 503, "Too many at once");
      return;
    }
    try {
      send(exchange);
    } finally {
      slots.release();
    }
  }

  private void send(HttpExchange exchange) throws IOException {
    Map<String, @Nullable Object> document = file.document();
    String name =
        "phasebridge-diagnostics-%s-%s.json"
            .formatted(document.get("version"), TIME.format(clock.instant()));
    exchange
        .getResponseHeaders()
        .set("Content-Disposition", "attachment; filename=\"" + name + "\"");
    byte[] text = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
    Answers.send(exchange, 200, Json.TYPE, text);
  }
}
