package io.github.phasebridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The streams that keep open pages up to date. */
@Timeout(60)
class EventsEndpointTest {

  private final OpenPage page = new OpenPage();

  @AfterEach
  void close() {
    page.close();
  }

  @Test
  void aStreamTellsEverythingAndThenWhatChanges() throws Exception {
    page.open();
    try (BufferedReader stream = page.stream()) {
      assertThat(stream.readLine()).isEqualTo("retry: 2000");
      assertThat(OpenPage.events(stream, 6))
          .containsExactly("status", "device", "device", "device", "device", "log");
      page.insight()
          .change(
              overview ->
                  SampleOverview.with(
                      overview,
                      SampleOverview.BOILER,
                      device -> SampleOverview.online(device, false)));
      List<String> next = OpenPage.events(stream, 1);
      while (next.contains("history")) {
        next = OpenPage.events(stream, 1);
      }
      assertThat(next).containsExactly("device");
    }
  }

  @Test
  void streamsAreBoundedAndOneThatEndsMakesRoom() throws Exception {
    page.open();
    List<BufferedReader> streams = new ArrayList<>();
    for (int i = 0; i < EventsEndpoint.MOST_STREAMS; i++) {
      streams.add(page.stream());
    }

    assertThat(page.get("/api/events").statusCode()).isEqualTo(503);
    assertThat(page.get("/health").statusCode()).isEqualTo(200);

    for (BufferedReader stream : streams) {
      stream.close();
    }
    // The server sees at its next write that a page is gone.
    page.insight().change(_ -> SampleOverview.withoutBroker());
    int status = 503;
    while (status == 503) {
      page.insight()
          .change(
              overview ->
                  overview.broker().condition().ok()
                      ? SampleOverview.withoutBroker()
                      : SampleOverview.usual());
      HttpResponse<InputStream> answer =
          page.client().send(page.request("/api/events").build(), BodyHandlers.ofInputStream());
      answer.body().close();
      status = answer.statusCode();
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void theEndOfTheServerEndsStreams() throws Exception {
    PageServer running = page.open();
    try (BufferedReader stream = page.stream()) {
      assertThat(OpenPage.events(stream, 6)).hasSize(6);
      running.stop();
      assertThat(stream.lines().filter(line -> line.equals("event: status"))).isEmpty();
    } catch (UncheckedIOException e) {
      // It may also hang up in the middle.
      assertThat(e).isNotNull();
    }
  }
}
