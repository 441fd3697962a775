package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.testing.SelfSigned;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever happens on the way, a call is sent at most once and ends in time. */
@Timeout(60)
class CloudConnectionTest {

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

  @Test
  void noConnectionServesTwiceSinceTheServerMayHaveClosedIt() throws Exception {
    cloud.answer(GOOD);
    cloud.answer(GOOD);

    var _ = cloud.api().meterData("DA2BED94");
    var _ = cloud.api().meterData("DA2BED94");

    assertThat(cloud.server.takeRequest().getExchangeIndex()).isZero();
    assertThat(cloud.server.takeRequest().getExchangeIndex()).isZero();
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

  private IammeterFailure failure() {
    IammeterFailure failure =
        catchThrowableOfType(IammeterFailure.class, () -> cloud.api().meterData(CloudHarness.SN));
    assertThat(failure).as("the failure of the call").isNotNull();
    return failure;
  }
}
