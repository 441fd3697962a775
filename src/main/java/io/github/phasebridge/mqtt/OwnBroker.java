package io.github.phasebridge.mqtt;

import io.github.phasebridge.config.MqttConfig.Protocol;
import java.time.Duration;

/** The terms with the user's own broker. */
final class OwnBroker implements LinkTerms {

  private static final String LOGIN = "mqtt.username and mqtt.password";

  private final String origin;
  private final String url;
  private final String login;
  private final String authority;

  /** Everything is set by hand. */
  OwnBroker() {
    this(
        "configuration",
        "mqtt.url",
        LOGIN,
        "set mqtt.tls.ca-file to the PEM file of the authority that did");
  }

  private OwnBroker(String origin, String url, String login, String authority) {
    this.origin = origin;
    this.url = url;
    this.login = login;
    this.authority = authority;
  }

  /**
   * The address comes from Home Assistant's Supervisor.
   *
   * @param ownLogin whether user and password are set by hand all the same
   */
  static OwnBroker fromSupervisor(boolean ownLogin) {
    return new OwnBroker(
        "Supervisor",
        "mqtt.url (not set: the address comes from Home Assistant's Supervisor)",
        ownLogin
            ? LOGIN
            : "the users of the broker's app, or set "
                + LOGIN
                + " (not set: the login comes from Home Assistant's Supervisor and is asked for"
                + " again)",
        "set mqtt.url to the broker's address without TLS, like mqtt://core-mosquitto:1883, which"
            + " does not leave this machine; or set mqtt.tls.ca-file, where the app can read such a"
            + " file");
  }

  @Override
  public String broker() {
    return "broker";
  }

  @Override
  public String named(String address) {
    return address;
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public String login() {
    return login;
  }

  @Override
  public String whenClientIdIsRefused() {
    return "choose another mqtt.client-id";
  }

  @Override
  public String whenTakenOver() {
    return "most likely a second phasebridge. Stop it, or give one of them another mqtt.client-id;"
        + " then restart this one, or wait up to 6 minutes";
  }

  @Override
  public String whenProtocolIsUnknown(Protocol used) {
    return "set mqtt.protocol = \"" + (used == Protocol.V5 ? "3.1.1" : "5") + "\"";
  }

  @Override
  public String whenAuthorityIsUnknown() {
    return authority;
  }

  @Override
  public String whenOurCertificateIsRefused() {
    return "check mqtt.tls.certificate-file and mqtt.tls.key-file";
  }

  @Override
  public String whenReadingIsRefused() {
    return "allow the user to read there";
  }

  /** The broker is the user's own and may let us in at any moment. */
  @Override
  public Duration waitWhenRefused() {
    return Duration.ZERO;
  }
}
