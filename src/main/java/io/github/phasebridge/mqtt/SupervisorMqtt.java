package io.github.phasebridge.mqtt;

import io.github.phasebridge.config.SupervisorConfig;
import io.github.phasebridge.http.ClockWatch;
import io.github.phasebridge.http.HttpAnswer;
import io.github.phasebridge.http.OneShotClient;
import io.github.phasebridge.http.OneShotHttp;
import io.github.phasebridge.http.Peer;
import io.github.phasebridge.http.SecretMask;
import io.github.phasebridge.http.TransportFailure;
import io.github.phasebridge.mqtt.ConnectFailure.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Asks Home Assistant's Supervisor which MQTT broker there is: {@code GET /services/mqtt}, as the
 * developer documentation of apps describes it. Any app may ask that has {@code services:
 * [mqtt:want]} in its configuration.
 */
final class SupervisorMqtt implements AutoCloseable {

  private static final String PATH = "services/mqtt";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What the Supervisor says while no app offers a broker. */
  private static final int NOT_ENABLED = 400;

  private static final String OR_BY_HAND =
      "; if that goes on, set mqtt.url, mqtt.username and mqtt.password";

  private final SupervisorConfig config;
  private final Peer peer;
  private final OneShotHttp http;

  /** Asks nothing yet. */
  SupervisorMqtt(SupervisorConfig config, InstantSource clock) {
    this.config = config;
    peer = Peer.of("Home Assistant's Supervisor", config.url(), "home-assistant.supervisor-url");
    SecretMask mask = new SecretMask(_ -> {});
    mask.learn(config.token().reveal());
    // A watch of its own: the Supervisor has our own clock, and says nothing about it.
    ClockWatch nobody = new ClockWatch(clock);
    http = new OneShotHttp(OneShotClient.make("supervisor", PATIENCE), mask, clock, nobody);
  }

  /**
   * Asks once.
   *
   * @return completes on any thread; fails only with a {@link BrokerUnknownException}, perhaps
   *     within a {@link CompletionException}
   */
  CompletionStage<MqttService> ask() {
    Request.Builder request =
        new Request.Builder()
            .url(peer.base().newBuilder().addPathSegments(PATH).build())
            .header("Authorization", "Bearer " + config.token().reveal());
    return http.send(peer, request).handle(SupervisorMqtt::read);
  }

  private static MqttService read(@Nullable HttpAnswer answer, @Nullable Throwable failure) {
    try {
      if (answer == null) {
        throw notAsked(failure);
      }
      return read(answer);
    } catch (BrokerUnknownException e) {
      throw new CompletionException(e);
    }
  }

  private static MqttService read(HttpAnswer answer) throws BrokerUnknownException {
    return switch (answer.status()) {
      case 200 ->
          MqttService.parse(answer.body())
              .orElseThrow(
                  () ->
                      new BrokerUnknownException(
                          Kind.SUPERVISOR_UNCLEAR,
                          "Home Assistant's Supervisor names an MQTT broker in a way that is not"
                              + " understood"
                              + OR_BY_HAND));
      case NOT_ENABLED ->
          throw new BrokerUnknownException(
              Kind.NO_BROKER,
              "Home Assistant has no MQTT broker yet: install and start the app \"Mosquitto"
                  + " broker\", or set mqtt.url to the address of another one");
      case 401, 403 ->
          throw new BrokerUnknownException(
              Kind.SUPERVISOR_REFUSES,
              "Home Assistant's Supervisor does not tell us the MQTT broker (HTTP "
                  + answer.status()
                  + "): restart the app"
                  + OR_BY_HAND);
      default ->
          throw new BrokerUnknownException(
              Kind.SUPERVISOR_AWAY,
              "Home Assistant's Supervisor cannot tell the MQTT broker now (HTTP "
                  + answer.status()
                  + ")"
                  + OR_BY_HAND);
    };
  }

  private static BrokerUnknownException notAsked(@Nullable Throwable failure) {
    String why =
        failure instanceof TransportFailure transport
            ? String.valueOf(transport.getMessage()).replaceFirst("\\.$", "")
            : "The call was given up";
    return new BrokerUnknownException(
        Kind.SUPERVISOR_AWAY, "The MQTT broker is not known yet. " + why + OR_BY_HAND);
  }

  @Override
  public void close() {
    http.close();
  }
}
