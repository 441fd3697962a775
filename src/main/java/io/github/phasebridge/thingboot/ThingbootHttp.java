package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.Secret;
import io.github.phasebridge.http.HttpAnswer;
import io.github.phasebridge.http.OneShotClient;
import io.github.phasebridge.http.OneShotHttp;
import io.github.phasebridge.http.Peer;
import io.github.phasebridge.http.SecretMask;
import io.github.phasebridge.http.TransportFailure;
import io.github.phasebridge.log.RawMessages;
import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts JSON to the cloud or to relays, each request once. Safe for use by several threads. */
final class ThingbootHttp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ThingbootHttp.class);
  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  /** A command that has no answer by then is not worth waiting for: others wait behind it. */
  private static final Duration CLOUD_CALL = Duration.ofSeconds(10);

  private static final Duration LAN_CALL = Duration.ofSeconds(5);

  /** Servers that close idle connections do it after 5 s or more. */
  private static final Duration CLOUD_IDLE = Duration.ofSeconds(3);

  private static final int LONGEST_TEXT = 200;

  private final OneShotHttp http;
  private final SecretMask mask;
  private final RawMessages rawMessages;
  private final CallTimes times;

  /**
   * Prepares requests; sends nothing yet.
   *
   * @param http sends through {@link #cloudClient} or {@link #lanClient}; closed with this
   * @param mask learns the secrets that are used
   * @param rawMessages takes every answer
   * @param times counts how calls end
   */
  ThingbootHttp(OneShotHttp http, SecretMask mask, RawMessages rawMessages, CallTimes times) {
    this.http = http;
    this.mask = mask;
    this.rawMessages = rawMessages;
    this.times = times;
  }

  /** Makes the client for the cloud, which keeps connections for a moment. */
  static OkHttpClient cloudClient() {
    return OneShotClient.makeKeepingConnections("thingboot", CLOUD_CALL, CLOUD_IDLE);
  }

  /** Makes the client for relays on the LAN, whose small servers serve few connections. */
  static OkHttpClient lanClient() {
    return OneShotClient.make("thingboot-lan", LAN_CALL);
  }

  /** Hides a secret, and what its signatures are made of, from now on. */
  void hide(Secret secret) {
    if (secret.isSet()) {
      mask.learn(secret.reveal());
      mask.learn(Signature.ofRelay(secret));
    }
  }

  /**
   * Posts a body.
   *
   * @param url an address of this peer; a field {@code sign} in it is hidden in the answer
   * @return the answer, whatever its status; fails only with a {@link LinkFailure}
   */
  CompletionStage<HttpAnswer> post(Peer peer, HttpUrl url, String json) {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("Accept", "application/json")
            // From bytes, since a body from a string may change the charset of the type.
            .post(RequestBody.create(json.getBytes(StandardCharsets.UTF_8), JSON));
    return http.send(peer, request)
        .exceptionallyCompose(thrown -> CompletableFuture.failedFuture(failure(thrown)))
        .thenApply(answer -> safe(url, answer));
  }

  /** Returns what counts how calls end. */
  CallTimes times() {
    return times;
  }

  /** Returns a text of the vendor as one short line without secrets. */
  String clean(String text) {
    return mask.clean(text, LONGEST_TEXT);
  }

  /** Ends all calls and takes no more. */
  @Override
  public void close() {
    http.close();
  }

  /** Only a connection that never stood is sure not to have carried the request. */
  private static LinkFailure failure(Throwable thrown) {
    boolean maySent = !(thrown instanceof TransportFailure failure) || failure.maySent();
    return new LinkFailure(
        maySent ? Kind.UNCERTAIN : Kind.UNREACHABLE, String.valueOf(thrown.getMessage()));
  }

  /** A signature is good for a while, so an answer that repeats it must not spread it. */
  private HttpAnswer safe(HttpUrl url, HttpAnswer answer) {
    String sign = url.queryParameter("sign");
    HttpAnswer safe = sign == null ? answer : answer.withBody(answer.body().replace(sign, "***"));
    String what =
        "%s%s %d %s"
            .formatted(
                url.host(),
                clean(url.encodedPath()),
                safe.status(),
                mask.clean(safe.contentType(), 100));
    rawMessages.add(LOG, ThingbootSource.NAME, what, mask.clean(safe.body(), Integer.MAX_VALUE));
    return safe;
  }
}
