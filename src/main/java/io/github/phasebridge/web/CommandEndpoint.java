package io.github.phasebridge.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.phasebridge.bridge.Insight;
import io.github.phasebridge.bridge.Overview;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Takes a command from the page, and from nobody who merely makes a browser send one: it wants a
 * header that only our own page can know, and a type of body that no form has.
 */
final class CommandEndpoint implements Endpoint {

  /** Carries the {@link PageToken}. */
  static final String TOKEN_HEADER = "X-Phasebridge-Token";

  /** In bytes. */
  static final int LARGEST_BODY = 4 * 1024;

  /** How many commands are under way at a time. */
  static final int MOST_AT_ONCE = 16;

  /** The slowest confirmation is awaited for less. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(40);

  private final PageAccess access;
  private final PageToken token;
  private final Insight insight;
  private final Semaphore slots = new Semaphore(MOST_AT_ONCE);

  CommandEndpoint(PageAccess access, PageToken token, Insight insight) {
    this.access = access;
    this.token = token;
    this.insight = insight;
  }

  @Override
  public boolean reads() {
    return false;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    Optional<Refusal> refusal = refusal(exchange.getRequestHeaders());
    if (refusal.isPresent()) {
      refuse(exchange, refusal.get());
    } else if (!slots.tryAcquire()) {
      refuse(exchange, new Refusal(503, "Too many commands at once."));
    } else {
      try {
        take(exchange);
      } finally {
        slots.release();
      }
    }
  }

  private Optional<Refusal> refusal(Headers headers) {
    if (!access.commands()) {
      return Optional.of(new Refusal(403, access.reason()));
    }
    String site = headers.getFirst("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return Optional.of(new Refusal(403, "Commands are taken from this page only."));
    }
    if (!token.is(headers.getFirst(TOKEN_HEADER))) {
      return Optional.of(
          new Refusal(403, "The page is older than the bridge it shows: load it again."));
    }
    return isJson(headers.getFirst("Content-Type"))
        ? Optional.empty()
        : Optional.of(new Refusal(415, "Commands are JSON."));
  }

  private static boolean isJson(@Nullable String type) {
    return type != null
        && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      refuse(exchange, new Refusal(413, "A command has 4 KiB at most."));
      return;
    }
    Optional<Wish> wish = Wish.read(body);
    if (wish.isEmpty()) {
      refuse(
          exchange,
          new Refusal(400, "A command names device, key and payload, each a text in JSON."));
    } else if (!mayTake(wish.get())) {
      refuse(exchange, new Refusal(400, "This is nothing that can be switched or pressed."));
    } else {
      carryOut(exchange, wish.get());
    }
  }

  private void carryOut(HttpExchange exchange, Wish wish) throws IOException {
    try {
      Outcome outcome =
          insight
              .command(wish.device(), wish.key(), wish.payload())
              .toCompletableFuture()
              .get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      document.put("outcome", StatusDocument.lower(outcome.kind()));
      document.put("reason", outcome.reason());
      send(exchange, 200, document);
    } catch (TimeoutException _) {
      refuse(
          exchange,
          new Refusal(504, "The command has not ended yet; the device's list shows how."));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever the bridge does not know, it refuses itself, and says why. */
  private boolean mayTake(Wish wish) {
    for (Overview.Device device : insight.overview().devices()) {
      if (device.description().id().equals(wish.device())) {
        return device
            .description()
            .entity(wish.key())
            .filter(CommandEndpoint::takesCommands)
            .isPresent();
      }
    }
    return true;
  }

  private static boolean takesCommands(Entity entity) {
    return switch (entity) {
      case Entity.Switch _, Entity.Button _, Entity.Choice _ -> true;
      default -> false;
    };
  }

  private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    exchange.getResponseHeaders().set("Connection", "close");
    send(exchange, refusal.status(), Map.of("error", refusal.words()));
  }

  private static void send(HttpExchange exchange, int status, Object document) throws IOException {
    Answers.send(exchange, status, Json.TYPE, Json.text(document).getBytes(UTF_8));
  }

  /** What somebody wants. */
  private record Wish(DeviceId device, String key, String payload) {

    static Optional<Wish> read(byte[] body) {
      try {
        JsonNode json = Json.MAPPER.readTree(body);
        JsonNode device = json.path("device");
        JsonNode key = json.path("key");
        JsonNode payload = json.path("payload");
        return device.isString() && key.isString() && payload.isString()
            ? Optional.of(
                new Wish(
                    new DeviceId(device.stringValue()), key.stringValue(), payload.stringValue()))
            : Optional.empty();
      } catch (JacksonException | IllegalArgumentException _) {
        return Optional.empty();
      }
    }
  }
}
