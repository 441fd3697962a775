package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.Secret;
import io.github.phasebridge.http.OneShotCall;
import io.github.phasebridge.http.SecretMask;
import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts JSON to the cloud or to a relay, once, and says in words what went wrong. Safe for use by
 * several threads.
 */
final class ThingbootHttp {

  private static final Logger LOG = LoggerFactory.getLogger(ThingbootHttp.class);
  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  /** A full page of 50 devices has about 50 KiB. */
  private static final long MOST_BYTES = 1024 * 1024;

  private static final int LONGEST_RAW = 4000;
  private static final int LONGEST_REASON = 200;

  private final OkHttpClient client;
  private final SecretMask mask;
  private final boolean rawMessages;

  /**
   * Prepares requests; sends nothing yet.
   *
   * @param mask learns the secrets that are used
   * @param rawMessages whether each body is logged, redacted
   */
  ThingbootHttp(OkHttpClient client, SecretMask mask, boolean rawMessages) {
    this.client = client;
    this.mask = mask;
    this.rawMessages = rawMessages;
  }

  /** Hides a secret from now on. */
  void hide(Secret secret) {
    mask.learn(secret.reveal());
    mask.learn(Signature.ofRelay(secret));
  }

  /**
   * Posts a body.
   *
   * @param who the other side as a sentence names it, such as {@code the ThingBoot cloud}
   * @return fails only with a {@link LinkFailure}
   */
  CompletionStage<OneShotCall.Answer> post(String who, HttpUrl url, String body) {
    Request request =
        new Request.Builder()
            .url(url)
            .header("Accept", "application/json")
            .post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8), JSON))
            .build();
    return OneShotCall.send(client, request, MOST_BYTES)
        .whenComplete((answer, _) -> logRaw(url, answer))
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(failure(who, url, failure)));
  }

  /** Returns a text of the vendor as one short line without secrets. */
  String clean(String text) {
    return mask.clean(text, LONGEST_REASON);
  }

  /** Stops all calls; those under way fail. */
  void close() {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private LinkFailure failure(String who, HttpUrl url, Throwable thrown) {
    Throwable failure = unwrapped(thrown);
    boolean maySent = !(failure instanceof OneShotCall.Failed failed) || failed.maySent();
    Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
    String host = url.host() + ":" + url.port();
    String sentence = capital(who) + " at " + host + reason(cause);
    return new LinkFailure(maySent ? Kind.UNCERTAIN : Kind.UNREACHABLE, sentence);
  }

  private String reason(Throwable cause) {
    return switch (cause) {
      case UnknownHostException _ -> " cannot be found: its name cannot be resolved.";
      case TimeoutException _ -> notInTime();
      case InterruptedIOException _ -> notInTime();
      case ConnectException _ -> " takes no connection: " + text(cause) + ".";
      case SSLException _ -> " offers no secure connection: " + text(cause) + ".";
      default -> " broke the connection: " + text(cause) + ".";
    };
  }

  private String notInTime() {
    return " did not answer within " + client.callTimeoutMillis() / 1000 + " s.";
  }

  private String text(Throwable cause) {
    String message = Optional.ofNullable(cause.getMessage()).orElse("");
    String text = clean(message.isBlank() ? cause.getClass().getSimpleName() : message);
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private void logRaw(HttpUrl url, OneShotCall.@Nullable Answer answer) {
    if (rawMessages && answer != null) {
      LOG.info(
          "raw {} {}: {}",
          clean(url.encodedPath()),
          answer.status(),
          mask.clean(answer.body(), LONGEST_RAW));
    }
  }

  static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? unwrapped(cause) : thrown;
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
