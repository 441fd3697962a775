package io.github.phasebridge.mqtt;

import io.github.phasebridge.config.MqttConfig.Protocol;
import java.time.Duration;

/** The terms with the user's own broker. */
final class OwnBroker implements LinkTerms {

  @Override
  public String broker() {
    return "broker";
  }

  @Override
  public String named(String address) {
    return address;
  }

  @Override
  public String url() {
    return "mqtt.url";
  }

  @Override
  public String login() {
    return "mqtt.username and mqtt.password";
  }

  @Override
  public String whenClientIdIsRefused() {
    return "choose another mqtt.client-id";
  }

  @Override
  public String whenTakenOver() {
    return "most likely a second phasebridge. Stop it, or give one of them another mqtt.client-id";
  }

  @Override
  public String whenProtocolIsUnknown(Protocol used) {
    return "set mqtt.protocol = \"" + (used == Protocol.V5 ? "3.1.1" : "5") + "\"";
  }

  @Override
  public String whenAuthorityIsUnknown() {
    return "set mqtt.tls.ca-file to the PEM file of the authority that did";
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
