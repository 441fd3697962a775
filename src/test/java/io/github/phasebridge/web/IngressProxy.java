package io.github.phasebridge.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Stands where Home Assistant's ingress stands: serves the page under a long prefix, names the user
 * who is logged in, passes streams on piece by piece, and refuses what the Supervisor's filter
 * refuses.
 */
final class IngressProxy implements AutoCloseable {

  /** Before every address of the page. */
  static final String PREFIX = "/api/hassio_ingress/Vq3kW9-token-of-a-session_0aZ/";

  /** What the Supervisor takes for an attack, in a path or a query. */
  private static final Pattern FILTER =
      Pattern.compile("\\.\\./|<script|union.*select|=/\\w+/", Pattern.CASE_INSENSITIVE);

  private static final Set<String> OWN_TO_A_CONNECTION =
      Set.of("connection", "host", "content-length", "transfer-encoding", "upgrade", "keep-alive");

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<InputStream> streams = ConcurrentHashMap.newKeySet();
  private final List<String> filtered = new CopyOnWriteArrayList<>();
  private final int port;
  private volatile int instead;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** Starts one before the server at this port of this computer. */
  IngressProxy(int port) throws IOException {
    this.port = port;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Returns the page's address as a browser sees it. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PREFIX;
  }

  /** Returns the addresses that the filter refused. */
  List<String> filtered() {
    return List.copyOf(filtered);
  }

  /** Cuts all streams and gives this answer to everything until {@link #mend}. */
  void cut(int status) throws IOException {
    instead = status;
    for (InputStream stream : streams) {
      stream.close();
    }
  }

  /** Keeps all connections, and passes nothing on until {@link #mend}. */
  void hold() {
    gate = new CountDownLatch(1);
  }

  /** Lets everything pass again. */
  void mend() {
    instead = 0;
    gate.countDown();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      gate.await();
      URI address = exchange.getRequestURI();
      if (FILTER.matcher(decoded(address)).find()) {
        filtered.add(address.toString());
        exchange.sendResponseHeaders(400, -1);
      } else if (!address.getRawPath().startsWith(PREFIX)) {
        exchange.sendResponseHeaders(404, -1);
      } else if (instead != 0) {
        exchange.sendResponseHeaders(instead, -1);
      } else {
        pass(exchange, address.toString().substring(PREFIX.length()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(HttpExchange exchange, String rest) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        client.send(request(exchange, rest), BodyHandlers.ofInputStream());
    copy(answer.headers().map(), exchange.getResponseHeaders());
    try (InputStream from = answer.body();
        OutputStream to = exchange.getResponseBody()) {
      streams.add(from);
      exchange.sendResponseHeaders(answer.statusCode(), answer.statusCode() == 304 ? -1 : 0);
      byte[] piece = new byte[8192];
      for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
        gate.await();
        to.write(piece, 0, read);
        to.flush();
      }
    } finally {
      streams.remove(answer.body());
    }
  }

  private HttpRequest request(HttpExchange exchange, String rest) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + rest))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
            .header("X-Ingress-Path", PREFIX.substring(0, PREFIX.length() - 1))
            .header("X-Remote-User-Id", "0123456789abcdef")
            .header("X-Remote-User-Name", "owner")
            .header("X-Remote-User-Display-Name", "Owner");
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (passesOn(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  private static void copy(Map<String, List<String>> from, Headers to) {
    from.forEach(
        (name, values) -> {
          if (passesOn(name)) {
            to.put(name, values);
          }
        });
  }

  private static boolean passesOn(String header) {
    return !OWN_TO_A_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
  }

  private static String decoded(URI address) {
    return URLDecoder.decode(address.toString(), StandardCharsets.UTF_8);
  }
}
