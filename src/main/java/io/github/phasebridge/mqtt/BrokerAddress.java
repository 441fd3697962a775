package io.github.phasebridge.mqtt;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * Where the broker is and how it is spoken to.
 *
 * @param scheme {@code mqtt}, {@code mqtts}, {@code ws} or {@code wss}
 * @param host a name or an address, IPv6 without brackets
 * @param port 1 to 65535
 * @param path of a WebSocket, without the leading slash; empty otherwise
 * @param query of a WebSocket; empty for none
 */
record BrokerAddress(String scheme, String host, int port, String path, String query) {

  /** What Mosquitto takes as any other, and HiveMQ, EMQX and VerneMQ insist on. */
  private static final String USUAL_PATH = "mqtt";

  /**
   * Reads the address; the default ports are 1883, 8883, 80 and 443, the default path of a
   * WebSocket is {@code /mqtt}.
   *
   * @throws IllegalArgumentException if it is no address of a broker, as a sentence
   */
  static BrokerAddress of(URI url) {
    String scheme = Objects.requireNonNullElse(url.getScheme(), "").toLowerCase(Locale.ROOT);
    int usualPort =
        switch (scheme) {
          case "mqtt" -> 1883;
          case "mqtts" -> 8883;
          case "ws" -> 80;
          case "wss" -> 443;
          default ->
              throw new IllegalArgumentException(
                  "mqtt.url: the scheme \""
                      + scheme
                      + "\" is unknown; allowed are mqtt, mqtts, ws and wss");
        };
    String host = url.getHost();
    if (host == null) {
      throw new IllegalArgumentException(
          "mqtt.url names no host; it should look like mqtt://localhost:1883");
    }
    boolean webSocket = scheme.startsWith("ws");
    return new BrokerAddress(
        scheme,
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        url.getPort() < 0 ? usualPort : url.getPort(),
        webSocket ? pathOf(url) : "",
        webSocket ? Objects.requireNonNullElse(url.getQuery(), "") : "");
  }

  private static String pathOf(URI url) {
    String path = Objects.requireNonNullElse(url.getPath(), "");
    return path.isEmpty() ? USUAL_PATH : path.substring(1);
  }

  boolean tls() {
    return scheme.equals("mqtts") || scheme.equals("wss");
  }

  boolean webSocket() {
    return scheme.startsWith("ws");
  }

  /** Returns the address as a user would write it; the query may hold a token and is left out. */
  @Override
  public String toString() {
    String shownHost = host.contains(":") ? "[" + host + "]" : host;
    return scheme + "://" + shownHost + ":" + port + (webSocket() ? "/" + path : "");
  }
}
