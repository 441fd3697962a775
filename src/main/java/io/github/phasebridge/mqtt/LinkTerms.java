package io.github.phasebridge.mqtt;

import io.github.phasebridge.config.MqttConfig.Protocol;
import java.time.Duration;

/**
 * On which terms a link stands with its broker: how its sentences call the broker and the settings
 * that the reader can change, and how patient it is when it is refused. All but the names are parts
 * of sentences that say what to do.
 */
public interface LinkTerms {

  /** Returns what the broker is called after "The", such as {@code broker}. */
  String broker();

  /** Returns how a line of the log calls the broker at this address. */
  String named(String address);

  /** Returns where the address comes from, in one word or name. */
  default String origin() {
    return "configuration";
  }

  /** Returns the setting that holds the address. */
  String url();

  /** Returns the settings that say who we are. */
  String login();

  /** Returns what to do when the broker does not accept our client id. */
  String whenClientIdIsRefused();

  /** Returns who has our client id most likely, and what to do about it. */
  String whenTakenOver();

  /** Returns what to do when the broker does not speak the version of MQTT that we use. */
  String whenProtocolIsUnknown(Protocol used);

  /** Returns what to do when nobody known signed the broker's certificate. */
  String whenAuthorityIsUnknown();

  /** Returns what to check when the broker wants a certificate or refused ours. */
  String whenOurCertificateIsRefused();

  /** Returns what to do when the broker refuses a subscription. */
  String whenReadingIsRefused();

  /** Returns the least to wait after our login or client id was refused; zero for no more. */
  Duration waitWhenRefused();
}
