package io.github.phasebridge.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.phasebridge.device.PostIntake.Post;
import io.github.phasebridge.log.RepeatedFailures;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests to the webhook: at our addresses a POST within bounds is taken and answered
 * before anybody works on it, everything else is refused in a few words. Called by many threads.
 */
final class WebhookHandler implements HttpHandler {

  /** In bytes; the vendor's messages are a few hundred. */
  static final int LARGEST_BODY = 64 * 1024;

  /** How many bodies are read at a time. */
  static final int MOST_AT_ONCE = 16;

  private static final Logger log = LoggerFactory.getLogger(WebhookHandler.class);
  private static final Pattern CHARSET =
      Pattern.compile("(?i);\\s{0,9}charset\\s{0,9}=\\s{0,9}\"?([A-Za-z0-9_.:+-]{1,40})");

  private final WebhookPath path;
  private final PostBox box;
  private final InstantSource clock;
  private final RepeatedFailures failures;
  private final Semaphore slots = new Semaphore(MOST_AT_ONCE);

  WebhookHandler(WebhookPath path, PostBox box, InstantSource clock, LongSupplier nanoTime) {
    this.path = path;
    this.box = box;
    this.clock = clock;
    this.failures = new RepeatedFailures(log, nanoTime);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      // The URI's own text is the target as it was sent; its path would be decoded.
      String target = exchange.getRequestURI().toString();
      Optional<String> device = path.device(target);
      if (device.isEmpty()) {
        tellOfWrongAddress(exchange, target);
        Answers.refuse(exchange, 404, "Not found");
      } else if (!exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().set("Allow", "POST");
        Answers.refuse(exchange, 405, "Only POST");
      } else if (!box.hasReceiver()) {
        Answers.refuse(exchange, 503, "Not ready");
      } else if (!slots.tryAcquire()) {
        Answers.refuse(exchange, 503, "Too many at once");
      } else {
        try {
          take(exchange, device.get());
        } finally {
          slots.release();
        }
      }
    }
  }

  private void take(HttpExchange exchange, String device) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      failures.failed("Webhook", "a message above " + LARGEST_BODY / 1024 + " KiB was refused");
      Answers.refuse(exchange, 413, "Too large");
      return;
    }
    Charset charset = charset(exchange.getRequestHeaders().getFirst("Content-Type"));
    Post post = new Post(device, new String(body, charset), clock.instant());
    CountDownLatch answered = new CountDownLatch(1);
    if (!box.offer(post, answered)) {
      failures.failed("Webhook", "messages come faster than they can be handled");
      Answers.refuse(exchange, 503, "Busy");
      return;
    }
    try {
      exchange.sendResponseHeaders(200, -1);
    } finally {
      answered.countDown();
    }
  }

  /** A wrong token is most likely a mistake in a console; other addresses are the net's noise. */
  private void tellOfWrongAddress(HttpExchange exchange, String target) {
    if (target.startsWith(WebhookPath.PREFIX)) {
      failures.failed(
          "Webhook",
          "a message from "
              + exchange.getRemoteAddress().getAddress().getHostAddress()
              + " came to a wrong address: check what is entered there");
    } else {
      log.debug("Refused a request that is not for the webhook");
    }
  }

  private static Charset charset(@Nullable String contentType) {
    Matcher named = CHARSET.matcher(contentType == null ? "" : contentType);
    try {
      return named.find() ? Charset.forName(named.group(1)) : UTF_8;
    } catch (IllegalArgumentException e) {
      // Neither known nor a name; what it holds is most likely ASCII.
      return UTF_8;
    }
  }
}
