package io.github.phasebridge.config;

import java.net.URI;
import java.util.Arrays;
import java.util.Set;

/** Reads {@code mqtt}. */
final class MqttBinder {

  /** MQTT allows 65535 bytes; side commands append a suffix. */
  static final int MOST_CLIENT_ID_BYTES = 65_500;

  private static final Parser<URI> URL =
      Urls.of("use mqtt.username and mqtt.password", "mqtt", "mqtts", "ws", "wss");

  private static final Set<String> SCHEMES_WITH_TLS = Set.of("mqtts", "wss");
  private static final Set<String> SCHEMES_WITH_PATH = Set.of("ws", "wss");

  private MqttBinder() {}

  /**
   * Reads it.
   *
   * @param inApp whether Home Assistant's Supervisor may be asked for the address
   */
  static MqttConfig bind(Section mqtt, boolean inApp) {
    MqttConfig config =
        new MqttConfig(
            mqtt.value("url", inApp ? MqttBinder::urlOrAuto : MqttBinder::url),
            mqtt.text("username"),
            mqtt.secret("password"),
            mqtt.value("client-id", Parsers.line(MOST_CLIENT_ID_BYTES)),
            mqtt.value("protocol", MqttBinder::protocol),
            mqtt.value("base-topic", Topics.topic()),
            mqtt.value("values", Parsers.flag()),
            tls(mqtt.section("tls")));
    mqtt.finish();
    checkLogin(config, mqtt);
    checkTlsIsUsed(config, mqtt);
    return config;
  }

  private static URI urlOrAuto(String text) throws NotAllowed {
    if (text.strip().equalsIgnoreCase("auto")) {
      return MqttConfig.AUTO;
    }
    try {
      return url(text);
    } catch (NotAllowed e) {
      throw e.or("auto for Home Assistant's own broker");
    }
  }

  private static URI url(String text) throws NotAllowed {
    URI url = URL.parse(text);
    if (!url.getPath().isEmpty() && !SCHEMES_WITH_PATH.contains(url.getScheme())) {
      throw new NotAllowed("allowed is a path only after ws:// and wss://");
    }
    return url;
  }

  private static MqttConfig.Protocol protocol(String text) throws NotAllowed {
    return Arrays.stream(MqttConfig.Protocol.values())
        .filter(protocol -> protocol.text().equals(text.strip()))
        .findAny()
        .orElseThrow(() -> new NotAllowed("allowed is 5 or 3.1.1"));
  }

  private static MqttConfig.Tls tls(Section tls) {
    MqttConfig.Tls config =
        new MqttConfig.Tls(
            tls.value("ca-file", LocalFiles.readable()).orElse(null),
            tls.value("certificate-file", LocalFiles.readable()).orElse(null),
            tls.value("key-file", LocalFiles.readable()).orElse(null));
    tls.requireBothOrNone("certificate-file", "key-file");
    tls.finish();
    return config;
  }

  private static void checkLogin(MqttConfig config, Section mqtt) {
    if (config.password().isSet()
        && config.username().isEmpty()
        && !config.urlIsAuto()
        && config.protocol() == MqttConfig.Protocol.V3_1_1) {
      mqtt.refuse("username", "mqtt.password needs a user name under MQTT 3.1.1");
    }
  }

  private static void checkTlsIsUsed(MqttConfig config, Section mqtt) {
    boolean files = config.tls().caFile() != null || config.tls().certificateFile() != null;
    if (files && !config.urlIsAuto() && !SCHEMES_WITH_TLS.contains(config.url().getScheme())) {
      mqtt.warn("url", "the files of mqtt.tls are not used; they need mqtts:// or wss://");
    }
  }
}
