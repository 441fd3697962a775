package io.github.phasebridge.demo;

import java.time.Duration;
import java.util.List;

/**
 * How a simulated ThingBoot cloud is set up.
 *
 * @param port the TCP port of its HTTP interface on 127.0.0.1, 0 for any free one
 * @param pushPort the TCP port of its MQTT listener, 0 for any free one, negative for none
 * @param appId the account's id
 * @param appSecret the account's secret, empty for none set in the console
 * @param tolerance how far a caller's clock may be off; undocumented. The HTTP header {@code Date}
 *     always comes from this computer's clock
 * @param answerDelay how long every answer takes
 * @param traits how its relays live, and the cloud's clock
 * @param relays what the account has at first
 */
public record ThingbootOptions(
    int port,
    int pushPort,
    String appId,
    String appSecret,
    Duration tolerance,
    Duration answerDelay,
    RelayTraits traits,
    List<RelayPlan> relays) {

  /** Copies the list. */
  public ThingbootOptions {
    relays = List.copyOf(relays);
  }

  /** Returns a cloud on any free ports with one relay. */
  public static ThingbootOptions defaults() {
    return new ThingbootOptions(
        0,
        0,
        "10077431",
        "simulated-app-secret",
        Duration.ofMinutes(5),
        Duration.ZERO,
        RelayTraits.defaults(),
        List.of(RelayPlan.boiler()));
  }

  /** Returns the same on other ports. */
  public ThingbootOptions withPorts(int http, int mqtt) {
    return new ThingbootOptions(
        http, mqtt, appId, appSecret, tolerance, answerDelay, traits, relays);
  }

  /** Returns the same without an MQTT listener of its own. */
  public ThingbootOptions withoutListener() {
    return withPorts(port, -1);
  }

  /** Returns the same with another account. */
  public ThingbootOptions withAccount(String id, String secret) {
    return new ThingbootOptions(port, pushPort, id, secret, tolerance, answerDelay, traits, relays);
  }

  /** Returns the same with slower answers. */
  public ThingbootOptions withAnswerDelay(Duration delay) {
    return new ThingbootOptions(port, pushPort, appId, appSecret, tolerance, delay, traits, relays);
  }

  /** Returns the same with relays that live otherwise. */
  public ThingbootOptions withTraits(RelayTraits other) {
    return new ThingbootOptions(
        port, pushPort, appId, appSecret, tolerance, answerDelay, other, relays);
  }

  /** Returns the same with other relays. */
  public ThingbootOptions withRelays(List<RelayPlan> plans) {
    return new ThingbootOptions(
        port, pushPort, appId, appSecret, tolerance, answerDelay, traits, plans);
  }
}
