package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.config.IammeterConfig.TokenIn;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.http.HttpAnswer;
import io.github.phasebridge.http.OneShotHttp;
import io.github.phasebridge.http.Peer;
import io.github.phasebridge.http.SecretMask;
import io.github.phasebridge.http.TransportFailure;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.log.RawMessages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
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

  private final OneShotHttp http;
  private final Peer cloud;
  private final TokenIn tokenIn;
  private final SecretMask mask;
  private final CallCounter calls;
  private final RawMessages rawMessages;

  /**
   * Prepares requests; sends nothing yet.
   *
   * @param config the cloud's address and where the token travels
   * @param rawMessages takes every answer, but no token
   */
  CloudHttp(
      OneShotHttp http,
      IammeterConfig config,
      SecretMask mask,
      CallCounter calls,
      RawMessages rawMessages) {
    this.http = http;
    this.cloud = Peer.of("the meter cloud", config.url(), "iammeter.url");
    this.tokenIn = config.tokenIn();
    this.mask = mask;
    this.calls = calls;
    this.rawMessages = rawMessages;
  }

  /** Asks with a token; whatever status comes is an answer. */
  HttpAnswer get(Question question, Secret token) throws IammeterFailure, InterruptedException {
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
  HttpAnswer post(Question question, String json) throws IammeterFailure, InterruptedException {
    // From bytes, since a body from a string adds a charset to the type.
    RequestBody body = RequestBody.create(json.getBytes(StandardCharsets.UTF_8), JSON);
    return exchange(question, new Request.Builder().url(urlOf(question).build()).post(body));
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpAnswer exchange(Question question, Request.Builder request)
      throws IammeterFailure, InterruptedException {
    calls.sent(question.endpoint());
    CompletableFuture<HttpAnswer> pending =
        http.send(cloud, request.header("Accept", "application/json"));
    try {
      HttpAnswer answer = pending.get();
      keepRaw(question, answer);
      return answer;
    } catch (InterruptedException e) {
      pending.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static IammeterFailure failure(ExecutionException e) {
    if (!(e.getCause() instanceof TransportFailure failure)) {
      throw new IllegalStateException("a call failed in a way that is not foreseen", e);
    }
    Kind kind =
        switch (failure.kind()) {
          case DNS -> Kind.DNS;
          case TLS -> Kind.TLS;
          case TIMEOUT -> Kind.TIMEOUT;
          case CONNECTION -> Kind.CONNECTION;
          case TOO_LARGE -> Kind.TOO_LARGE;
          case DAMAGED -> Kind.UNREADABLE;
        };
    return new IammeterFailure(kind, String.valueOf(failure.getMessage()));
  }

  private HttpUrl.Builder urlOf(Question question) {
    HttpUrl.Builder url =
        cloud.base().newBuilder().addPathSegments("api/v1").addPathSegments(question.path());
    if (!question.segment().isEmpty()) {
      url.addPathSegment(question.segment());
    }
    question.query().forEach(url::addQueryParameter);
    return url;
  }

  private void keepRaw(Question question, HttpAnswer answer) {
    String body =
        question.endpoint() == Endpoint.LOGIN
            ? "(" + answer.body().length() + " characters, not shown because of the token)"
            : mask.clean(answer.body(), Integer.MAX_VALUE);
    String what =
        "%s %d %s"
            .formatted(question.address(), answer.status(), mask.clean(answer.contentType(), 100));
    rawMessages.add(log, MeterSource.NAME, what, body);
  }
}
