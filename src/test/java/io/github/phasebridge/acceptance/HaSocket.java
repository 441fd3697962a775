package io.github.phasebridge.acceptance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One websocket connection to Home Assistant, logged in. */
final class HaSocket implements WebSocket.Listener, AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long TIMEOUT_S = 15;

  private final BlockingQueue<JsonNode> inbox = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable WebSocket socket;
  private int number;

  private HaSocket() {}

  /** Connects and logs in. */
  static HaSocket open(HttpClient http, URI url, String token) {
    HaSocket opened = new HaSocket();
    URI address = URI.create(url.toString().replaceFirst("^http", "ws") + "/api/websocket");
    opened.socket = await(http.newWebSocketBuilder().buildAsync(address, opened));
    opened.receive();
    opened.send(JSON.createObjectNode().put("type", "auth").put("access_token", token));
    String answer = opened.receive().path("type").asString();
    if (!answer.equals("auth_ok")) {
      throw new HaRefusal("login: " + answer);
    }
    return opened;
  }

  /** Sends a command and returns its result. */
  JsonNode ask(ObjectNode command) {
    send(command.put("id", ++number));
    while (true) {
      JsonNode answer = receive();
      if (answer.path("id").asInt() == number && answer.path("type").asString().equals("result")) {
        if (!answer.path("success").asBoolean()) {
          throw new HaRefusal(command.path("type").asString() + ": " + answer.path("error"));
        }
        return answer.path("result");
      }
    }
  }

  private void send(JsonNode message) {
    if (socket != null) {
      await(socket.sendText(message.toString(), true));
    }
  }

  private JsonNode receive() {
    try {
      JsonNode message = inbox.poll(TIMEOUT_S, TimeUnit.SECONDS);
      if (message == null) {
        throw new HaRefusal("no message within " + TIMEOUT_S + " s");
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HaRefusal("interrupted");
    }
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.orTimeout(TIMEOUT_S, TimeUnit.SECONDS).join();
    } catch (RuntimeException e) {
      throw new HaRefusal("websocket: " + e);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      inbox.add(JSON.readTree(text.toString()));
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
  }
}
