package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.Secret;
import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.http.OneShotCall;
import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The vendor's cloud: {@code POST {url}/{AppID}/{path}/?sign=...&ts=...} with a JSON body
 * (documented). Whatever HTTP status an answer has, the vendor's {@code code} in it decides, since
 * nothing is documented about the status of an error.
 */
public final class HttpThingbootApi implements ThingbootApi {

  private static final Logger LOG = LoggerFactory.getLogger(HttpThingbootApi.class);

  private static final String WHO = "the ThingBoot cloud";
  private static final int PAGE_SIZE = 50;
  private static final int MOST_PAGES = 40;

  private final ThingbootHttp http;
  private final HttpUrl base;
  private final Secret secret;
  private final ServerClock clock;
  private final ApiCalls calls;

  /** Prepares calls for an account; sends nothing yet. */
  public HttpThingbootApi(
      ThingbootConfig config, ThingbootHttp http, InstantSource clock, ApiCalls calls) {
    this.http = http;
    this.base =
        Optional.ofNullable(HttpUrl.get(config.url()))
            .orElseThrow(
                () -> new IllegalArgumentException("thingboot.url must begin with http or https"))
            .newBuilder()
            .addPathSegment(config.appId())
            .build();
    this.secret = config.appSecret();
    this.clock = new ServerClock(clock);
    this.calls = calls;
    http.hide(secret);
  }

  @Override
  public CompletionStage<List<DeviceRecord>> list() {
    return pages(1, new LinkedHashMap<>());
  }

  @Override
  public CompletionStage<List<DeviceRecord>> info(Collection<String> ids) {
    ObjectNode body = object();
    if (ids.size() == 1) {
      OrderJson.putDevice(body, ids.iterator().next());
    } else {
      body.put("device", String.join(",", ids));
    }
    return call("device/info", body.toString())
        .thenApply(answer -> DeviceRecords.read(answer.data(), ids));
  }

  @Override
  public RelayLink link(String id) {
    return new CloudLink(id);
  }

  @Override
  public void close() {
    http.close();
  }

  /**
   * Collects pages until one brings nothing new or is not full; paging is not documented further.
   */
  private CompletionStage<List<DeviceRecord>> pages(int page, Map<String, DeviceRecord> found) {
    ObjectNode body = object().put("page_index", page).put("page_size", PAGE_SIZE);
    return call("device/list", body.toString())
        .thenCompose(
            answer -> {
              List<DeviceRecord> records = DeviceRecords.read(answer.data(), List.of());
              int before = found.size();
              records.forEach(one -> found.putIfAbsent(one.id(), one));
              boolean more =
                  found.size() > before
                      && page < MOST_PAGES
                      && DeviceRecords.mayHaveMore(answer.whole(), page, records.size());
              return more
                  ? pages(page + 1, found)
                  : CompletableFuture.completedStage(List.copyOf(found.values()));
            });
  }

  /** Calls, and once more with the cloud's own time if it refused ours and did nothing. */
  private CompletionStage<VendorAnswer> call(String path, String body) {
    return once(path, body)
        .thenCompose(
            first -> {
              if (first.envelope().code() != VendorCodes.BAD_TIME) {
                return opened(first.envelope());
              }
              Optional<Duration> behind = clock.learn(first.date());
              if (behind.isEmpty()) {
                return opened(first.envelope());
              }
              LOG.warn(
                  "The ThingBoot cloud refused this computer's time; its own differs by {} s, which"
                      + " is used from now on for its calls.",
                  behind.get().toSeconds());
              return once(path, body).thenCompose(second -> opened(second.envelope()));
            });
  }

  /** An answer with the time at which the cloud gave it. */
  private record Dated(VendorAnswer envelope, String date) {}

  private CompletionStage<Dated> once(String path, String body) {
    calls.sent(path);
    long seconds = clock.seconds();
    HttpUrl url =
        base.newBuilder()
            .addPathSegments(path + "/")
            .addQueryParameter("sign", Signature.ofCall(secret, seconds))
            .addQueryParameter("ts", Long.toString(seconds))
            .build();
    return http.post(WHO, url, body)
        .thenCompose(
            answer ->
                VendorAnswer.read(answer.body())
                    .map(
                        envelope ->
                            new Dated(envelope, Optional.ofNullable(answer.date()).orElse("")))
                    .map(CompletableFuture::completedStage)
                    .orElseGet(() -> CompletableFuture.failedStage(unreadable(answer))));
  }

  private CompletionStage<VendorAnswer> opened(VendorAnswer answer) {
    return answer.successful()
        ? CompletableFuture.completedStage(answer)
        : CompletableFuture.failedStage(
            VendorCodes.failure(answer.code(), http.clean(answer.message())));
  }

  /** A refusal by status means that nothing was carried out; anything else leaves it open. */
  private LinkFailure unreadable(OneShotCall.Answer answer) {
    int status = answer.status();
    if (status >= 300 && status < 500) {
      return new LinkFailure(
          Kind.REJECTED,
          "The ThingBoot cloud refused with HTTP status " + status + ". Check thingboot.url.");
    }
    return new LinkFailure(
        Kind.UNCERTAIN,
        "The ThingBoot cloud answered with HTTP status "
            + status
            + " and "
            + (answer.body().isBlank() ? "an empty body." : "a body that is not its JSON."));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The way to one relay through the cloud. */
  private final class CloudLink implements RelayLink {
    private final String id;

    private CloudLink(String id) {
      this.id = id;
    }

    @Override
    public String title() {
      return "the cloud";
    }

    @Override
    public boolean configures() {
      return true;
    }

    @Override
    public CompletionStage<Void> send(Order order, String extra) {
      return call("device/control", OrderJson.cloud(id, order, extra)).thenAccept(_ -> {});
    }

    @Override
    public CompletionStage<JsonNode> configure(String item, String value) {
      return call("device/config", OrderJson.configuration(id, item, value))
          .thenApply(VendorAnswer::data);
    }
  }
}
