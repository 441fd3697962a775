package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.Secret;
import io.github.phasebridge.http.OneShotCall;
import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/**
 * A relay's own HTTP port: {@code POST http://{address}/control} with the bare command, signed with
 * {@code ?sign=md5(secret)} if it has a secret (documented). What a relay answers is not
 * documented: status 200 means that it took the command, unless a body says otherwise.
 */
final class LanLink implements RelayLink {

  private final ThingbootHttp http;
  private final HttpUrl url;
  private final String who;

  /**
   * Makes a link; sends nothing yet.
   *
   * @param address the relay's address, with a port if it is not 80
   * @param secret the relay's own secret, may be unset
   * @throws IllegalArgumentException if the address does not begin with http or https
   */
  LanLink(ThingbootHttp http, URI address, Secret secret) {
    this.http = http;
    HttpUrl base =
        Optional.ofNullable(HttpUrl.get(address))
            .orElseThrow(
                () -> new IllegalArgumentException("a relay's address begins with http or https"));
    HttpUrl.Builder control = base.newBuilder().addPathSegment("control");
    if (secret.isSet()) {
      http.hide(secret);
      control.addQueryParameter("sign", Signature.ofRelay(secret));
    }
    url = control.build();
    who = "the relay";
  }

  @Override
  public String title() {
    return url.port() == HttpUrl.defaultPort(url.scheme())
        ? url.host()
        : url.host() + ":" + url.port();
  }

  @Override
  public boolean configures() {
    return false;
  }

  @Override
  public CompletionStage<Void> send(Order order, String extra) {
    return http.post(who, url, OrderJson.lan(order)).thenCompose(this::accepted);
  }

  @Override
  public CompletionStage<JsonNode> configure(String item, String value) {
    return CompletableFuture.failedStage(
        new LinkFailure(
            Kind.REJECTED,
            "Configuration items can be written through the vendor's cloud only; this relay is"
                + " reached at its own address."));
  }

  private CompletionStage<Void> accepted(OneShotCall.Answer answer) {
    int status = answer.status();
    if (status == 401 || status == 403) {
      return refused(
          "it wants another secret (HTTP status " + status + "); check the relay's secret");
    }
    if (status >= 500) {
      return CompletableFuture.failedStage(
          new LinkFailure(
              Kind.UNCERTAIN, "The relay at " + title() + " answered HTTP status " + status + "."));
    }
    if (status != 200) {
      return refused("HTTP status " + status);
    }
    Optional<VendorAnswer> envelope = VendorAnswer.read(answer.body());
    if (envelope.isPresent() && envelope.get().code() != 0 && !envelope.get().successful()) {
      return refused("code " + envelope.get().code() + " " + http.clean(envelope.get().message()));
    }
    String error = VendorAnswer.error(answer.body());
    return error.isEmpty() ? CompletableFuture.completedStage(null) : refused(http.clean(error));
  }

  private CompletionStage<Void> refused(String reason) {
    return CompletableFuture.failedStage(
        new LinkFailure(
            Kind.REJECTED, "The relay at " + title() + " refused: " + reason.strip() + "."));
  }
}
