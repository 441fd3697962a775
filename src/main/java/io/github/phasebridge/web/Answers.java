package io.github.phasebridge.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/** Sends answers that are complete when they are sent. None of them repeats what was asked. */
final class Answers {

  /** In bytes. The JDK's server makes two copies of what is written at once, per slow reader. */
  private static final int PIECE = 8 * 1024;

  private Answers() {}

  /**
   * Refuses a request in a few words and hangs up, so that nobody has to read the rest of it.
   *
   * @param words what is wrong, in ASCII
   */
  static void refuse(HttpExchange exchange, int status, String words) throws IOException {
    exchange.getResponseHeaders().set("Connection", "close");
    send(exchange, status, "text/plain; charset=us-ascii", (words + "\n").getBytes(UTF_8));
  }

  /** Sends a document; to HEAD only what stands before it. */
  static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int sent = 0; sent < body.length; sent += PIECE) {
        out.write(body, sent, Math.min(PIECE, body.length - sent));
      }
    }
  }
}
