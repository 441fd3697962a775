package io.github.phasebridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

  @TempDir Path directory;
  private Sources sources;

  @BeforeEach
  void prepare() {
    sources = new Sources(directory);
  }

  @Test
  void eachLayerWinsOverTheOneBefore() throws Exception {
    assertThat(sources.config().mqtt().clientId()).isEqualTo("phasebridge");
    assertThat(sources.placeOf("mqtt.client-id")).isEqualTo("default");

    sources.settings("mqtt.client-id = file");
    assertThat(sources.config().mqtt().clientId()).isEqualTo("file");
    assertThat(sources.placeOf("mqtt.client-id")).isEqualTo("user.conf:2");

    sources.options("{\"mqtt\": {\"client_id\": \"options\"}}");
    assertThat(sources.config().mqtt().clientId()).isEqualTo("options");
    assertThat(sources.placeOf("mqtt.client-id")).isEqualTo("app option mqtt.client_id");

    sources.variable("PHASEBRIDGE_MQTT_CLIENT_ID", "variable");
    assertThat(sources.config().mqtt().clientId()).isEqualTo("variable");
    assertThat(sources.placeOf("mqtt.client-id"))
        .isEqualTo("environment variable PHASEBRIDGE_MQTT_CLIENT_ID");
  }

  @Test
  void layersAreMergedSettingBySetting() throws Exception {
    sources
        .settings("mqtt { username = joe, base-topic = file }")
        .options("{\"mqtt\": {\"base_topic\": \"options\"}}")
        .variable("PHASEBRIDGE_MQTT_VALUES", "false");

    MqttConfig mqtt = sources.config().mqtt();
    assertThat(mqtt.username()).isEqualTo("joe");
    assertThat(mqtt.baseTopic()).isEqualTo("options");
    assertThat(mqtt.values()).isFalse();
    assertThat(mqtt.url()).isEqualTo(URI.create("mqtt://localhost:1883"));
  }

  @Test
  void emptyAndNullMeanNotSet() throws Exception {
    sources.settings("mqtt { client-id = \"\", base-topic = null }", "web.allowed-hosts = []");

    assertThat(sources.config().mqtt().clientId()).isEqualTo("phasebridge");
    assertThat(sources.config().mqtt().baseTopic()).isEqualTo("phasebridge");
    assertThat(sources.placeOf("mqtt.client-id")).isEqualTo("default");
  }

  @Test
  void anIncludedFileIsFoundBesideTheFile() throws Exception {
    sources.write("broker.conf", "phasebridge.mqtt.username = joe\n\nphasebridge.mqtt.values = 7");
    sources.file("include \"broker.conf\"", "phasebridge.mqtt.client-id = x");

    assertThat(sources.problems())
        .containsExactly("broker.conf:3: mqtt.values = 7: allowed is true or false");
  }

  @Test
  void aSubstitutionTakesTheGivenEnvironment() throws Exception {
    sources
        .settings("mqtt { username = ${?WHO}, client-id = ${?NOBODY}, base-topic = ${WHO}-x }")
        .variable("WHO", "joe");

    assertThat(sources.config().mqtt().username()).isEqualTo("joe");
    assertThat(sources.config().mqtt().clientId()).isEqualTo("phasebridge");
    assertThat(sources.config().mqtt().baseTopic()).isEqualTo("joe-x");
    assertThat(sources.placeOf("mqtt.username")).isEqualTo("environment variable WHO");
  }

  @Test
  void aSubstitutionMayTakeAnotherSetting() throws Exception {
    sources.settings("mqtt.client-id = ${phasebridge.mqtt.base-topic}-2");

    assertThat(sources.config().mqtt().clientId()).isEqualTo("phasebridge-2");
  }

  @Test
  void systemPropertiesTakeNoPart() throws Exception {
    System.setProperty("phasebridge.mqtt.client-id", "property");
    try {
      assertThat(sources.config().mqtt().clientId()).isEqualTo("phasebridge");
    } finally {
      System.clearProperty("phasebridge.mqtt.client-id");
    }
  }

  @Test
  void aMissingFileIsRefused() {
    ConfigLoader loader = new ConfigLoader(Map.of());
    Path missing = directory.resolve("nowhere.conf");

    assertThat(catchThrowableOfType(ConfigException.class, () -> loader.load(missing, null)))
        .hasMessage(missing + ": there is no such file: " + missing);
  }

  @Test
  void missingAppOptionsAreNone() throws Exception {
    Loaded loaded = new ConfigLoader(Map.of()).load(null, directory.resolve("options.json"));

    assertThat(loaded.config().mqtt().clientId()).isEqualTo("phasebridge");
  }

  @Test
  void nothingToBridgeIsAWarning() throws Exception {
    assertThat(sources.load().warnings())
        .singleElement()
        .asString()
        .startsWith("nothing to bridge: set iammeter.token");

    sources.settings("iammeter.token = abcdef");
    assertThat(sources.load().warnings()).isEmpty();
  }

  @Test
  void theReferenceIsCompleteAndRead() throws Exception {
    assertThat(sources.load().effective().rows())
        .hasSizeGreaterThan(50)
        .allMatch(row -> row.place().equals("default"));
  }
}
