package io.github.phasebridge.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets the user save the {@link DiagnosticsFile}. */
final class DiagnosticsEndpoint implements Endpoint {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final DiagnosticsFile file;
  private final InstantSource clock;

  DiagnosticsEndpoint(DiagnosticsFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
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
