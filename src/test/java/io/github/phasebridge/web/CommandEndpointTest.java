package io.github.phasebridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.testing.LogLines;
import java.io.BufferedReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands from the page, and from whoever pretends to be it. */
@Timeout(60)
class CommandEndpointTest {

  private static final String COMMAND =
      "{\"device\":\"thingboot_a1b2c3\",\"key\":\"power\",\"payload\":\"ON\"}";

  private final OpenPage page = new OpenPage();

  @AfterEach
  void close() {
    page.close();
  }

  @Test
  void aCommandReachesTheBridgeAndItsOutcomeComesBack() throws Exception {
    page.open();

    HttpResponse<String> answer = command(COMMAND, Map.of());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"outcome\":\"confirmed\",\"reason\":null}");
    assertThat(page.insight().commands()).containsExactly("thingboot_a1b2c3 power ON");
  }

  @Test
  void whatTheBridgeRefusesItSays() throws Exception {
    page.open();
    page.insight().answer(CompletableFuture.completedStage(Outcome.refused("Nobody knows it.")));

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
    page.open();

    HttpResponse<String> answer = command(COMMAND, Map.of(header, value));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(page.insight().commands()).hasSize(status == 200 ? 1 : 0);
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
    page.open();

    HttpResponse<String> answer = command(body, Map.of());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"");
    assertThat(page.insight().commands()).isEmpty();
  }

  @Test
  void aLargeCommandIsRefused() throws Exception {
    page.open();

    HttpResponse<String> answer =
        command(COMMAND.replace("ON", "x".repeat(CommandEndpoint.LARGEST_BODY)), Map.of());

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(page.insight().commands()).isEmpty();
  }

  @Test
  void withoutAPasswordOutsideHomeAssistantNothingIsSwitched() throws Exception {
    page.open(Map.of("WEB_PORT", "0"));
    try (BufferedReader stream = page.stream()) {
      String status = OpenPage.data(stream);
      assertThat(status).contains("\"commands\":false", "web.password").doesNotContain("\"token\"");
    }

    HttpResponse<String> answer =
        page.send(
            page.request("/api/command")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(COMMAND)));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("web.password");
    assertThat(page.insight().commands()).isEmpty();
  }

  @Test
  void aMistakeOfOursIsAnErrorAndOneLine() throws Exception {
    page.open();
    page.insight().answer(CompletableFuture.failedFuture(new IllegalStateException("a bug")));
    try (LogLines log = new LogLines(PageServer.class)) {
      HttpResponse<String> answer = command(COMMAND, Map.of());

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("bug");
      assertThat(log.warnings()).containsExactly("ERROR Answering /api/command failed");
    }
    assertThat(page.get("/health").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> command(String body, Map<String, String> changed) throws Exception {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put(CommandEndpoint.TOKEN_HEADER, token());
    headers.putAll(changed);
    HttpRequest.Builder request = page.request("/api/command").POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return page.send(request);
  }

  private String token() throws Exception {
    try (BufferedReader stream = page.stream()) {
      return Json.MAPPER.readTree(OpenPage.data(stream)).get("access").get("token").stringValue();
    }
  }
}
