package io.github.phasebridge.mqtt;

import io.github.phasebridge.config.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The broker as Home Assistant's Supervisor names it.
 *
 * @param address {@code mqtt} or {@code mqtts}, with host and port
 * @param username empty for none
 * @param password of this user
 */
record MqttService(URI address, String username, Secret password) {

  private static final JsonMapper JSON = new JsonMapper();

  /** What an app that shares the host's network calls itself. */
  private static final String LOCALHOST = "localhost";

  /** The official broker's name within Home Assistant. */
  private static final String OFFICIAL = "core-mosquitto";

  /** A name or an address; whatever else would become another part of the address. */
  private static final String HOST = "[A-Za-z0-9.:-]+";

  private static final int MOST_PORT = 65535;

  /**
   * Reads an answer. Which app it is, and what else it says, does not matter; the version of MQTT
   * is the one that the broker announced years ago and says nothing either.
   *
   * @param body the whole answer
   * @return nothing if it names no broker that we could use
   */
  static Optional<MqttService> parse(String body) {
    JsonNode data;
    try {
      data = JSON.readTree(body).path("data");
    } catch (JacksonException _) {
      return Optional.empty();
    }
    Optional<String> scheme = scheme(text(data, "ssl"));
    Optional<Integer> port = port(text(data, "port"));
    String host = text(data, "host");
    if (!host.matches(HOST) || scheme.isEmpty() || port.isEmpty()) {
      return Optional.empty();
    }
    return address(scheme.get(), host.equals(LOCALHOST) ? OFFICIAL : host, port.get())
        .map(it -> new MqttService(it, text(data, "username"), new Secret(text(data, "password"))));
  }

  private static Optional<URI> address(String scheme, String host, int port) {
    try {
      return Optional.of(new URI(scheme, null, host, port, null, null, null));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /** Nothing for what is neither yes nor no: a wrong guess would send a password in plain text. */
  private static Optional<String> scheme(String ssl) {
    return switch (ssl.toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of("mqtts");
      case "false", "" -> Optional.of("mqtt");
      default -> Optional.empty();
    };
  }

  private static Optional<Integer> port(String text) {
    if (!text.matches("\\d{1,5}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(text);
    return port >= 1 && port <= MOST_PORT ? Optional.of(port) : Optional.empty();
  }

  private static String text(JsonNode data, String key) {
    JsonNode value = data.path(key);
    return value.isValueNode() && !value.isNull() ? value.asString() : "";
  }
}
