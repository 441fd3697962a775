package io.github.phasebridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.phasebridge.device.Notice;
import io.github.phasebridge.http.TransportFailure.Kind;
import io.github.phasebridge.testing.FakeTime;
import io.github.phasebridge.testing.SelfSigned;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request is sent at most once, and a failure tells whether it can have left. */
@Timeout(60)
class OneShotHttpTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final FakeTime time = new FakeTime(Instant.parse("2023-11-21T07:00:00Z"));
  private final SecretMask mask = new SecretMask(secret -> {});
  private final ClockWatch clockWatch = new ClockWatch(time);
  private final MockWebServer server = new MockWebServer();
  private UnaryOperator<OkHttpClient.Builder> tuning = builder -> builder;
  private boolean keepsConnections;
  private @Nullable OneShotHttp http;

  @BeforeEach
  void open() throws Exception {
    server.start();
  }

  @AfterEach
  void close() {
    if (http != null) {
      http.close();
    }
    server.close();
  }

  @Test
  void aClosedPortHasGotNothing() throws Exception {
    URI address;
    try (ServerSocket closed = new ServerSocket(0)) {
      address = URI.create("http://127.0.0.1:" + closed.getLocalPort());
    }

    TransportFailure failure = failure(send(address));

    assertThat(failure.maySent()).isFalse();
    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure).hasMessageStartingWith("There is no connection to the oven at 127.0.0.1:");
  }

  @Test
  void anUnknownNameHasGotNothing() {
    tuning =
        client ->
            client.dns(
                host -> {
                  throw new UnknownHostException(host);
                });

    TransportFailure failure = failure(send(URI.create("http://oven.example")));

    assertThat(failure.maySent()).isFalse();
    assertThat(failure)
        .hasMessage(
            "The name of the oven, oven.example:80, cannot be resolved. Check oven.url and the"
                + " network's name server.");
  }

  @Test
  void aServerThatIsNotTrustedHasGotNothing() throws Exception {
    server.useHttps(SelfSigned.serverContext().getSocketFactory());
    answer("never");

    TransportFailure failure = failure(send());

    assertThat(failure.maySent()).isFalse();
    assertThat(failure.kind()).isEqualTo(Kind.TLS);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void datesOfEncryptedAnswersAreComparedWithTheClock() throws Exception {
    server.useHttps(SelfSigned.serverContext().getSocketFactory());
    SSLContext trusting = SSLContext.getInstance("TLS");
    trusting.init(null, new TrustManager[] {new TrustsAll()}, null);
    tuning = client -> client.sslSocketFactory(trusting.getSocketFactory(), new TrustsAll());

    answerThreeTimes("Tue, 21 Nov 2023 09:00:00 GMT");

    assertThat(clockWatch.notices())
        .extracting(Notice::title)
        .containsExactly("This computer's clock is wrong by 2 h");
  }

  @Test
  void datesThatAnybodyCouldWriteAreNot() throws Exception {
    answerThreeTimes("Tue, 21 Nov 2023 09:00:00 GMT");

    assertThat(clockWatch.notices()).isEmpty();
  }

  private void answerThreeTimes(String date) throws Exception {
    for (int i = 0; i < 3; i++) {
      server.enqueue(new MockResponse.Builder().addHeader("Date", date).body("{}").build());
      send().get(10, TimeUnit.SECONDS);
    }
  }

  /** A certificate made for one test is as good as another. */
  private static final class TrustsAll implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void aNameThatIsFoundTooLateLetsNothingOut() throws Exception {
    CompletableFuture<String> found = new CompletableFuture<>();
    CountDownLatch lookedUp = new CountDownLatch(1);
    tuning =
        client ->
            client
                .callTimeout(Duration.ofMillis(100))
                .dns(
                    host -> {
                      found.join();
                      lookedUp.countDown();
                      return List.of(server.getSocketAddress().getAddress());
                    });
    answer("never");

    TransportFailure failure = failure(send());
    found.complete("late");
    assertThat(lookedUp.await(10, TimeUnit.SECONDS)).isTrue();
    http().close();

    assertThat(failure.maySent()).isFalse();
    assertThat(failure)
        .hasMessageMatching("There was no connection to the oven at \\S+ within 0.1 s\\.");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void silenceLeavesItOpenWhetherTheRequestArrived() {
    tuning = client -> client.callTimeout(Duration.ofMillis(300));
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    TransportFailure failure = failure(send());

    assertThat(failure.maySent()).isTrue();
    assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(failure).hasMessageMatching("The oven at \\S+ did not answer within 0.3 s\\.");
  }

  @Test
  void aConnectionThatBreaksAfterTheRequestIsNotTriedAgain() {
    server.enqueue(
        new MockResponse.Builder()
            .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
            .build());
    answer("never");

    TransportFailure failure = failure(send());

    assertThat(failure.maySent()).isTrue();
    assertThat(failure).hasMessageStartingWith("The connection to the oven at ");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"408, 0", "421, 0", "429, 0", "500, 0", "503, 0", "302, 0", "307, 0", "401, 0"})
  void noStatusMakesItGoTwice(int status, String retryAfter) throws Exception {
    keepsConnections = true;
    for (int i = 0; i < 2; i++) {
      server.enqueue(
          new MockResponse.Builder()
              .code(status)
              .addHeader("Retry-After", retryAfter)
              .addHeader("Location", "/elsewhere")
              .build());
    }

    HttpAnswer answer = send().get();

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.retryAfter()).contains(Duration.ZERO);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 408})
  void theTicketHoldsEvenWhereTheClientWouldRepeat(int status) {
    tuning = client -> client.retryOnConnectionFailure(true).followRedirects(true);
    server.enqueue(
        new MockResponse.Builder().code(status).addHeader("Location", "/elsewhere").build());
    answer("never");

    assertThat(failure(send()).maySent()).isTrue();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aKeptConnectionServesTheNextRequest() throws Exception {
    keepsConnections = true;
    answer("one");
    answer("two");

    assertThat(send().get().body()).isEqualTo("one");
    assertThat(send().get().body()).isEqualTo("two");

    assertThat(server.takeRequest().getExchangeIndex()).isZero();
    assertThat(server.takeRequest().getExchangeIndex()).isEqualTo(1);
  }

  @Test
  void withoutKeepingEachRequestHasItsOwnConnection() throws Exception {
    answer("one");
    answer("two");

    var _ = send().get();
    var _ = send().get();

    assertThat(server.takeRequest().getExchangeIndex()).isZero();
    assertThat(server.takeRequest().getExchangeIndex()).isZero();
  }

  @Test
  void aKeptConnectionThatBreaksUnderARequestIsNotReplaced() throws Exception {
    keepsConnections = true;
    answer("one");
    server.enqueue(
        new MockResponse.Builder()
            .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
            .build());
    answer("never");
    var _ = send().get();

    TransportFailure failure = failure(send());

    assertThat(failure.maySent()).isTrue();
    assertThat(server.getRequestCount()).isEqualTo(2);
    assertThat(server.takeRequest().getExchangeIndex()).isZero();
    assertThat(server.takeRequest().getExchangeIndex()).isEqualTo(1);
  }

  @Test
  void manyStalledCallsDoNotHoldBackAnother() throws Exception {
    IntStream.range(0, 20)
        .forEach(
            i ->
                server.enqueue(
                    new MockResponse.Builder()
                        .onResponseStart(SocketEffect.Stall.INSTANCE)
                        .build()));
    answer("at once");
    List<CompletableFuture<HttpAnswer>> calls = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      calls.add(send());
      assertThat(server.takeRequest(10, TimeUnit.SECONDS)).isNotNull();
    }

    // The server may give its one answer to a call that came a moment before the last.
    Object answered =
        CompletableFuture.anyOf(calls.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
    assertThat(((HttpAnswer) answered).body()).isEqualTo("at once");
  }

  @Test
  void cancellingEndsACall() throws Exception {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    CompletableFuture<HttpAnswer> pending = send();
    var _ = server.takeRequest(10, TimeUnit.SECONDS);

    pending.cancel(true);

    assertThat(pending).isCancelled();
  }

  @Test
  void afterTheEndNothingIsSent() {
    answer("never");
    http().close();

    TransportFailure failure = failure(send());

    assertThat(failure.maySent()).isFalse();
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void theTimeOfTheOtherSideIsRead() throws Exception {
    server.enqueue(
        new MockResponse.Builder().addHeader("Date", "Tue, 21 Nov 2023 07:05:00 GMT").build());

    assertThat(send().get().date()).contains(Instant.parse("2023-11-21T07:05:00Z"));
  }

  @Test
  void anAnswerDoesNotShowItsBody() throws Exception {
    answer("secret");

    assertThat(send().get()).hasToString("status 200, 6 characters");
  }

  @Test
  void whoWeAreIsSaidAndNothingBeyond() throws Exception {
    answer("one");

    var _ = send().get();

    var headers = Objects.requireNonNull(server.takeRequest()).getHeaders();
    assertThat(headers.get("User-Agent")).startsWith("phasebridge/");
    assertThat(headers.names())
        .containsExactlyInAnyOrder(
            "User-Agent", "Host", "Connection", "Accept-Encoding", "Content-Length");
  }

  @Test
  void socketsSendAtOnce() throws Exception {
    try (var socket = new PromptSockets().createSocket()) {
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }

  private void answer(String body) {
    server.enqueue(new MockResponse.Builder().body(body).build());
  }

  private CompletableFuture<HttpAnswer> send() {
    return send(server.url("/").uri());
  }

  private CompletableFuture<HttpAnswer> send(URI address) {
    Peer peer = Peer.of("the oven", address, "oven.url");
    return http()
        .send(
            peer,
            new Request.Builder()
                .url(peer.base())
                .post(RequestBody.create(ByteString.encodeUtf8("{}"), null)));
  }

  private OneShotHttp http() {
    OneShotHttp made = http;
    if (made == null) {
      OkHttpClient client =
          keepsConnections
              ? OneShotClient.makeKeepingConnections("test", LONG, LONG)
              : OneShotClient.make("test", LONG);
      made = new OneShotHttp(tuning.apply(client.newBuilder()).build(), mask, time, clockWatch);
      http = made;
    }
    return made;
  }

  private static TransportFailure failure(CompletableFuture<HttpAnswer> pending) {
    ExecutionException thrown =
        catchThrowableOfType(ExecutionException.class, () -> pending.get(10, TimeUnit.SECONDS));
    assertThat(thrown).as("the failure of the call").isNotNull();
    assertThat(thrown.getCause()).isInstanceOf(TransportFailure.class);
    return (TransportFailure) thrown.getCause();
  }
}
