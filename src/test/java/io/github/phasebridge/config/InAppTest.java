package io.github.phasebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is different in an app of Home Assistant. */
class InAppTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir Path directory;
  private Sources sources;

  @BeforeEach
  void prepare() {
    sources = new Sources(directory).variable("SUPERVISOR_TOKEN", TOKEN);
  }

  @Test
  void theSupervisorIsAskedForTheBroker() throws Exception {
    assertThat(sources.config().mqtt().urlIsAuto()).isTrue();
    assertThat(sources.placeOf("mqtt.url")).isEqualTo("default in Home Assistant");
  }

  @Test
  void aBrokerThatIsSetByHandWins() throws Exception {
    sources.options("{\"mqtt\": {\"url\": \"mqtt://192.0.2.1\"}}");

    assertThat(sources.config().mqtt().url()).isEqualTo(URI.create("mqtt://192.0.2.1"));
    assertThat(sources.placeOf("mqtt.url")).isEqualTo("app option mqtt.url");
  }

  @Test
  void autoMayBeWrittenToo() throws Exception {
    sources.options(
        "{\"mqtt\": {\"url\": \"auto\", \"protocol\": \"3.1.1\", \"password\": \"x\"}}");

    assertThat(sources.config().mqtt().urlIsAuto()).isTrue();
  }

  @Test
  void aWrongBrokerIsAnsweredWithAutoToo() {
    sources.options("{\"mqtt\": {\"url\": \"http://192.0.2.1\"}}");

    assertThat(sources.problems())
        .singleElement()
        .asString()
        .contains("http://192.0.2.1", "allowed is", "; or auto for Home Assistant's own broker");
  }

  @Test
  void outsideNobodyKnowsTheBroker() throws Exception {
    Sources outside = new Sources(directory);
    assertThat(outside.config().mqtt().url()).isEqualTo(URI.create("mqtt://localhost:1883"));

    assertThat(outside.settings("mqtt.url = auto").problems())
        .singleElement()
        .asString()
        .contains("mqtt.url", "auto", "allowed is an address like mqtt://host:port");
  }

  @Test
  void thePageIsForTheIngressProxyAlone() throws Exception {
    assertThat(sources.config().web().host()).isEqualTo("0.0.0.0");
    assertThat(sources.config().web().ingressProxy()).isEqualTo("172.30.32.2");
  }

  @Test
  void theTokenIsASecretThatIsNeverShown() throws Exception {
    Loaded loaded = sources.load();

    assertThat(loaded.config().supervisor().present()).isTrue();
    assertThat(loaded.config().toString()).doesNotContain(TOKEN);
    assertThat(loaded.effective().lines()).noneMatch(line -> line.contains(TOKEN));
    assertThat(loaded.effective().secrets()).contains(new Secret(TOKEN));
  }
}
