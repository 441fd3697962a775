package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.config.IammeterConfig.TokenIn;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.http.ClockWatch;
import io.github.phasebridge.http.OneShotClient;
import io.github.phasebridge.http.SecretMask;
import io.github.phasebridge.log.RawMessages;
import io.github.phasebridge.log.Redactor;
import io.github.phasebridge.quota.Budget;
import io.github.phasebridge.quota.Decision;
import io.github.phasebridge.storage.JsonFile;
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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The real client against a real HTTP server that answers as a test says. */
final class CloudHarness implements AutoCloseable {

  static final String SN = "DA2BED94";
  static final String TOKEN = "t0ken+with/special=signs";
  static final String PASSWORD = "pass word&1";

  final FakeTime time = new FakeTime(Instant.parse("2023-11-21T07:00:00Z"));
  final List<List<String>> reserved = new ArrayList<>();
  final List<String> learnedSecrets = new ArrayList<>();
  final FakeTelemetry telemetry = new FakeTelemetry();
  final CallCounter calls = new CallCounter();
  final MemoryFile tokenFile = new MemoryFile();
  final MockWebServer server = new MockWebServer();
  String path = "/";
  String token = TOKEN;
  String userName = "";
  TokenIn tokenIn = TokenIn.HEADER;
  boolean powerFactor = true;
  RawMessages rawMessages = new RawMessages(new Redactor(), time, false);
  String analysisPath = "powerAnalysis";
  Optional<URI> otherUrl = Optional.empty();
  UnaryOperator<OkHttpClient.Builder> tuning = builder -> builder;

  /** Answers each reservation; grants by default. */
  CallGate gate = budgets -> new Decision.Granted();

  private @Nullable HttpIammeterApi api;

  CloudHarness() throws IOException {
    server.start();
  }

  /** Makes the client at first use; what was set before counts. */
  HttpIammeterApi api() {
    HttpIammeterApi made = api;
    if (made == null) {
      made = newApi();
      api = made;
    }
    return made;
  }

  /** Makes another client, as after a restart. */
  HttpIammeterApi newApi() {
    return newApi(tokenFile);
  }

  HttpIammeterApi newApi(JsonFile tokenFile) {
    return HttpIammeterApi.of(
        config(),
        rawMessages,
        IammeterLimits.REAL,
        new HttpIammeterApi.Surroundings(
            this::reserve,
            tokenFile,
            calls,
            telemetry,
            learnedSecrets::add,
            time,
            new ClockWatch(time),
            time::nanoTime),
        tuning.apply(OneShotClient.make("iammeter", CloudHttp.CALL).newBuilder()).build());
  }

  void answer(String body) {
    answer(200, body);
  }

  void answer(int status, String body) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("Content-Type", "application/json; charset=utf-8")
            .body(body)
            .build());
  }

  void answerWith(UnaryOperator<MockResponse.Builder> answer) {
    server.enqueue(answer.apply(new MockResponse.Builder()).build());
  }

  /** Returns the next request that arrived; the server must have it already. */
  RecordedRequest request() throws InterruptedException {
    RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
    return Objects.requireNonNull(request, "no request arrived");
  }

  static String fixture(String name) {
    String path = "/fixtures/iammeter/" + name + ".json";
    try (InputStream in = CloudHarness.class.getResourceAsStream(path)) {
      byte[] bytes = Objects.requireNonNull(in, path).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    }
  }

  /** Opens the envelope of a text as the client does. */
  static JsonNode data(String envelope) throws IammeterFailure {
    return new Envelope(new SecretMask(secret -> {})).open(envelope, "application/json");
  }

  @Override
  public void close() {
    if (api != null) {
      api.close();
    }
    server.close();
  }

  private Decision reserve(List<Budget> budgets) {
    Decision decision = gate.reserve(budgets);
    if (decision instanceof Decision.Granted) {
      reserved.add(budgets.stream().map(Budget::name).toList());
    }
    return decision;
  }

  private IammeterConfig config() {
    return new IammeterConfig(
        otherUrl.orElseGet(() -> server.url(path).uri()),
        new Secret(token),
        userName,
        new Secret(userName.isEmpty() ? "" : PASSWORD),
        List.of(),
        Duration.ofSeconds(310),
        powerFactor,
        Duration.ofMinutes(15),
        tokenIn,
        false,
        analysisPath,
        false);
  }

  /** A file that only lives in memory. */
  static final class MemoryFile implements JsonFile {
    private Optional<JsonNode> document = Optional.empty();

    @Override
    public Optional<JsonNode> read() {
      return document;
    }

    @Override
    public void write(JsonNode newDocument) {
      document = Optional.of(newDocument);
    }

    @Override
    public void delete() {
      document = Optional.empty();
    }
  }
}
