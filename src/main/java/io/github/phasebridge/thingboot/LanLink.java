package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.Secret;
import io.github.phasebridge.http.HttpAnswer;
import io.github.phasebridge.http.Peer;
import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.net.URI;
import java.util.List;
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

  /** Codes that mean success: the cloud's, and what many small servers write. */
  private static final List<Integer> GOOD = List.of(VendorAnswer.SUCCESS, 0);

  /** How requests to relays on the LAN are counted. */
  private static final String ENDPOINT = "lan";

  private final ThingbootHttp http;
  private final Peer relay;
  private final HttpUrl control;

  /**
   * Makes a link; sends nothing yet.
   *
   * @param address the relay's address, with a port if it is not 80
   * @param secret the relay's own secret, may be unset
   * @throws IllegalArgumentException if the address does not begin with http or https
   */
  LanLink(ThingbootHttp http, URI address, Secret secret) {
    this.http = http;
    relay = Peer.of("the relay", address, "its address in thingboot.devices");
    HttpUrl.Builder url = relay.base().newBuilder().addPathSegment("control");
    if (secret.isSet()) {
      http.hide(secret);
      url.addQueryParameter("sign", Signature.ofRelay(secret));
    }
    control = url.build();
  }

  @Override
  public String title() {
    return control.port() == HttpUrl.defaultPort(control.scheme()) ? control.host() : relay.host();
  }

  @Override
  public boolean configures() {
    return false;
  }

  @Override
  public CompletionStage<Void> send(Order order, String extra) {
    return http.times()
        .count(ENDPOINT, () -> http.post(relay, control, OrderJson.lan(order)), this::result)
        .thenCompose(
            answer ->
                problem(answer)
                    .map(CompletableFuture::<Void>failedStage)
                    .orElseGet(() -> CompletableFuture.completedStage(null)));
  }

  @Override
  public CompletionStage<JsonNode> configure(String item, String value) {
    return CompletableFuture.failedStage(
        new LinkFailure(
            Kind.REJECTED,
            item
                + " can be written through the vendor's cloud only; the relay at "
                + title()
                + " is reached on the LAN."));
  }

  private String result(HttpAnswer answer) {
    return problem(answer).map(it -> CallTimes.nameOf(it.kind())).orElse(CallTimes.OK);
  }

  private Optional<LinkFailure> problem(HttpAnswer answer) {
    int status = answer.status();
    if (answer.isSuccessful()) {
      return VendorAnswer.json(answer.body()).flatMap(this::refusal);
    }
    String said = "HTTP status " + status;
    return Optional.of(
        switch (status) {
          case 401, 403 ->
              failure(
                  Kind.CONFIGURATION,
                  "wants another secret (" + said + "). Check its secret in thingboot.devices.");
          case 404 ->
              failure(
                  Kind.CONFIGURATION,
                  "does not know /control ("
                      + said
                      + "). It must be set to the gateway mode without a gateway, which its"
                      + " firmware knows from v4 on; check its address too.");
          default ->
              status >= 500 || status == 408
                  ? failure(Kind.UNCERTAIN, "has a problem (" + said + ").")
                  : failure(Kind.REJECTED, "refused (" + said + ").");
        });
  }

  private Optional<LinkFailure> refusal(JsonNode body) {
    String error = error(PushFields.of(body).get("error"));
    if (!error.isEmpty()) {
      return Optional.of(failure(Kind.REJECTED, "refused: " + http.clean(error) + "."));
    }
    return VendorAnswer.of(body)
        .filter(envelope -> !GOOD.contains(envelope.code()))
        .map(
            envelope ->
                failure(
                    Kind.REJECTED,
                    "refused with code "
                        + envelope.code()
                        + (envelope.message().isEmpty()
                            ? ""
                            : ": " + http.clean(envelope.message()))
                        + "."));
  }

  /** Returns the error's text, empty where the field says that there is none. */
  private static String error(JsonNode error) {
    if (error.isObject() || error.isArray()) {
      return error.isEmpty() ? "" : error.toString();
    }
    String text = error.asString("").strip();
    return List.of("0", "false", "none", "null").contains(text) ? "" : text;
  }

  private LinkFailure failure(Kind kind, String problem) {
    return new LinkFailure(kind, "The relay at " + title() + " " + problem);
  }
}
