package io.github.phasebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentVariablesTest {

  private static final String ODD = " a\"b#c${x}//d\\e'f:[1]{2},=+ü ";

  @TempDir Path directory;
  private Sources sources;

  @BeforeEach
  void prepare() {
    // A token keeps the warning away that there is nothing to bridge.
    sources = new Sources(directory).variable("PHASEBRIDGE_IAMMETER_TOKEN", "abcdef");
  }

  @Test
  void valuesOfAllKindsAreRead() throws Exception {
    PhasebridgeConfig config =
        sources
            .variable("PHASEBRIDGE_MQTT_PROTOCOL", "3.1.1")
            .variable("PHASEBRIDGE_MQTT_VALUES", "FALSE")
            .variable("PHASEBRIDGE_WEB_PORT", "80")
            .variable("PHASEBRIDGE_IAMMETER_POLL_INTERVAL", "6 minutes")
            .variable("PHASEBRIDGE_THINGBOOT_UNITS_ENERGY_FACTOR", "0.001")
            .variable("PHASEBRIDGE_DATA_DIR", "/var/lib/x")
            .config();

    assertThat(config.mqtt().protocol()).isEqualTo(MqttConfig.Protocol.V3_1_1);
    assertThat(config.mqtt().values()).isFalse();
    assertThat(config.web().port()).isEqualTo(80);
    assertThat(config.iammeter().pollInterval()).hasMinutes(6);
    assertThat(config.thingboot().units().get("energy"))
        .hasToString("Unit[unit=kWh, factor=0.001]");
    assertThat(config.dataDir()).isEqualTo(Path.of("/var/lib/x"));
  }

  @Test
  void aTextIsLiteral() throws Exception {
    assertThat(sources.variable("PHASEBRIDGE_MQTT_PASSWORD", ODD).config().mqtt().password())
        .isEqualTo(new Secret(ODD));
  }

  @Test
  void aTextFromAFileIsLiteralWithoutItsLastNewline() throws Exception {
    Path file = sources.write("password", ODD + "\n\r\n");

    sources.variable("PHASEBRIDGE_MQTT_PASSWORD_FILE", file.toString());

    assertThat(sources.config().mqtt().password()).isEqualTo(new Secret(ODD + "\n"));
    assertThat(sources.placeOf("mqtt.password"))
        .isEqualTo("environment variable PHASEBRIDGE_MQTT_PASSWORD_FILE");
  }

  @Test
  void aSettingWhoseOwnNameEndsInFileIsNotReadFromIt() throws Exception {
    Path file = sources.write("ca.pem", "certificate");

    sources.variable("PHASEBRIDGE_MQTT_TLS_CA_FILE", file.toString());
    sources.variable("PHASEBRIDGE_MQTT_URL", "mqtts://x");

    assertThat(sources.config().mqtt().tls().caFile()).isEqualTo(file);
  }

  @Test
  void aSettingAndItsFileExcludeEachOther() {
    sources
        .variable("PHASEBRIDGE_MQTT_PASSWORD", "hunter2")
        .variable("PHASEBRIDGE_MQTT_PASSWORD_FILE", "/x");

    assertThat(sources.problems())
        .containsExactly(
            "environment variable PHASEBRIDGE_MQTT_PASSWORD_FILE: mqtt.password: set only one of"
                + " PHASEBRIDGE_MQTT_PASSWORD and PHASEBRIDGE_MQTT_PASSWORD_FILE");
  }

  @Test
  void aMissingFileIsAProblem() {
    assertThat(sources.variable("PHASEBRIDGE_MQTT_PASSWORD_FILE", "/nowhere").problems())
        .containsExactly(
            "environment variable PHASEBRIDGE_MQTT_PASSWORD_FILE: mqtt.password: allowed is the"
                + " name of a readable file of UTF-8 text up to 64 KiB, but this is /nowhere");
  }

  @Test
  void listsAreWrittenAsHoconOrWithCommas() throws Exception {
    sources
        .variable("PHASEBRIDGE_IAMMETER_METERS", "[{sn=DA2BED94}, {sn=B, phases=circuits}]")
        .variable("PHASEBRIDGE_WEB_ALLOWED_HOSTS", "a.lan, b.lan");

    assertThat(sources.config().iammeter().meters())
        .containsExactly(
            new IammeterConfig.Meter("DA2BED94", null, IammeterConfig.Phases.SUPPLY),
            new IammeterConfig.Meter("B", null, IammeterConfig.Phases.CIRCUITS));
    assertThat(sources.config().web().allowedHosts()).containsExactly("a.lan", "b.lan");
    assertThat(sources.placeOf("iammeter.meters[1].sn"))
        .isEqualTo("environment variable PHASEBRIDGE_IAMMETER_METERS");

    sources.variable("PHASEBRIDGE_WEB_ALLOWED_HOSTS", "[\"c.lan\", d.lan]");
    assertThat(sources.config().web().allowedHosts()).containsExactly("c.lan", "d.lan");
  }

  @Test
  void aBrokenListIsAProblemWithoutItsText() {
    sources.variable("PHASEBRIDGE_THINGBOOT_DEVICES", "[{id=1, secret=hunter2\"}]");
    assertThat(sources.problems())
        .singleElement()
        .asString()
        .startsWith(
            "environment variable PHASEBRIDGE_THINGBOOT_DEVICES: thingboot.devices: allowed is auto"
                + " or a list of groups like [ { key = value } ]; not valid HOCON")
        .doesNotContain("hunter2");

    sources.variable("PHASEBRIDGE_THINGBOOT_DEVICES", "[{id=1}]\nmore = 1");
    assertThat(sources.problems()).hasSize(1);
  }

  @Test
  void anUnknownNameIsOnlyAWarning() throws Exception {
    sources
        .variable("PHASEBRIDGE_MQTT_URI", "x")
        .variable("PHASEBRIDGE_SERVICE_HOST", "10.0.0.1")
        .variable("PHASEBRIDGE_WEB_PORT", "tcp://10.0.0.1:8099")
        .variable("OTHER", "x");

    assertThat(sources.load().warnings())
        .containsExactly(
            "environment variable PHASEBRIDGE_MQTT_URI: unknown, has no effect; did you mean"
                + " PHASEBRIDGE_MQTT_URL?",
            "environment variable PHASEBRIDGE_SERVICE_HOST: unknown, has no effect",
            "environment variable PHASEBRIDGE_WEB_PORT: a service link of Kubernetes, has no"
                + " effect");
  }

  @Test
  void anEmptyVariableIsNotSet() throws Exception {
    sources.settings("mqtt.client-id = file").variable("PHASEBRIDGE_MQTT_CLIENT_ID", "");

    assertThat(sources.config().mqtt().clientId()).isEqualTo("file");
  }

  @Test
  void noTwoSettingsShareAName() {
    List<String> paths =
        ConfigFactory.parseResources("reference.conf").entrySet().stream()
            .map(Map.Entry::getKey)
            .toList();

    assertThat(paths.stream().map(EnvironmentVariables::nameOf)).doesNotHaveDuplicates();
    assertThat(paths.stream().map(EnvironmentVariables::nameOf))
        .doesNotContainAnyElementsOf(
            paths.stream().map(path -> EnvironmentVariables.nameOf(path) + "_FILE").toList());
  }
}
