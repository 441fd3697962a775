package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.Secret;
import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.http.ClockWatch;
import io.github.phasebridge.http.HttpAnswer;
import io.github.phasebridge.http.Peer;
import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of the cloud's interfaces: {@code POST {url}/{AppID}/{path}/?sign=...&ts=...} with a JSON
 * body (documented). A call is sent once. Only if the cloud refuses our time (5003), and so has
 * done nothing, it is sent a second time with the cloud's own. Safe for use by several threads.
 */
final class SignedCalls implements AutoCloseable {

  private static final String SET_IT = ". Set this computer's clock right, for example with NTP.";
  private static final String ASK_VENDOR =
      ". The mistake is the cloud's; if it lasts, tell the vendor.";

  private static final Logger LOG = LoggerFactory.getLogger(SignedCalls.class);

  private final ThingbootHttp http;
  private final Peer cloud;
  private final HttpUrl account;
  private final Secret secret;
  private final ServerClock clock;
  private final ClockWatch clockWatch;
  private final ApiCalls calls;

  SignedCalls(
      ThingbootConfig config,
      ThingbootHttp http,
      InstantSource clock,
      ClockWatch clockWatch,
      ApiCalls calls) {
    this.http = http;
    this.cloud = Peer.of("the ThingBoot cloud", config.url(), "thingboot.url");
    this.account = cloud.base().newBuilder().addPathSegment(config.appId()).build();
    this.secret = config.appSecret();
    this.clock = new ServerClock(clock);
    this.clockWatch = clockWatch;
    this.calls = calls;
    http.hide(secret);
  }

  /**
   * Calls an interface.
   *
   * @param path such as {@code device/info}
   * @return an answer with the code of success; fails only with a {@link LinkFailure}
   */
  CompletionStage<VendorAnswer> call(String path, String json) {
    return once(path, json)
        .thenCompose(first -> first.refusesTime() ? again(path, json, first) : opened(first));
  }

  @Override
  public void close() {
    http.close();
  }

  /** Repeats a call with the cloud's own time. */
  private CompletionStage<VendorAnswer> again(String path, String json, Exchange first) {
    Optional<Instant> theirs = first.serverTime();
    if (theirs.isEmpty()) {
      return CompletableFuture.failedStage(
          clockFailure(" and does not tell its own: " + clock.ours() + SET_IT));
    }
    clockWatch.refused(theirs.get());
    Duration before = clock.correction();
    String advice = clock.agrees(theirs.get()) ? ASK_VENDOR : SET_IT;
    String comparison = clock.comparison(theirs.get());
    clock.correct(clock.behind(theirs.get()));
    return once(path, json)
        .thenCompose(
            second -> {
              if (second.refusesTime()) {
                clock.correct(before);
                return CompletableFuture.failedStage(
                    clockFailure(", even by its own clock: " + comparison + advice));
              }
              LOG.warn(
                  "The ThingBoot cloud refused the time of a call: {}. Calls carry the cloud's time"
                      + " from now on.",
                  comparison);
              return opened(second);
            });
  }

  private static LinkFailure clockFailure(String detail) {
    return new LinkFailure(
        Kind.CLOCK,
        "The ThingBoot cloud refuses the time of the call (" + VendorCodes.BAD_TIME + ")" + detail);
  }

  private CompletionStage<Exchange> once(String path, String json) {
    calls.sent(path);
    long seconds = clock.seconds();
    HttpUrl url =
        account
            .newBuilder()
            .addPathSegments(path + "/")
            .addQueryParameter("sign", Signature.ofCall(secret, seconds))
            .addQueryParameter("ts", Long.toString(seconds))
            .build();
    return http.times()
        .count(
            path,
            () ->
                http.post(cloud, url, json)
                    .thenApply(
                        answer -> new Exchange(seconds, answer, VendorAnswer.read(answer.body()))),
            this::result);
  }

  private String result(Exchange exchange) {
    if (exchange.isSuccessful()) {
      return CallTimes.OK;
    }
    return CallTimes.nameOf(exchange.refusesTime() ? Kind.CLOCK : failure(exchange).kind());
  }

  private CompletionStage<VendorAnswer> opened(Exchange exchange) {
    return exchange
        .envelope()
        .filter(_ -> exchange.isSuccessful())
        .map(CompletableFuture::completedStage)
        .orElseGet(() -> CompletableFuture.failedStage(failure(exchange)));
  }

  private LinkFailure failure(Exchange exchange) {
    return exchange
        .envelope()
        .filter(envelope -> !envelope.isSuccessful())
        .map(envelope -> VendorCodes.failure(envelope.code(), http.clean(envelope.message())))
        .orElseGet(() -> VendorStatus.failure(exchange.answer()));
  }

  /**
   * One call with its answer. Whatever the HTTP status, the vendor's code in it decides first,
   * since nothing is documented about the status of an error.
   *
   * @param sent the time that the call carried
   */
  private record Exchange(long sent, HttpAnswer answer, Optional<VendorAnswer> envelope) {

    boolean isSuccessful() {
      return answer.isSuccessful() && envelope.filter(VendorAnswer::isSuccessful).isPresent();
    }

    boolean refusesTime() {
      return envelope.filter(it -> it.code() == VendorCodes.BAD_TIME).isPresent();
    }

    Optional<Instant> serverTime() {
      return envelope.flatMap(it -> it.time(sent)).or(answer::date);
    }
  }
}
