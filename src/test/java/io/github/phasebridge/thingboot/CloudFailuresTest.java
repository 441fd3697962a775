package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong, an order is sent once and its failure says what is known of its fate. */
@Timeout(60)
class CloudFailuresTest {

  private ThingbootHarness cloud;

  /** How a connection ends without an answer. */
  enum Break {
    CLOSED_BEFORE_ANSWER,
    CLOSED_IN_HEADERS,
    CLOSED_IN_BODY
  }

  @BeforeEach
  void open() throws Exception {
    cloud = new ThingbootHarness();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5001 | CONFIGURATION | thingboot.app-id",
        "5002 | CONFIGURATION | the time of the call",
        "5004 | CONFIGURATION | the signature",
        "5005 | CONFIGURATION | no app secret",
        "5006 | CONFIGURATION | the signature is wrong",
        "5007 | CONFIGURATION | a debug key",
        "501 | REJECTED | the id of the device is missing (501: \"vendor's words\")",
        "502 | REJECTED | the device does not exist or cannot be used (502: \"vendor's words\")",
        "504 | REJECTED | it does not know the command (504: \"vendor's words\")",
        "5008 | REJECTED | refused with code 5008: \"vendor's words\".",
        "500 | REJECTED | refused with code 500: \"vendor's words\".",
        "-1 | REJECTED | refused with code -1: \"vendor's words\".",
      })
  void everyCodeHasItsSentence(int code, Kind kind, String words) {
    cloud.answer("{\"code\":" + code + ",\"msg\":\"vendor's words\"}");

    LinkFailure failure = sent();

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageStartingWith("The ThingBoot cloud refuse");
    assertThat(failure.getMessage()).contains(words).contains(String.valueOf(code));
    assertThat(cloud.server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"code\":\"5006\",\"msg\":\"bad sign\"} | CONFIGURATION",
        "{\"code\":\" 502 \"} | REJECTED",
        "{\"Code\":504,\"Msg\":\"x\"} | REJECTED",
      })
  void aCodeMayBeATextOrSpeltAnotherWay(String body, Kind kind) {
    cloud.answer(body);

    assertThat(sent().kind()).isEqualTo(kind);
  }

  @Test
  void aCodeIsReadWhateverTheHttpStatus() {
    cloud.answer(400, "{\"code\":5006,\"msg\":\"bad sign\"}");

    assertThat(sent().kind()).isEqualTo(Kind.CONFIGURATION);
  }

  @Test
  void theVendorsWordsAreBoundedAndOneLine() {
    cloud.answer("{\"code\":9,\"msg\":\"a\\nb\\u0007c" + "x".repeat(10_000) + "\"}");

    assertThat(sent().getMessage()).hasSizeLessThan(300).contains("a b c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | CONFIGURATION | allowed addresses",
        "403 | CONFIGURATION | allowed addresses",
        "404 | CONFIGURATION | thingboot.url",
        "405 | REJECTED | HTTP status 405",
        "408 | UNCERTAIN | HTTP status 408",
        "429 | REJECTED | fewer calls",
        "500 | UNCERTAIN | HTTP status 500",
        "502 | UNCERTAIN | HTTP status 502",
        "503 | UNCERTAIN | HTTP status 503",
        "504 | UNCERTAIN | HTTP status 504",
      })
  void aStatusWithoutACodeSaysWhetherAnythingCanHaveHappened(int status, Kind kind, String words) {
    cloud.answer(status, "<html>error</html>");

    LinkFailure failure = sent();

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageContaining(words);
    assertThat(cloud.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aGoodCodeDoesNotMakeABadStatusGood() {
    cloud.answer(502, ThingbootHarness.ACCEPTED);

    assertThat(sent().kind()).isEqualTo(Kind.UNCERTAIN);
  }

  @Test
  void aRedirectIsNotFollowedAndNamesTheHostAlone() {
    cloud.answerWith(
        answer -> answer.code(302).addHeader("Location", "https://new.example/x?sign=abcdef"));

    LinkFailure failure = sent();

    assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(failure)
        .hasMessage(
            "The ThingBoot cloud moved to new.example (HTTP status 302). If that is right, change"
                + " thingboot.url.");
    assertThat(cloud.server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | an empty body",
        "<html>busy</html> | a web page",
        "busy | text that is no JSON",
        "{\"code\":200,\"ms | JSON that is cut off",
        "{\"msg\":\"success\"} | JSON without a code",
        "{\"code\":true} | JSON without a code",
        "{\"code\":\"ok\"} | JSON without a code",
        "{\"code\":1e999999999} | JSON without a code",
        "[200] | JSON without a code",
        "200 | JSON without a code",
        "null | JSON without a code",
        "{\"code\":200} {\"code\":5006} | text that is no JSON",
      })
  void aBodyThatCannotBeReadLeavesTheFateOpen(String body, String description) {
    cloud.answer(body);

    LinkFailure failure = sent();

    assertThat(failure.kind()).isEqualTo(Kind.UNCERTAIN);
    assertThat(failure).hasMessageContaining("cannot be read").hasMessageContaining(description);
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 20, 2 << 20})
  void aHugeBodyIsNotRead(int size) {
    cloud.answer(" ".repeat(size) + ThingbootHarness.ACCEPTED);

    assertThat(sent().kind()).isEqualTo(Kind.UNCERTAIN);
  }

  @Test
  void deepNestingIsNoTrouble() {
    cloud.answer("[".repeat(500_000));

    assertThat(sent().kind()).isEqualTo(Kind.UNCERTAIN);
  }

  @ParameterizedTest
  @EnumSource(Break.class)
  void aConnectionThatBreaksNeverRepeatsAnOrder(Break how) {
    cloud.answerWith(
        answer ->
            switch (how) {
              case CLOSED_BEFORE_ANSWER ->
                  answer.onResponseStart(SocketEffect.ShutdownConnection.INSTANCE);
              case CLOSED_IN_HEADERS ->
                  answer.onRequestBody(SocketEffect.ShutdownConnection.INSTANCE);
              case CLOSED_IN_BODY ->
                  answer
                      .body("x".repeat(100_000))
                      .onResponseBody(SocketEffect.ShutdownConnection.INSTANCE);
            });
    cloud.answer(ThingbootHarness.ACCEPTED);

    assertThat(sent().kind()).isEqualTo(Kind.UNCERTAIN);
    assertThat(cloud.server.getRequestCount()).isLessThanOrEqualTo(1);
  }

  @Test
  void aKeptConnectionThatBreaksNeverRepeatsAnOrder() throws Exception {
    cloud.answer(ThingbootHarness.ACCEPTED);
    cloud.answerWith(answer -> answer.onResponseStart(SocketEffect.ShutdownConnection.INSTANCE));
    cloud.answer(ThingbootHarness.ACCEPTED);
    ThingbootHarness.get(cloud.api().link("820720").send(new Order("power", 1), "a"));

    assertThat(sent().kind()).isEqualTo(Kind.UNCERTAIN);
    assertThat(cloud.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void silenceLeavesTheFateOpen() {
    cloud.tuning = client -> client.callTimeout(Duration.ofMillis(300));
    cloud.answerWith(answer -> answer.onResponseStart(SocketEffect.Stall.INSTANCE));

    LinkFailure failure = sent();

    assertThat(failure.kind()).isEqualTo(Kind.UNCERTAIN);
    assertThat(failure).hasMessageContaining("did not answer within 0.3 s");
  }

  @Test
  void aBodyThatDripsLeavesTheFateOpen() {
    cloud.tuning = client -> client.callTimeout(Duration.ofMillis(300));
    cloud.answerWith(
        answer -> answer.body(ThingbootHarness.ACCEPTED).throttleBody(1, 1, TimeUnit.SECONDS));

    assertThat(sent().kind()).isEqualTo(Kind.UNCERTAIN);
  }

  @Test
  void aClosedPortWasSurelyNotReached() throws Exception {
    try (ServerSocket closed = new ServerSocket(0)) {
      cloud.otherUrl = Optional.of(URI.create("http://127.0.0.1:" + closed.getLocalPort()));
    }

    LinkFailure failure = sent();

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure)
        .hasMessageStartingWith("There is no connection to the ThingBoot cloud at 127.0.0.1:");
  }

  private LinkFailure sent() {
    return ThingbootHarness.failure(cloud.api().link("820720").send(new Order("power", 1), "0123"));
  }
}
