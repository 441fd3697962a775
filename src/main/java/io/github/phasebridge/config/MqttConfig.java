package io.github.phasebridge.config;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The user's broker ({@code mqtt}).
 *
 * @param url {@code mqtt}, {@code mqtts}, {@code ws} or {@code wss}, with host and optional port
 *     and path; {@code auto} if Home Assistant's Supervisor is asked for it
 * @param username empty for none
 * @param password the user's password
 * @param clientId unique at the broker
 * @param protocol the version of MQTT
 * @param baseTopic the first level or levels of all topics, without a slash at either end
 * @param values whether every value also has a plain topic
 * @param tls how the broker is verified, and how we prove who we are
 */
public record MqttConfig(
    URI url,
    String username,
    Secret password,
    String clientId,
    Protocol protocol,
    String baseTopic,
    boolean values,
    Tls tls) {

  /** A version of MQTT. */
  public enum Protocol {
    /** MQTT 5. */
    V5("5"),
    /** MQTT 3.1.1. */
    V3_1_1("3.1.1");

    private final String text;

    Protocol(String text) {
      this.text = text;
    }

    /** Returns the version as it is configured: {@code 5} or {@code 3.1.1}. */
    public String text() {
      return text;
    }
  }

  /**
   * Files in PEM form for mqtts and wss.
   *
   * @param caFile the authority that signed the broker's certificate; null for the system's
   * @param certificateFile our certificate; null for none
   * @param keyFile the key of our certificate; set exactly when the certificate is
   */
  public record Tls(
      @Nullable Path caFile, @Nullable Path certificateFile, @Nullable Path keyFile) {}

  /** The address that stands for: ask Home Assistant's Supervisor. */
  static final URI AUTO = URI.create("auto");

  /** Returns whether Home Assistant's Supervisor says where the broker is. */
  public boolean urlIsAuto() {
    return url.equals(AUTO);
  }

  /** Returns the same with another address and login, as the Supervisor tells them. */
  public MqttConfig at(URI otherUrl, String otherUsername, Secret otherPassword) {
    return new MqttConfig(
        otherUrl, otherUsername, otherPassword, clientId, protocol, baseTopic, values, tls);
  }

  /** Returns the same with another client id, for commands that run beside the bridge. */
  public MqttConfig withClientId(String other) {
    return new MqttConfig(url, username, password, other, protocol, baseTopic, values, tls);
  }
}
