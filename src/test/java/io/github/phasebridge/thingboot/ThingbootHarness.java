package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.phasebridge.config.Secret;
import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.http.ClockWatch;
import io.github.phasebridge.http.OneShotHttp;
import io.github.phasebridge.http.SecretMask;
import io.github.phasebridge.log.RawMessages;
import io.github.phasebridge.log.Redactor;
import io.github.phasebridge.testing.FakeTelemetry;
import io.github.phasebridge.testing.FakeTime;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The real client against a real HTTP server that answers as a test says. */
final class ThingbootHarness implements AutoCloseable {

  /** Self-computed vector of the facts: secret {@code abc} at this time. */
  static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  static final String SECRET = "abc";
  static final String SIGN = "d8c14303eea6e84b7ec653c40d5bc5b9";

  static final String ACCEPTED = "{\"code\":200,\"msg\":\"success\"}";

  final FakeTime time = new FakeTime(NOW);
  final List<String> learned = new ArrayList<>();
  final FakeTelemetry telemetry = new FakeTelemetry();
  final ClockWatch clockWatch = new ClockWatch(time);
  final ApiCalls calls = new ApiCalls();
  final MockWebServer server = new MockWebServer();
  String path = "/";
  String secret = SECRET;
  RawMessages rawMessages = new RawMessages(new Redactor(), time, false);
  Optional<URI> otherUrl = Optional.empty();
  UnaryOperator<OkHttpClient.Builder> tuning = builder -> builder;

  private @Nullable HttpThingbootApi api;
  private @Nullable ThingbootHttp lan;

  ThingbootHarness() throws IOException {
    server.start();
  }

  /** Makes the client at first use; what was set before counts. */
  HttpThingbootApi api() {
    HttpThingbootApi made = api;
    if (made == null) {
      ThingbootHttp http = http(ThingbootHttp.cloudClient());
      made = new HttpThingbootApi(config(), http, time, clockWatch, calls);
      api = made;
    }
    return made;
  }

  /** Makes a link to a relay at this path of the server. */
  LanLink lan(String base, String relaySecret) {
    return lan(otherUrl.orElseGet(() -> server.url(base).uri()), relaySecret);
  }

  LanLink lan(URI address, String relaySecret) {
    ThingbootHttp http = lan;
    if (http == null) {
      http = http(ThingbootHttp.lanClient());
      lan = http;
    }
    return new LanLink(http, address, new Secret(relaySecret));
  }

  private ThingbootHttp http(OkHttpClient client) {
    OkHttpClient tuned = tuning.apply(client.newBuilder()).build();
    SecretMask mask = new SecretMask(learned::add);
    return new ThingbootHttp(
        new OneShotHttp(tuned, mask, time, clockWatch),
        mask,
        rawMessages,
        new CallTimes(telemetry, time::nanoTime));
  }

  void answer(String body) {
    answer(200, body);
  }

  void answer(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  void answerWith(UnaryOperator<MockResponse.Builder> answer) {
    server.enqueue(answer.apply(new MockResponse.Builder()).build());
  }

  /** Returns the next request that arrived. */
  RecordedRequest request() throws InterruptedException {
    return Objects.requireNonNull(server.takeRequest(5, TimeUnit.SECONDS), "no request arrived");
  }

  static String body(RecordedRequest request) {
    return Objects.requireNonNull(request.getBody()).utf8();
  }

  static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  static LinkFailure failure(CompletionStage<?> stage) {
    Throwable thrown = catchThrowable(() -> get(stage));
    assertThat(thrown).as("the failure").isNotNull();
    assertThat(thrown.getCause()).isInstanceOf(LinkFailure.class);
    return (LinkFailure) Objects.requireNonNull(thrown.getCause());
  }

  static String fixture(String name) {
    String path = "/fixtures/thingboot/" + name + ".json";
    try (InputStream in = ThingbootHarness.class.getResourceAsStream(path)) {
      byte[] bytes = Objects.requireNonNull(in, path).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    }
  }

  @Override
  public void close() {
    if (api != null) {
      api.close();
    }
    if (lan != null) {
      lan.close();
    }
    server.close();
  }

  private ThingbootConfig config() {
    return new ThingbootConfig(
        otherUrl.orElseGet(() -> server.url(path).uri()),
        "10001",
        new Secret(secret),
        List.of(),
        ThingbootConfig.Push.OFF,
        URI.create("mqtt://127.0.0.1"),
        "",
        Duration.ofSeconds(60),
        Map.of(),
        null,
        false,
        false);
  }
}
