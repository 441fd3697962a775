package io.github.phasebridge.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of Home Assistant's Supervisor that an app can reach without any rights: which MQTT
 * broker there is. As strict as the real one: it wants its token, knows one path, and says 400 as
 * long as no broker was installed. It can misbehave on demand.
 */
public final class SimulatedSupervisor implements AutoCloseable {

  private static final String PATH = "/services/mqtt";
  private static final JsonMapper JSON = new JsonMapper();

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final String token;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Answer answer = new Answer(0, "");
  private volatile Duration delay = Duration.ZERO;

  private SimulatedSupervisor(HttpServer server) {
    this.server = server;
    byte[] random = new byte[32];
    new Random().nextBytes(random);
    token = HexFormat.of().formatHex(random);
    offersNoBroker();
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  /** Starts one that only this machine reaches, on a free port; it has no broker yet. */
  public static SimulatedSupervisor started() throws IOException {
    return started(InetAddress.getLoopbackAddress());
  }

  /** Starts one at this address, such as {@code 0.0.0.0} for containers; it has no broker yet. */
  public static SimulatedSupervisor started(InetAddress address) throws IOException {
    return new SimulatedSupervisor(HttpServer.create(new InetSocketAddress(address, 0), 50));
  }

  /** Returns its port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Returns its address for {@code home-assistant.supervisor-url} on this machine. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Returns what stands in the environment variable {@code SUPERVISOR_TOKEN} of its app. */
  public String token() {
    return token;
  }

  /** From now on there is no MQTT broker, as before one was installed. */
  public void offersNoBroker() {
    answers(400, "{\"result\":\"error\",\"message\":\"Service not enabled\"}");
  }

  /** From now on a broker is offered. */
  public void offers(String host, int port, boolean ssl, String user, String password) {
    Map<String, Object> data =
        Map.of(
            "addon", "core_mosquitto",
            "host", host,
            "port", port,
            "ssl", ssl,
            "username", user,
            "password", password,
            "protocol", "3.1.1");
    answers(200, JSON.writeValueAsString(Map.of("result", "ok", "data", data)));
  }

  /** From now on the app may not ask, as without {@code services: mqtt} in its configuration. */
  public void forbids() {
    answers(403, "403: Forbidden");
  }

  /** From now on this is the answer, whatever it is worth. */
  public void answers(int status, String body) {
    answer = new Answer(status, body);
  }

  /** From now on every answer takes this long. */
  public void takes(Duration time) {
    delay = time;
  }

  /** Returns all requests so far: method, path and whether the token was right. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean known =
          ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      requests.add(request + (known ? "" : " without the token"));
      if (closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      if (!known) {
        send(exchange, new Answer(401, "401: Unauthorized"));
      } else if (!request.equals("GET " + PATH)) {
        send(exchange, new Answer(404, "404: Not Found"));
      } else {
        send(exchange, answer);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(UTF_8);
    exchange
        .getResponseHeaders()
        .set(
            "Content-Type",
            answer.body().startsWith("{") ? "application/json; charset=utf-8" : "text/plain");
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
