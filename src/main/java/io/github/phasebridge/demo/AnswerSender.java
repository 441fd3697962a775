package io.github.phasebridge.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends answers, late and broken ones too. */
final class AnswerSender implements AutoCloseable {

  private final CountDownLatch closed = new CountDownLatch(1);

  /** Sends an answer, and closes the connection where the answer breaks off. */
  void send(HttpExchange exchange, CloudAnswer answer) throws IOException {
    try (exchange) {
      if (stays(answer)) {
        write(exchange, answer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends all waits; what was to be sent after them is not sent. */
  @Override
  public void close() {
    closed.countDown();
  }

  /** Waits for as long as the answer is late; returns whether it is to be sent at all. */
  private boolean stays(CloudAnswer answer) throws InterruptedException {
    boolean closedMeanwhile = closed.await(answer.delay().toNanos(), TimeUnit.NANOSECONDS);
    return !closedMeanwhile && answer.ending() != CloudAnswer.Ending.NOTHING;
  }

  private static void write(HttpExchange exchange, CloudAnswer answer) throws IOException {
    byte[] body = answer.bytes();
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    // -1 is the JDK's word for a body of length 0; 0 would mean chunks.
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length == 0) {
      return;
    }
    OutputStream out = exchange.getResponseBody();
    boolean cut = answer.ending() == CloudAnswer.Ending.CUT;
    out.write(cut ? Arrays.copyOf(body, body.length / 2) : body);
    out.flush();
    if (!cut) {
      out.close();
    }
  }
}
