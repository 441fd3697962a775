package io.github.phasebridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.Loaded;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.log.RecentLog;
import io.github.phasebridge.log.Redactor;
import io.github.phasebridge.testing.LogLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's server as a browser and a monitor meet it. */
@Timeout(60)
class PageServerTest {

  private static final String COMMAND =
      "{\"device\":\"thingboot_a1b2c3\",\"key\":\"power\",\"payload\":\"ON\"}";

  private final FakeInsight insight = new FakeInsight(SampleOverview.usual());
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final PageNotice notice = new PageNotice();
  private @Nullable PageServer server;
  private int port;

  @AfterEach
  void stop() {
    client.shutdownNow();
    if (server != null) {
      server.stop();
    }
    scheduler.shutdownNow();
    client.close();
  }

  @Test
  void theChartLibraryIsServedAndKept() throws Exception {
    open();

    HttpResponse<String> first = get("/chart/chart.umd.min.js");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("Content-Type"))
        .contains("text/javascript; charset=utf-8");
    assertThat(first.body()).contains("Chart.js");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> second =
        send(request("/chart/chart.umd.min.js").header("If-None-Match", tag));
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(send(request("/chart/chart.umd.min.js").header("If-None-Match", "\"x\"")).body())
        .isEqualTo(first.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/metrics", "/x", "/chart/chart.umd.min.js"})
  void everyAnswerIsStrict(String path) throws Exception {
    open();

    Map<String, List<String>> headers = get(path).headers().map();

    assertThat(headers.get("content-security-policy"))
        .singleElement()
        .asString()
        .contains("default-src 'none'", "frame-ancestors 'self'")
        .doesNotContain("unsafe");
    assertThat(headers).containsEntry("x-content-type-options", List.of("nosniff"));
    assertThat(headers).containsEntry("referrer-policy", List.of("no-referrer"));
    assertThat(headers).containsKey("cache-control");
    assertThat(headers).doesNotContainKey("access-control-allow-origin");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /health, 405, 'GET, HEAD'",
    "DELETE, /metrics, 405, 'GET, HEAD'",
    "OPTIONS, /api/command, 405, POST",
    "GET, /api/command, 405, POST",
    "PUT, /api/command, 405, POST",
    "POST, /api/events, 405, 'GET, HEAD'",
    "TRACE, /api/diagnostics, 405, 'GET, HEAD'",
  })
  void otherMethodsAreRefused(String method, String path, int status, String allowed)
      throws Exception {
    open();

    HttpResponse<String> answer = send(request(path).method(method, BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Allow")).contains(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/metrics", "/api/diagnostics", "/api/events"})
  void headHasNoBody(String path) throws Exception {
    open();

    HttpResponse<String> answer = send(request(path).method("HEAD", BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void healthIsBadOnlyWhereARestartHelps() throws Exception {
    open();
    assertThat(get("/health").body()).isEqualTo("{\"status\":\"ok\",\"live\":true,\"ready\":true}");
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);

    insight.change(_ -> SampleOverview.withoutBroker());
    assertThat(get("/health").statusCode()).isEqualTo(200);
    assertThat(get("/health").body())
        .isEqualTo("{\"status\":\"ok\",\"live\":true,\"ready\":false}");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);

    insight.die();
    assertThat(get("/health").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").statusCode()).isEqualTo(503);
    assertThat(get("/health").body()).contains("\"status\":\"failed\"");
  }

  @Test
  void metricsTellWhatIsKnown() throws Exception {
    open();

    HttpResponse<String> answer = get("/metrics");

    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(answer.body())
        .contains(
            "\nphasebridge_mqtt_connected 1.0\n",
            "\nphasebridge_home_assistant_online 0.0\n",
            "\nphasebridge_cloud_up{source=\"iammeter\"} 1.0\n",
            "\nphasebridge_device_online{device=\"iammeter_da2bed94\"} 0.0\n",
            "\nphasebridge_quota_left{device=\"iammeter_3f00aa11\",source=\"iammeter\","
                + "title=\"Readings\",window_seconds=\"3600\"} 7.0\n",
            "\nphasebridge_build_info{version=\"0.1.0\"} 1.0\n",
            "\nphasebridge_reading_age_seconds{device=\"thingboot_a1b2c3\"} ",
            "# TYPE process_cpu_seconds_total counter\n",
            "\njvm_memory_used_bytes{area=\"heap\"} ")
        .doesNotContain("phasebridge_cloud_up{source=\"thingboot\"}", "device=\"bridge\"} 2");
  }

  @Test
  void diagnosticsAreMadeForFewAtATime() throws Exception {
    open();
    CompletableFuture<String> knowledge = new CompletableFuture<>();
    insight.waitFor(knowledge);
    List<CompletableFuture<Integer>> statuses = new ArrayList<>();
    for (int i = 0; i <= DiagnosticsEndpoint.MOST_AT_ONCE; i++) {
      statuses.add(
          client
              .sendAsync(request("/api/diagnostics").build(), BodyHandlers.discarding())
              .thenApply(HttpResponse::statusCode));
    }

    assertThat(CompletableFuture.anyOf(statuses.toArray(CompletableFuture[]::new)).join())
        .isEqualTo(503);
    knowledge.complete("");
    assertThat(statuses.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrder(503, 200, 200);
    assertThat(get("/api/diagnostics").statusCode()).isEqualTo(200);
  }

  @Test
  void aStreamTellsEverythingAndThenWhatChanges() throws Exception {
    open();
    try (BufferedReader stream = stream()) {
      assertThat(stream.readLine()).isEqualTo("retry: 2000");
      assertThat(events(stream, 6))
          .containsExactly("status", "device", "device", "device", "device", "log");
      insight.change(
          overview ->
              SampleOverview.with(
                  overview, SampleOverview.BOILER, device -> SampleOverview.online(device, false)));
      List<String> next = events(stream, 1);
      while (next.contains("history")) {
        next = events(stream, 1);
      }
      assertThat(next).containsExactly("device");
    }
  }

  @Test
  void streamsAreBoundedAndOneThatEndsMakesRoom() throws Exception {
    open();
    List<BufferedReader> streams = new ArrayList<>();
    for (int i = 0; i < EventsEndpoint.MOST_STREAMS; i++) {
      streams.add(stream());
    }

    assertThat(get("/api/events").statusCode()).isEqualTo(503);
    assertThat(get("/health").statusCode()).isEqualTo(200);

    for (BufferedReader stream : streams) {
      stream.close();
    }
    // The server sees at its next write that a page is gone.
    insight.change(_ -> SampleOverview.withoutBroker());
    int status = 503;
    while (status == 503) {
      insight.change(
          overview ->
              overview.broker().condition().ok()
                  ? SampleOverview.withoutBroker()
                  : SampleOverview.usual());
      HttpResponse<InputStream> answer =
          client.send(request("/api/events").build(), BodyHandlers.ofInputStream());
      answer.body().close();
      status = answer.statusCode();
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void theEndOfTheServerEndsStreams() throws Exception {
    PageServer running = open();
    try (BufferedReader stream = stream()) {
      assertThat(events(stream, 6)).hasSize(6);
      running.stop();
      assertThat(stream.lines().filter(line -> line.equals("event: status"))).isEmpty();
    } catch (UncheckedIOException e) {
      // It may also hang up in the middle.
      assertThat(e).isNotNull();
    }
  }

  @Test
  void aCommandReachesTheBridgeAndItsOutcomeComesBack() throws Exception {
    open();

    HttpResponse<String> answer = command(COMMAND, Map.of());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"outcome\":\"confirmed\",\"reason\":null}");
    assertThat(insight.commands()).containsExactly("thingboot_a1b2c3 power ON");
  }

  @Test
  void whatTheBridgeRefusesItSays() throws Exception {
    open();
    insight.answer(CompletableFuture.completedStage(Outcome.refused("Nobody knows it.")));

    HttpResponse<String> answer =
        command(COMMAND.replace("thingboot_a1b2c3", "thingboot_1"), Map.of());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("{\"outcome\":\"refused\",\"reason\":\"Nobody knows it.\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, same-site, 403",
    "Sec-Fetch-Site, same-origin, 200",
    "Sec-Fetch-Site, none, 200",
    "X-Phasebridge-Token, '', 403",
    "X-Phasebridge-Token, 0123456789abcdef0123456789abcdef, 403",
    "Content-Type, text/plain, 415",
    "Content-Type, application/x-www-form-urlencoded, 415",
    "Content-Type, application/jsonp, 415",
    "Content-Type, application/json;charset=utf-8, 200",
    "Content-Type, Application/JSON, 200",
  })
  void aCommandComesFromOurPageOnly(String header, String value, int status) throws Exception {
    open();

    HttpResponse<String> answer = command(COMMAND, Map.of(header, value));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(insight.commands()).hasSize(status == 200 ? 1 : 0);
    assertThat(answer.body()).contains(status == 200 ? "outcome" : "{\"error\":\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"x\"",
        "{",
        "{}",
        "{\"device\":\"thingboot_a1b2c3\",\"key\":\"power\"}",
        "{\"device\":\"thingboot_a1b2c3\",\"key\":\"power\",\"payload\":1}",
        "{\"device\":\"thingboot_a1b2c3\",\"key\":\"power\",\"payload\":null}",
        "{\"device\":\"Thing/boot\",\"key\":\"power\",\"payload\":\"ON\"}",
        "{\"device\":[\"thingboot_a1b2c3\"],\"key\":\"power\",\"payload\":\"ON\"}",
        "{\"device\":\"thingboot_a1b2c3\",\"key\":\"voltage\",\"payload\":\"ON\"}",
        "{\"device\":\"thingboot_a1b2c3\",\"key\":\"btn1\",\"payload\":\"PRESS\"}",
        "{\"device\":\"thingboot_a1b2c3\",\"key\":\"none\",\"payload\":\"ON\"}",
      })
  void whatIsNoCommandIsRefused(String body) throws Exception {
    open();

    HttpResponse<String> answer = command(body, Map.of());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"");
    assertThat(insight.commands()).isEmpty();
  }

  @Test
  void aLargeCommandIsRefused() throws Exception {
    open();

    HttpResponse<String> answer =
        command(COMMAND.replace("ON", "x".repeat(CommandEndpoint.LARGEST_BODY)), Map.of());

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(insight.commands()).isEmpty();
  }

  @Test
  void withoutAPasswordOutsideHomeAssistantNothingIsSwitched() throws Exception {
    open(Map.of("WEB_PORT", "0"));
    try (BufferedReader stream = stream()) {
      String status = data(stream);
      assertThat(status).contains("\"commands\":false", "web.password").doesNotContain("\"token\"");
    }

    HttpResponse<String> answer =
        send(
            request("/api/command")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(COMMAND)));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("web.password");
    assertThat(insight.commands()).isEmpty();
  }

  @Test
  void aMistakeOfOursIsAnErrorAndOneLine() throws Exception {
    open();
    insight.answer(CompletableFuture.failedFuture(new IllegalStateException("a bug")));
    try (LogLines log = new LogLines(PageServer.class)) {
      HttpResponse<String> answer = command(COMMAND, Map.of());

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("bug");
      assertThat(log.warnings()).containsExactly("ERROR Answering /api/command failed");
    }
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void withoutItsPortTheBridgeGoesOnAndSaysSo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LogLines log = new LogLines(PageServer.class)) {
      open(Map.of("WEB_PORT", Integer.toString(taken.getLocalPort())));

      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("no status page", "taken by another program", "web.port");
      assertThat(notice.notices())
          .singleElement()
          .satisfies(it -> assertThat(it.text()).contains("taken", "web.port"));
      assertThat(insight.looks()).isZero();
    }
  }

  @Test
  void theLogSaysWhereThePageIs() {
    try (LogLines log = new LogLines(PageServer.class)) {
      open(Map.of("WEB_PORT", "0"));

      assertThat(log.all()).containsExactly("INFO The status page is at http://127.0.0.1:" + port);
      assertThat(notice.notices()).isEmpty();
    }
  }

  @Test
  void inTheAppTheLogDoesNotNameAnAddressThatNobodyCanOpen() {
    try (LogLines log = new LogLines(PageServer.class)) {
      open();

      assertThat(log.all()).singleElement().asString().contains("Home Assistant");
    }
  }

  /** Opens the page as through ingress, with this computer in the part of the proxy. */
  private PageServer open() {
    return open(Map.of("WEB_PORT", "0", "WEB_INGRESS_PROXY", "127.0.0.1"));
  }

  private PageServer open(Map<String, String> settings) {
    Loaded loaded = Pages.config(settings);
    PageServer opened =
        Pages.server(loaded, insight, new RecentLog(), new Redactor(), notice, scheduler);
    server = opened;
    opened.start();
    port = opened.port();
    return opened;
  }

  private HttpResponse<String> command(String body, Map<String, String> changed) throws Exception {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put(CommandEndpoint.TOKEN_HEADER, token());
    headers.putAll(changed);
    HttpRequest.Builder request = request("/api/command").POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return send(request);
  }

  private String token() throws Exception {
    try (BufferedReader stream = stream()) {
      return Json.MAPPER.readTree(data(stream)).get("access").get("token").stringValue();
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private BufferedReader stream() throws Exception {
    HttpResponse<InputStream> answer =
        client.send(request("/api/events").build(), BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("X-Accel-Buffering")).contains("no");
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  /** Returns the names of the next events. */
  private static List<String> events(BufferedReader stream, int count) throws IOException {
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
  private static String data(BufferedReader stream) throws IOException {
    while (true) {
      String line = String.valueOf(stream.readLine());
      if (line.startsWith("data: ")) {
        return line.substring("data: ".length());
      }
    }
  }
}
