package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.nio.charset.StandardCharsets;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every status and every body ends in its own kind of failure. */
@Timeout(60)
class CloudAnswersTest {

  private static final String GOOD = CloudHarness.fixture("meterdata2-1-phase");

  private CloudHarness cloud;

  @BeforeEach
  void open() throws Exception {
    cloud = new CloudHarness();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @ParameterizedTest
  @CsvSource({
    "301, UNEXPECTED_STATUS",
    "304, UNEXPECTED_STATUS",
    "400, UNEXPECTED_STATUS",
    "401, UNAUTHORIZED",
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "408, UNEXPECTED_STATUS",
    "418, UNEXPECTED_STATUS",
    "421, UNEXPECTED_STATUS",
    "429, OVER_LIMIT",
    "500, SERVER_ERROR",
    "502, SERVER_ERROR",
    "503, SERVER_ERROR",
  })
  void everyStatusHasItsKind(int status, Kind kind) {
    cloud.answer(status, status == 304 ? "" : "{\"message\":\"no way\"}");

    IammeterFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageContaining("status " + status);
    assertThat(cloud.server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  \n",
        "null",
        "{}",
        "[]",
        "{\"data\":null}",
        "{\"successful\":true}",
        "{\"data\":null,\"successful\":true,\"message\":null}"
      })
  void anAnswerWithNothingInItMeansOverTheLimit(String body) {
    cloud.answer(body);

    assertThat(failure().kind()).isEqualTo(Kind.OVER_LIMIT);
  }

  @Test
  void status204MeansOverTheLimit() {
    cloud.answerWith(answer -> answer.code(204));

    assertThat(failure().kind()).isEqualTo(Kind.OVER_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":null,\"successful\":false,\"message\":\"no such\\nmeter\"}",
        "{\"Successful\":\"False\",\"Message\":\"no such\\tmeter\"}",
        "{\"data\":{},\"successful\":0,\"message\":\" no such meter\"}"
      })
  void unsuccessfulBringsTheVendorsMessageInOneLine(String body) {
    cloud.answer(body);

    IammeterFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessage("The meter cloud refused the call: no such meter");
  }

  @Test
  void theVendorsMessageIsBounded() {
    cloud.answer("{\"successful\":false,\"message\":\"" + "x".repeat(100_000) + "\"}");

    assertThat(failure().getMessage()).hasSizeLessThan(300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html><body>Sign in</body></html> | a web page",
        "Service busy | text that is no JSON",
        "{\"data\":{\"values\":[[230 | cut off",
        "{\"data\":{\"values\":[[230]]}} rest | no JSON",
        "[1,2] | without an envelope",
        "true | without an envelope",
        "{\"error\":\"x\"} | without the field",
        "{\"data\":{}} | without the field \"values\"",
        "{\"data\":\"x\"} | without the field \"values\"",
        "{\"data\":{\"values\":[]}} | no values",
        "{\"data\":{\"values\":[[]]}} | no values",
        "{\"data\":{\"values\":[null,null]}} | no values",
        "{\"data\":{\"values\":{}}} | no list",
        "{\"data\":{\"values\":\"1,2,3\"}} | no list",
        "{\"data\":{\"values\":[[1],\"x\"]}} | mixed",
        "{\"data\":{\"values\":[{\"voltage\":230}]}} | objects",
        "{\"data\":{\"values\":[[1],[1],[1],[1],[1]]}} | 5 rows",
      })
  void otherBodiesAreUnreadableAndDescribed(String body, String description) {
    cloud.answer(body);

    IammeterFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(failure).hasMessageContaining(description);
  }

  @Test
  void deepNestingIsUnreadable() {
    cloud.answer("[".repeat(500_000));

    assertThat(failure().kind()).isEqualTo(Kind.UNREADABLE);
  }

  @Test
  void aRowOfAnotherLayoutIsImplausible() {
    cloud.answer("{\"data\":{\"values\":[[230.2,1.3,119,1766.59,0,50,0.99]]}}");

    IammeterFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.IMPLAUSIBLE);
    assertThat(failure).hasMessageContaining("1766.59").hasMessageContaining("power factor");
  }

  @Test
  void aBodyThatEndsTooEarlyIsUnreadable() {
    cloud.answerWith(
        answer ->
            answer
                .body(GOOD)
                .setHeader("Content-Length", GOOD.length() + 10)
                .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE));

    assertThat(failure().kind()).isEqualTo(Kind.UNREADABLE);
  }

  @Test
  void aBodyAboveOneMebibyteIsNotRead() {
    cloud.answer(" ".repeat(1 << 20) + GOOD);

    assertThat(failure().kind()).isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void aBodyOfExactlyOneMebibyteIsRead() throws Exception {
    cloud.answer(" ".repeat((1 << 20) - GOOD.length()) + GOOD);

    assertThat(cloud.api().meterData(CloudHarness.SN).rows()).hasSize(1);
  }

  @Test
  void aLargeBodyWithoutLengthIsNotRead() {
    cloud.answerWith(answer -> answer.chunkedBody(" ".repeat(2 << 20), 8192));

    assertThat(failure().kind()).isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void aSmallCompressedBodyThatExpandsIsNotRead() throws Exception {
    Buffer compressed = new Buffer();
    try (var sink = Okio.buffer(new GzipSink(compressed))) {
      for (int i = 0; i < 64; i++) {
        sink.writeUtf8(" ".repeat(1 << 20));
      }
    }
    assertThat(compressed.size()).isLessThan(100_000);
    cloud.answerWith(answer -> answer.body(compressed).addHeader("Content-Encoding", "gzip"));

    assertThat(failure().kind()).isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void aDamagedCompressedBodyIsUnreadable() {
    cloud.answerWith(answer -> answer.body("no gzip").addHeader("Content-Encoding", "gzip"));

    assertThat(failure().kind()).isEqualTo(Kind.UNREADABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "text/plain", "application/json; charset=no-such", "; ; ;", "text/html"})
  void typeAndCharsetDoNotMatterWhereTheBodyIsJson(String type) throws Exception {
    cloud.answerWith(answer -> answer.body("\uFEFF" + GOOD).addHeader("Content-Type", type));

    assertThat(cloud.api().meterData(CloudHarness.SN).rows()).hasSize(1);
  }

  @Test
  void anotherCharsetIsDecoded() throws Exception {
    Buffer body = new Buffer().writeString(GOOD, StandardCharsets.UTF_16LE);
    cloud.answerWith(
        answer ->
            answer.body(body).addHeader("Content-Type", "application/json; charset=utf-16le"));

    assertThat(cloud.api().meterData(CloudHarness.SN).rows()).hasSize(1);
  }

  private IammeterFailure failure() {
    IammeterFailure failure =
        catchThrowableOfType(IammeterFailure.class, () -> cloud.api().meterData(CloudHarness.SN));
    assertThat(failure).as("the failure of the call").isNotNull();
    return failure;
  }
}
