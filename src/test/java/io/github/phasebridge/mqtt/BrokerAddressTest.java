package io.github.phasebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerAddressTest {

  @ParameterizedTest
  @CsvSource({
    "mqtt://localhost,             localhost, 1883, '',        mqtt://localhost:1883",
    "MQTT://localhost:1884,        localhost, 1884, '',        mqtt://localhost:1884",
    "mqtts://broker.example,       broker.example, 8883, '',   mqtts://broker.example:8883",
    "mqtts://[fd00::1]:8884,       fd00::1, 8884, '',          mqtts://[fd00::1]:8884",
    "mqtt://localhost:1883/,       localhost, 1883, '',        mqtt://localhost:1883",
    "ws://localhost,               localhost, 80, mqtt,        ws://localhost:80/mqtt",
    "ws://localhost:9001/,         localhost, 9001, '',        ws://localhost:9001/",
    "wss://localhost/some/path,    localhost, 443, some/path,  wss://localhost:443/some/path",
    "wss://localhost/p?key=secret, localhost, 443, p,          wss://localhost:443/p",
    "mqtt://user:pass@localhost,   localhost, 1883, '',        mqtt://localhost:1883",
  })
  void portsAndPathsHaveTheUsualDefaults(
      String url, String host, int port, String path, String shown) {
    BrokerAddress address = BrokerAddress.of(URI.create(url));

    assertThat(address.host()).isEqualTo(host);
    assertThat(address.port()).isEqualTo(port);
    assertThat(address.path()).isEqualTo(path);
    assertThat(address).hasToString(shown);
  }

  @Test
  void anotherSchemeIsRefusedInOneSentence() {
    assertThatThrownBy(() -> BrokerAddress.of(URI.create("tcp://localhost")))
        .hasMessage("mqtt.url: the scheme \"tcp\" is unknown; allowed are mqtt, mqtts, ws and wss");
  }

  @Test
  void anAddressWithoutAHostIsRefused() {
    assertThatThrownBy(() -> BrokerAddress.of(URI.create("mqtt:///path")))
        .hasMessageStartingWith("mqtt.url names no host");
  }
}
