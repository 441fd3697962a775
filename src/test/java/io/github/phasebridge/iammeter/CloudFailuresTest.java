package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.quota.Decision;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
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

/** Everything that can go wrong on the way ends in its own kind of failure, after one request. */
@Timeout(60)
class CloudFailuresTest {

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
    "403, UNAUTHORIZED",
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

  @Test
  void aRedirectIsNotFollowedAndNamesTheHostAlone() {
    cloud.answerWith(
        answer ->
            answer
                .code(302)
                .addHeader("Location", "https://user:pw@cloud.example/x?token=" + "secret"));

    IammeterFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.UNEXPECTED_STATUS);
    assertThat(failure)
        .hasMessage(
            "The meter cloud moved to cloud.example (status 302). If that is right, change"
                + " iammeter.url.");
    assertThat(cloud.server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "429, 120, 120",
    "503, 0, 0",
    "503, 99999999, 86400",
    "429, 'Tue, 21 Nov 2023 07:05:00 GMT', 300",
    "429, 'Tue, 21 Nov 2023 06:05:00 GMT', 0",
  })
  void retryAfterIsPassedOnAndNeverObeyedByTheClientItself(int status, String header, int wait) {
    cloud.answerWith(answer -> answer.code(status).addHeader("Retry-After", header));
    cloud.answer(GOOD);

    assertThat(failure().retryAfter()).contains(Duration.ofSeconds(wait));
    assertThat(cloud.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void retryAfterThatCannotBeReadIsNone() {
    cloud.answerWith(answer -> answer.code(429).addHeader("Retry-After", "soon"));

    assertThat(failure().retryAfter()).isEmpty();
  }

  @Test
  void aConnectionThatBreaksIsNotTriedAgain() {
    cloud.answerWith(answer -> answer.onResponseStart(SocketEffect.ShutdownConnection.INSTANCE));
    cloud.answer(GOOD);

    assertThat(failure().kind()).isEqualTo(Kind.CONNECTION);
    assertThat(cloud.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aPooledConnectionThatBreaksIsNotTriedAgain() throws Exception {
    cloud.answerWith(
        answer -> answer.body(GOOD).onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE));
    cloud.answer(GOOD);
    cloud.answer(GOOD);
    cloud.api().meterData(CloudHarness.SN);

    try {
      cloud.api().meterData(CloudHarness.SN);
    } catch (IammeterFailure failure) {
      assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    }
    assertThat(cloud.server.getRequestCount()).isLessThanOrEqualTo(2);
  }

  @Test
  void aClosedPortIsAConnectionFailure() throws Exception {
    try (ServerSocket closed = new ServerSocket(0)) {
      cloud.otherUrl = Optional.of(URI.create("http://127.0.0.1:" + closed.getLocalPort()));
    }

    assertThat(failure().kind()).isEqualTo(Kind.CONNECTION);
  }

  @Test
  void anUnknownHostIsADnsFailure() {
    cloud.otherUrl = Optional.of(URI.create("http://meters.example"));
    cloud.tuning =
        client ->
            client.dns(
                host -> {
                  throw new UnknownHostException(host);
                });

    IammeterFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.DNS);
    assertThat(failure).hasMessageContaining("meters.example");
  }

  @Test
  void aCertificateThatNobodySignedIsATlsFailure() throws Exception {
    cloud.server.useHttps(SelfSigned.serverContext().getSocketFactory());
    cloud.answer(GOOD);

    IammeterFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.TLS);
    assertThat(failure).hasMessageContaining("certif");
  }

  @Test
  void silenceIsATimeout() {
    cloud.tuning = client -> client.callTimeout(Duration.ofMillis(300));
    cloud.answerWith(answer -> answer.onResponseStart(SocketEffect.Stall.INSTANCE));

    IammeterFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(failure).hasMessageContaining("0.3 s");
  }

  @Test
  void aBodyThatDripsIsATimeout() {
    cloud.tuning = client -> client.callTimeout(Duration.ofMillis(300));
    cloud.answerWith(answer -> answer.body(GOOD).throttleBody(1, 100, TimeUnit.MILLISECONDS));

    assertThat(failure().kind()).isEqualTo(Kind.TIMEOUT);
  }

  @Test
  void aNameLookupThatHangsIsATimeout() {
    CompletableFuture<String> lookedUp = new CompletableFuture<>();
    cloud.tuning =
        client ->
            client
                .callTimeout(Duration.ofMillis(100))
                .dns(
                    host -> {
                      throw new UnknownHostException(lookedUp.join());
                    });

    assertThat(failure().kind()).isEqualTo(Kind.TIMEOUT);
    lookedUp.complete("too late");
  }

  @Test
  void anInterruptEndsACallAtOnce() throws Exception {
    cloud.answerWith(answer -> answer.onResponseStart(SocketEffect.Stall.INSTANCE));
    FutureTask<Boolean> call =
        new FutureTask<>(
            () -> {
              try {
                cloud.api().meterData(CloudHarness.SN);
                return false;
              } catch (InterruptedException e) {
                return true;
              }
            });
    Thread caller = Thread.ofPlatform().start(call);
    cloud.request();

    caller.interrupt();

    assertThat(call.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aDeniedReservationSendsNothing() {
    cloud.gate = budgets -> new Decision.Denied(Duration.ofMinutes(7), "12 of 12 calls are used.");

    IammeterFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.QUOTA);
    assertThat(failure).hasMessage("12 of 12 calls are used.");
    assertThat(failure.retryAfter()).contains(Duration.ofMinutes(7));
    assertThat(cloud.server.getRequestCount()).isZero();
    assertThat(cloud.calls.total()).isZero();
  }

  @Test
  void failedCallsAreChargedAndCounted() {
    cloud.answer(500, "");
    cloud.answer(500, "");

    assertThat(failure().kind()).isEqualTo(Kind.SERVER_ERROR);
    assertThat(failure().kind()).isEqualTo(Kind.SERVER_ERROR);

    assertThat(cloud.reserved)
        .containsExactly(
            List.of("iammeter/meterdata/DA2BED94"), List.of("iammeter/meterdata/DA2BED94"));
    assertThat(cloud.calls.byEndpoint()).containsEntry("site/meterdata2", 2).hasSize(1);
  }

  @Test
  void metersdataIsChargedToItselfAndToEveryMeter() throws Exception {
    cloud.answer("{\"data\":[]}");

    assertThat(cloud.api().metersData(List.of("A1", "b2", "A1"))).isEmpty();

    assertThat(cloud.reserved)
        .containsExactly(
            List.of("iammeter/metersdata", "iammeter/meterdata/A1", "iammeter/meterdata/B2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", ".", "a/b", "a b", "ä", "---"})
  void whatIsNoSerialNumberIsNotAskedFor(String sn) {
    assertThatThrownBy(() -> cloud.api().meterData(sn)).isInstanceOf(IammeterFailure.class);
    assertThat(cloud.server.getRequestCount()).isZero();
    assertThat(cloud.reserved).isEmpty();
  }

  @Test
  void aSerialNumberIsEncodedInThePath() throws Exception {
    cloud.answer(GOOD);

    cloud.api().meterData("A?b#c");

    assertThat(cloud.request().getTarget()).isEqualTo("/api/v1/site/meterdata2/A%3Fb%23c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/prefix", "/prefix/"})
  void theAddressMayHaveAPrefix(String prefix) throws Exception {
    cloud.path = prefix;
    cloud.answer(GOOD);

    cloud.api().meterData(CloudHarness.SN);

    assertThat(cloud.request().getTarget()).isEqualTo("/prefix/api/v1/site/meterdata2/DA2BED94");
  }

  @ParameterizedTest
  @CsvSource({
    "powerAnalysis, /api/v1/site/powerAnalysis, /api/v1/site/offlineAnalysis",
    "powerAnalytics, /api/v1/site/powerAnalytics, /api/v1/site/offlineAnalytics",
    "PowerAnalytic, /api/v1/site/PowerAnalytic, /api/v1/site/OfflineAnalytic",
    "other, /api/v1/site/other, /api/v1/site/offlineAnalysis",
  })
  void theAnalysesPathIsConfigurable(String path, String power, String offline) throws Exception {
    cloud.analysisPath = path;
    cloud.answer(404, "");
    cloud.answer(CloudHarness.fixture("offline-analysis"));

    IammeterFailure failure =
        catchThrowableOfType(
            IammeterFailure.class, () -> cloud.api().powerAnalysis(CloudHarness.SN, null, null));
    cloud.api().offlineAnalysis(CloudHarness.SN, null, null, Duration.ofMinutes(5));

    assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(failure).hasMessageContaining("iammeter.analysis-path");
    assertThat(cloud.request().getUrl().encodedPath()).isEqualTo(power);
    assertThat(cloud.request().getUrl().encodedPath()).isEqualTo(offline);
  }

  private IammeterFailure failure() {
    IammeterFailure failure =
        catchThrowableOfType(IammeterFailure.class, () -> cloud.api().meterData(CloudHarness.SN));
    assertThat(failure).as("the failure of the call").isNotNull();
    return failure;
  }
}
