package io.github.phasebridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.Loaded;
import io.github.phasebridge.device.Notice;
import io.github.phasebridge.log.RecentLog;
import io.github.phasebridge.log.Redactor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** A page of {@link SampleOverview} at a port of its own, and a client that asks it. */
final class OpenPage implements AutoCloseable {

  private final FakeInsight insight = new FakeInsight(SampleOverview.usual());
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final PageNotice notice = new PageNotice();
  private @Nullable PageServer server;

  /** Opens it as through ingress, with this computer in the part of the proxy. */
  PageServer open() {
    return open(Map.of("WEB_PORT", "0", "WEB_INGRESS_PROXY", "127.0.0.1"));
  }

  /** Opens it with these settings. */
  PageServer open(Map<String, String> settings) {
    Loaded loaded = Pages.config(settings);
    PageServer opened =
        Pages.server(loaded, insight, new RecentLog(), new Redactor(), notice, scheduler);
    server = opened;
    opened.start();
    var _ = opened.port();
    return opened;
  }

  /** Returns the bridge. */
  FakeInsight insight() {
    return insight;
  }

  /** Returns what the page says about itself. */
  List<Notice> notices() {
    return notice.notices();
  }

  /** Returns the client. */
  HttpClient client() {
    return client;
  }

  /** Returns the port at which the page listens. */
  int port() {
    return Objects.requireNonNull(server, "it is not open").port();
  }

  /** Asks for an address. */
  HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  /** Sends a request. */
  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Begins a request for an address. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  /** Opens a stream of events. */
  BufferedReader stream() throws Exception {
    HttpResponse<InputStream> answer =
        client.send(request("/api/events").build(), BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("X-Accel-Buffering")).contains("no");
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  /** Returns the names of the next events. */
  static List<String> events(BufferedReader stream, int count) throws IOException {
    List<String> names = new ArrayList<>();
    while (names.size() < count) {
      String line = String.valueOf(stream.readLine());
      if (line.startsWith("event: ")) {
        names.add(line.substring("event: ".length()));
      }
    }
    return names;
  }

  /** Returns the data of the next event. */
  static String data(BufferedReader stream) throws IOException {
    while (true) {
      String line = String.valueOf(stream.readLine());
      if (line.startsWith("data: ")) {
        return line.substring("data: ".length());
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    if (server != null) {
      server.stop();
    }
    scheduler.shutdownNow();
    client.close();
  }
}
