package io.github.phasebridge.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets visitors in or sends them away, and finds who answers them. Addresses are compared as they
 * were sent: whatever else means the same (encoded, dotted, with double slashes) is another one.
 */
final class PageHandler implements HttpHandler {

  private static final Logger log = LoggerFactory.getLogger(PageHandler.class);

  private final PageAccess access;
  private final TimeLimit limit;
  private final Map<String, Endpoint> endpoints;

  PageHandler(PageAccess access, TimeLimit limit, Map<String, Endpoint> endpoints) {
    this.access = access;
    this.limit = limit;
    this.endpoints = Map.copyOf(endpoints);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      StrictHeaders.set(exchange.getResponseHeaders());
      Visitor visitor = Visitor.of(exchange);
      Optional<Refusal> refusal = access.refusal(visitor);
      if (refusal.isPresent()) {
        refuse(exchange, refusal.get());
        return;
      }
      @Nullable Endpoint endpoint = endpoints.get(visitor.path());
      if (endpoint == null) {
        Answers.refuse(exchange, 404, "Not found");
      } else if (endpoint.reads() ? !visitor.reads() : !visitor.method().equals("POST")) {
        exchange.getResponseHeaders().set("Allow", endpoint.reads() ? "GET, HEAD" : "POST");
        Answers.refuse(exchange, 405, endpoint.reads() ? "Only GET" : "Only POST");
      } else {
        answer(exchange, endpoint, visitor.path());
      }
    }
  }

  private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    if (refusal.status() == 401) {
      exchange.getResponseHeaders().set("WWW-Authenticate", PagePassword.CHALLENGE);
    } else if (refusal.status() == 429) {
      exchange.getResponseHeaders().set("Retry-After", "60");
    }
    Answers.refuse(exchange, refusal.status(), refusal.words());
  }

  /** A mistake of ours must not look like a broken connection. */
  private void answer(HttpExchange exchange, Endpoint endpoint, String path) throws IOException {
    try {
      if (endpoint.lasts()) {
        endpoint.answer(exchange);
      } else {
        limit.during(() -> endpoint.answer(exchange));
      }
    } catch (RuntimeException e) {
      log.error("Answering {} failed", path, e);
      boolean nothingSent = exchange.getResponseCode() < 0;
      if (nothingSent) {
        Answers.refuse(exchange, 500, "Something went wrong inside; the log has more");
      }
    }
  }
}
