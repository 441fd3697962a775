package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.config.IammeterConfig.TokenIn;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.http.OneShotClient;
import io.github.phasebridge.http.SecretMask;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends single requests to the cloud. What is asked once is sent at most once; no redirect is
 * followed, so that the token never reaches another host. Safe for use by several threads.
 */
final class CloudHttp implements AutoCloseable {

  /** How long a whole call may take. */
  static final Duration CALL = Duration.ofSeconds(20);

  private static final Logger log = LoggerFactory.getLogger(CloudHttp.class);
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int LONGEST_RAW = 4000;

  /** The name lookup cannot be cancelled, so the time-out of the call alone does not bound us. */
  private static final long GRACE_MILLIS = 500;

  private final OkHttpClient client;
  private final HttpUrl base;
  private final TokenIn tokenIn;
  private final SecretMask mask;
  private final CallCounter calls;
  private final AnswerReader reader;
  private final boolean rawMessages;

  /**
   * Prepares requests; sends nothing yet.
   *
   * @param client as {@link OneShotClient} makes it
   * @param config the cloud's address and where the token travels
   * @param rawMessages whether each body is logged, redacted
   */
  CloudHttp(
      OkHttpClient client,
      IammeterConfig config,
      SecretMask mask,
      CallCounter calls,
      AnswerReader reader,
      boolean rawMessages) {
    this.client = client;
    this.base = baseOf(config);
    this.tokenIn = config.tokenIn();
    this.mask = mask;
    this.calls = calls;
    this.reader = reader;
    this.rawMessages = rawMessages;
  }

  /** Asks with a token; whatever status comes is an answer. */
  CloudAnswer get(Question question, Secret token) throws IammeterFailure, InterruptedException {
    if (!token.reveal().matches("[!-~]+")) {
      throw new IammeterFailure(
          Kind.UNAUTHORIZED,
          "The token holds a blank or a character that no token has. Copy it again into"
              + " iammeter.token.");
    }
    HttpUrl.Builder url = urlOf(question);
    Request.Builder request = new Request.Builder();
    if (tokenIn == TokenIn.QUERY) {
      url.addQueryParameter("token", token.reveal());
    } else {
      request.header("token", token.reveal());
    }
    return exchange(question, request.url(url.build()));
  }

  /** Posts a JSON body without a token. */
  CloudAnswer post(Question question, String json) throws IammeterFailure, InterruptedException {
    // From bytes, since a body from a string adds a charset to the type.
    RequestBody body = RequestBody.create(json.getBytes(StandardCharsets.UTF_8), JSON);
    return exchange(question, new Request.Builder().url(urlOf(question).build()).post(body));
  }

  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private CloudAnswer exchange(Question question, Request.Builder request)
      throws IammeterFailure, InterruptedException {
    calls.sent(question.endpoint());
    Call call = client.newCall(request.header("Accept", "application/json").build());
    CompletableFuture<CloudAnswer> pending = new CompletableFuture<>();
    call.enqueue(new Completion(pending));
    try {
      CloudAnswer answer =
          pending.get(client.callTimeoutMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS);
      logRaw(question, answer);
      return answer;
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    } catch (TimeoutException e) {
      call.cancel();
      throw failures().timeout();
    } catch (ExecutionException e) {
      throw failures().of(Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  private TransportFailures failures() {
    return new TransportFailures(base, client.callTimeoutMillis(), mask);
  }

  private HttpUrl.Builder urlOf(Question question) {
    HttpUrl.Builder url =
        base.newBuilder().addPathSegments("api/v1").addPathSegments(question.path());
    if (!question.segment().isEmpty()) {
      url.addPathSegment(question.segment());
    }
    question.query().forEach(url::addQueryParameter);
    return url;
  }

  private static HttpUrl baseOf(IammeterConfig config) {
    HttpUrl url =
        Optional.ofNullable(HttpUrl.get(config.url()))
            .orElseThrow(
                () -> new IllegalArgumentException("iammeter.url must begin with http or https"));
    return url.newBuilder().username("").password("").query(null).fragment(null).build();
  }

  private void logRaw(Question question, CloudAnswer answer) {
    if (!rawMessages) {
      return;
    }
    String body =
        question.endpoint() == Endpoint.LOGIN
            ? "(" + answer.body().length() + " characters, not shown because of the token)"
            : mask.clean(answer.body(), LONGEST_RAW);
    log.info(
        "raw {} {} {}: {}",
        question.address(),
        answer.status(),
        mask.clean(answer.contentType(), 100),
        body);
  }

  /** Hands over the whole answer, read on the client's own thread. */
  private final class Completion implements Callback {
    private final CompletableFuture<CloudAnswer> pending;

    private Completion(CompletableFuture<CloudAnswer> pending) {
      this.pending = pending;
    }

    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        pending.complete(reader.read(response));
      } catch (IOException | RuntimeException e) {
        pending.completeExceptionally(e);
      }
    }

    @Override
    public void onFailure(Call call, IOException e) {
      pending.completeExceptionally(e);
    }
  }
}
