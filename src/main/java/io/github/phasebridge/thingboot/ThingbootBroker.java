package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.MqttConfig.Protocol;
import io.github.phasebridge.mqtt.LinkTerms;
import java.time.Duration;

/** The terms with the vendor's broker: what its console shows, and which settings hold it. */
final class ThingbootBroker implements LinkTerms {

  private static final String URL = "thingboot.push-mqtt.url";
  private static final String CLIENT_ID = "thingboot.push-mqtt.client-id";

  @Override
  public String broker() {
    return "ThingBoot broker";
  }

  @Override
  public String named(String address) {
    return "the ThingBoot broker " + address;
  }

  @Override
  public String url() {
    return URL;
  }

  /** The console shows the client id beside the login; brokers may check all three as one. */
  @Override
  public String login() {
    return "thingboot.app-id and thingboot.app-secret, and "
        + CLIENT_ID
        + ", against the development settings of the ThingBoot console";
  }

  @Override
  public String whenClientIdIsRefused() {
    return "copy the id from the development settings of the ThingBoot console into " + CLIENT_ID;
  }

  @Override
  public String whenTakenOver() {
    return "a second phasebridge or another program of this account. Stop it, or give one of them"
        + " another "
        + CLIENT_ID
        + "; thingboot.push = webhook needs no such connection";
  }

  @Override
  public String whenProtocolIsUnknown(Protocol used) {
    return "check " + URL;
  }

  @Override
  public String whenAuthorityIsUnknown() {
    return "check " + URL;
  }

  @Override
  public String whenOurCertificateIsRefused() {
    return "phasebridge has none for it; check " + URL;
  }

  @Override
  public String whenReadingIsRefused() {
    return "choose MQTT as the way of message push in the ThingBoot console";
  }

  /** A login that the vendor refused is not hammered. */
  @Override
  public Duration waitWhenRefused() {
    return Duration.ofMinutes(5);
  }
}
