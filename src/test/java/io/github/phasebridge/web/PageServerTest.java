package io.github.phasebridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.bridge.Overview;
import io.github.phasebridge.testing.LogLines;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's server as a browser and a monitor meet it. */
@Timeout(60)
class PageServerTest {

  private final OpenPage page = new OpenPage();

  @AfterEach
  void close() {
    page.close();
  }

  @Test
  void theChartLibraryIsServedAndKept() throws Exception {
    page.open();

    HttpResponse<String> first = page.get("/chart/chart.umd.min.js");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("Content-Type"))
        .contains("text/javascript; charset=utf-8");
    assertThat(first.body()).contains("Chart.js");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> second =
        page.send(page.request("/chart/chart.umd.min.js").header("If-None-Match", tag));
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(
            page.send(page.request("/chart/chart.umd.min.js").header("If-None-Match", "\"x\""))
                .body())
        .isEqualTo(first.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/metrics", "/x", "/chart/chart.umd.min.js"})
  void everyAnswerIsStrict(String path) throws Exception {
    page.open();

    Map<String, List<String>> headers = page.get(path).headers().map();

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
    page.open();

    HttpResponse<String> answer =
        page.send(page.request(path).method(method, BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Allow")).contains(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/metrics", "/api/diagnostics", "/api/events"})
  void headHasNoBody(String path) throws Exception {
    page.open();

    HttpResponse<String> answer =
        page.send(page.request(path).method("HEAD", BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void healthIsBadOnlyWhereARestartHelps() throws Exception {
    page.open();
    assertThat(page.get("/health").body())
        .isEqualTo("{\"status\":\"ok\",\"live\":true,\"ready\":true}");
    assertThat(page.get("/health/ready").statusCode()).isEqualTo(200);

    page.insight().change(_ -> SampleOverview.withoutBroker());
    assertThat(page.get("/health").statusCode()).isEqualTo(200);
    assertThat(page.get("/health").body())
        .isEqualTo("{\"status\":\"ok\",\"live\":true,\"ready\":false}");
    assertThat(page.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(page.get("/health/ready").statusCode()).isEqualTo(503);

    page.insight().die();
    assertThat(page.get("/health").statusCode()).isEqualTo(503);
    assertThat(page.get("/health/live").statusCode()).isEqualTo(503);
    assertThat(page.get("/health").body()).contains("\"status\":\"failed\"");
  }

  @Test
  void metricsTellWhatIsKnown() throws Exception {
    page.open();

    HttpResponse<String> answer = page.get("/metrics");

    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(answer.body())
        .contains(
            "\nphasebridge_mqtt_connected 1.0\n",
            "\nphasebridge_cloud_up{source=\"iammeter\"} 1.0\n",
            "\nphasebridge_device_online{device=\"iammeter_da2bed94\"} 0.0\n",
            "\nphasebridge_quota_left{device=\"iammeter_3f00aa11\",source=\"iammeter\","
                + "title=\"Readings\",window_seconds=\"3600\"} 7.0\n",
            "\nphasebridge_build_info{version=\"0.1.0\"} 1.0\n",
            "\nphasebridge_reading_age_seconds{device=\"thingboot_a1b2c3\"} ",
            "# TYPE process_cpu_seconds_total counter\n",
            "\njvm_memory_used_bytes{area=\"heap\"} ")
        .doesNotContain(
            "phasebridge_home_assistant_online",
            "phasebridge_cloud_up{source=\"thingboot\"}",
            "phasebridge_reading_age_seconds{device=\"bridge\"}");
  }

  @ParameterizedTest
  @CsvSource({"ONLINE, 1.0", "OFFLINE, 0.0"})
  void metricsTellWhatHomeAssistantSaid(Overview.HomeAssistant.Presence presence, String value)
      throws Exception {
    page.open();
    page.insight().change(_ -> SampleOverview.with(presence));

    assertThat(page.get("/metrics").body())
        .contains("\nphasebridge_home_assistant_online " + value + "\n");
  }

  @Test
  void diagnosticsAreMadeForFewAtATime() throws Exception {
    page.open();
    CompletableFuture<String> knowledge = new CompletableFuture<>();
    page.insight().waitFor(knowledge);
    List<CompletableFuture<Integer>> statuses = new ArrayList<>();
    for (int i = 0; i <= DiagnosticsEndpoint.MOST_AT_ONCE; i++) {
      statuses.add(
          page.client()
              .sendAsync(page.request("/api/diagnostics").build(), BodyHandlers.discarding())
              .thenApply(HttpResponse::statusCode));
    }

    assertThat(CompletableFuture.anyOf(statuses.toArray(CompletableFuture[]::new)).join())
        .isEqualTo(503);
    knowledge.complete("");
    assertThat(statuses.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrder(503, 200, 200);
    assertThat(page.get("/api/diagnostics").statusCode()).isEqualTo(200);
  }

  @Test
  void withoutItsPortTheBridgeGoesOnAndSaysSo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LogLines log = new LogLines(PageServer.class)) {
      page.open(Map.of("WEB_PORT", Integer.toString(taken.getLocalPort())));

      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("no status page", "taken by another program", "web.port");
      assertThat(page.notices())
          .singleElement()
          .satisfies(it -> assertThat(it.text()).contains("taken", "web.port"));
      assertThat(page.insight().looks()).isZero();
    }
  }

  @Test
  void theLogSaysWhereThePageIs() {
    try (LogLines log = new LogLines(PageServer.class)) {
      page.open(Map.of("WEB_PORT", "0"));

      assertThat(log.all())
          .containsExactly("INFO The status page is at http://127.0.0.1:" + page.port());
      assertThat(page.notices()).isEmpty();
    }
  }

  @Test
  void whatListensEverywhereIsNotAtAnAddressThatNobodyCanOpen() {
    try (LogLines log = new LogLines(PageServer.class)) {
      page.open(Map.of("WEB_PORT", "0", "WEB_HOST", "0.0.0.0"));

      assertThat(log.all())
          .containsExactly(
              "INFO The status page is at port "
                  + page.port()
                  + " of every address of this computer");
    }
  }

  @Test
  void inTheAppTheLogDoesNotNameAnAddressThatNobodyCanOpen() {
    try (LogLines log = new LogLines(PageServer.class)) {
      page.open();

      assertThat(log.all()).singleElement().asString().contains("Home Assistant");
    }
  }
}
