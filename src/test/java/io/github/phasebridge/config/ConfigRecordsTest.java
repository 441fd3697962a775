package io.github.phasebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every group of settings twice: all defaults, and every setting changed. */
class ConfigRecordsTest {

  @TempDir Path directory;
  private Sources sources;

  @BeforeEach
  void prepare() {
    sources = new Sources(directory);
  }

  @Test
  void mqttByDefault() throws Exception {
    assertThat(sources.config().mqtt())
        .isEqualTo(
            new MqttConfig(
                URI.create("mqtt://localhost:1883"),
                "",
                Secret.NONE,
                "phasebridge",
                MqttConfig.Protocol.V5,
                "phasebridge",
                true,
                new MqttConfig.Tls(null, null, null)));
  }

  @Test
  void mqttInFull() throws Exception {
    Path file = sources.write("some.pem", "");

    sources.settings(
        """
        mqtt {
          url = "WSS://broker.example:443/mqtt", username = joe, password = "hunter2"
          client-id = my-bridge, protocol = 3.1.1, base-topic = energy/house, values = no
          tls { ca-file = "%1$s", certificate-file = "%1$s", key-file = "%1$s" }
        }
        """
            .formatted(file));

    assertThat(sources.config().mqtt())
        .isEqualTo(
            new MqttConfig(
                URI.create("wss://broker.example:443/mqtt"),
                "joe",
                new Secret("hunter2"),
                "my-bridge",
                MqttConfig.Protocol.V3_1_1,
                "energy/house",
                false,
                new MqttConfig.Tls(file, file, file)));
  }

  @Test
  void homeAssistantByDefault() throws Exception {
    assertThat(sources.config().homeAssistant())
        .isEqualTo(new HomeAssistantConfig(true, "homeassistant", "homeassistant/status"));
  }

  @Test
  void homeAssistantInFull() throws Exception {
    sources.settings(
        "home-assistant { discovery = false, discovery-prefix = a, status-topic = b/c }");

    assertThat(sources.config().homeAssistant())
        .isEqualTo(new HomeAssistantConfig(false, "a", "b/c"));
  }

  @Test
  void iammeterByDefault() throws Exception {
    IammeterConfig iammeter = sources.config().iammeter();

    assertThat(iammeter)
        .isEqualTo(
            new IammeterConfig(
                URI.create("https://www.iammeter.com"),
                Secret.NONE,
                "",
                Secret.NONE,
                List.of(),
                Duration.ofSeconds(310),
                true,
                Duration.ofMinutes(15),
                IammeterConfig.TokenIn.HEADER,
                false,
                "powerAnalysis",
                false));
    assertThat(iammeter.enabled()).isFalse();
  }

  @Test
  void iammeterInFull() throws Exception {
    sources.settings(
        """
        iammeter {
          url = "http://127.0.0.1:8080", token = t0ken, user-name = joe, password = hunter2
          meters = [ { sn = 0123, name = "Two words", phases = circuits } ]
          poll-interval = 10 minutes, power-factor = false, stale-after = 1h, token-in = query
          analyses = on, analysis-path = poweranalysis, only-listed = yes
        }
        """);
    IammeterConfig iammeter = sources.config().iammeter();

    assertThat(iammeter)
        .isEqualTo(
            new IammeterConfig(
                URI.create("http://127.0.0.1:8080"),
                new Secret("t0ken"),
                "joe",
                new Secret("hunter2"),
                List.of(
                    new IammeterConfig.Meter("0123", "Two words", IammeterConfig.Phases.CIRCUITS)),
                Duration.ofMinutes(10),
                false,
                Duration.ofHours(1),
                IammeterConfig.TokenIn.QUERY,
                true,
                "poweranalysis",
                true));
    assertThat(iammeter.enabled()).isTrue();
  }

  @Test
  void thingbootByDefault() throws Exception {
    ThingbootConfig thingboot = sources.config().thingboot();

    assertThat(thingboot)
        .isEqualTo(
            new ThingbootConfig(
                URI.create("https://api.thingboot.com"),
                "",
                Secret.NONE,
                List.of(),
                ThingbootConfig.Push.MQTT,
                URI.create("mqtt://mapi.thingboot.com:1883"),
                "",
                Duration.ofSeconds(60),
                Map.of(
                    "energy",
                    new ThingbootConfig.Unit("kWh", BigDecimal.ONE),
                    "power_factor",
                    new ThingbootConfig.Unit(null, BigDecimal.ONE)),
                null,
                false,
                false));
    assertThat(thingboot.enabled()).isFalse();
  }

  @Test
  void thingbootInFull() throws Exception {
    sources.settings(
        """
        thingboot {
          url = "http://127.0.0.1:8081", app-id = app, app-secret = hunter2
          devices = [ { id = 101 }, { id = 102, name = B, address = "http://10.0.0.2", secret = s3cret } ]
          push = webhook, push-mqtt { url = "mqtts://x", client-id = c }
          poll-interval = 30s, units.energy { unit = Wh, factor = 0.1 }, units.voltage.factor = 10
          query-interval = 1h, configuration-items = true, only-listed = true
        }
        web { webhook-port = 8100, webhook-token = s3cret-0123456789 }
        """);

    assertThat(sources.config().thingboot())
        .isEqualTo(
            new ThingbootConfig(
                URI.create("http://127.0.0.1:8081"),
                "app",
                new Secret("hunter2"),
                List.of(
                    new ThingbootConfig.Relay("101", null, null, Secret.NONE),
                    new ThingbootConfig.Relay(
                        "102", "B", URI.create("http://10.0.0.2"), new Secret("s3cret"))),
                ThingbootConfig.Push.WEBHOOK,
                URI.create("mqtts://x"),
                "c",
                Duration.ofSeconds(30),
                Map.of(
                    "energy",
                    new ThingbootConfig.Unit("Wh", new BigDecimal("0.1")),
                    "power_factor",
                    new ThingbootConfig.Unit(null, BigDecimal.ONE),
                    "voltage",
                    new ThingbootConfig.Unit(null, BigDecimal.TEN)),
                Duration.ofHours(1),
                true,
                true));
    assertThat(sources.config().thingboot().enabled()).isTrue();
  }

  @Test
  void aRelayOnTheLanIsEnough() throws Exception {
    sources.settings("thingboot.devices = [ { id = 102, address = \"http://10.0.0.2\" } ]");

    assertThat(sources.config().thingboot().enabled()).isTrue();
  }

  @Test
  void webByDefault() throws Exception {
    assertThat(sources.config().web())
        .isEqualTo(
            new WebConfig(
                true, "127.0.0.1", 8099, Secret.NONE, List.of(), "", "0.0.0.0", 0, Secret.NONE));
  }

  @Test
  void webInFull() throws Exception {
    sources.settings(
        """
        web {
          enabled = false, host = "::1", port = 80, password = hunter2, allowed-hosts = [ a.lan ]
          ingress-proxy = "192.0.2.7"
          webhook-host = localhost, webhook-port = 8100, webhook-token = s3cret-0123456789
        }
        """);

    assertThat(sources.config().web())
        .isEqualTo(
            new WebConfig(
                false,
                "::1",
                80,
                new Secret("hunter2"),
                List.of("a.lan"),
                "192.0.2.7",
                "localhost",
                8100,
                new Secret("s3cret-0123456789")));
  }

  @Test
  void logAndDataDirByDefault() throws Exception {
    assertThat(sources.config().log())
        .isEqualTo(new LogConfig(LogConfig.Level.INFO, LogConfig.Format.TEXT, false));
    assertThat(sources.config().dataDir()).isEqualTo(Path.of("data"));
  }

  @Test
  void logAndDataDirInFull() throws Exception {
    sources.settings("log { level = WARN, format = json, raw-messages = true }", "data-dir = d");

    assertThat(sources.config().log())
        .isEqualTo(new LogConfig(LogConfig.Level.WARN, LogConfig.Format.JSON, true));
    assertThat(sources.config().dataDir()).isEqualTo(Path.of("d"));
  }

  @Test
  void noRecordShowsASecret() throws Exception {
    sources.settings(
        "iammeter { token = hunter2 }",
        "mqtt { username = joe, password = hunter2 }",
        "thingboot.devices = [ { id = 1, secret = hunter2 } ]",
        "web { password = hunter2, webhook-token = hunter2-hunter2-hunter2 }");

    assertThat(sources.load().toString()).doesNotContain("hunter2").contains("password=***");
  }
}
