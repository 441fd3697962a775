package io.github.phasebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users read when something is wrong. */
class ConfigProblemsTest {

  private static final String TOPIC =
      "allowed is a topic without wildcards (+ #), without a slash at either end, not starting with"
          + " $ and of at most 1000 bytes";

  @TempDir Path directory;
  private Sources sources;

  @BeforeEach
  void prepare() {
    sources = new Sources(directory);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "iammeter.poll-interval = 60s | allowed is 300s or more (the vendor allows 12 calls an"
            + " hour)",
        "iammeter.poll-interval = 61m | allowed is 1h or less",
        "iammeter.poll-interval = 310 | the unit is missing; allowed is a number with its unit, for"
            + " example 310s, 15m, 5 minutes or 1h",
        "iammeter.poll-interval = -5m | allowed is 300s or more (the vendor allows 12 calls an"
            + " hour)",
        "iammeter.poll-interval = 310x | allowed is a number with its unit, for example 310s, 15m,"
            + " 5 minutes or 1h",
        "iammeter.stale-after = 305s | allowed is iammeter.poll-interval (310s) or more, better"
            + " twice",
        "iammeter.power-factor = maybe | allowed is true or false",
        "iammeter.token-in = haeder | allowed is header, query; did you mean 'header'?",
        "iammeter.analysis-path = a/b | allowed is one part of a path: without white space and"
            + " without any of / \\ ? # + %",
        "iammeter.url = example | allowed is an address like https://host:port, starting with"
            + " https, http",
        "mqtt.protocol = 4 | allowed is 5 or 3.1.1",
        "mqtt.base-topic = /a | " + TOPIC,
        "mqtt.base-topic = a/ | " + TOPIC,
        "mqtt.base-topic = homeassistant/a | allowed is a topic that is not below"
            + " home-assistant.discovery-prefix (homeassistant)",
        "thingboot.poll-interval = 29s | allowed is 30s or more",
        "thingboot.push = smoke | allowed is mqtt, webhook, off",
        "thingboot.push-mqtt.client-id = my-Test | allowed is an id that does not end in 'test'"
            + " (the vendor's rule)",
        "thingboot.units.energy.factor = 0 | allowed is a number above 0, for example 0.001",
        "thingboot.units.energy.factor = 1e999999999 | allowed is a number above 0, for example"
            + " 0.001",
        "web.port = 65536 | allowed is a whole number from 0 to 65535",
        "web.port = 80.5 | allowed is a whole number from 0 to 65535",
        "web.webhook-port = 65536 | allowed is a whole number from 0 to 65535",
        "thingboot.push = webhook | the webhook is off; set web.webhook-port and"
            + " web.webhook-token",
        "web.webhook-port = 8100 | web.webhook-token must be set together with it; it has at least"
            + " 16 letters, digits, - and _, for example what this command prints: openssl rand"
            + " -hex 16",
        "log.level = loud | allowed is trace, debug, info, warn, error",
      })
  void aWrongValueIsNamedWithWhatIsAllowed(String setting, String allowed) {
    assertThat(sources.settings(setting).problems())
        .containsExactly("user.conf:2: " + setting + ": " + allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mqtt.base-topic = \"a+\" | " + TOPIC,
        "mqtt.base-topic = \"$SYS\" | " + TOPIC,
        "mqtt.url = \"http://x\" | allowed is an address like mqtt://host:port, starting with mqtt,"
            + " mqtts, ws, wss",
        "mqtt.url = \"mqtt:///x\" | allowed is an address like mqtt://host:port, starting with"
            + " mqtt, mqtts, ws, wss, with a host made of letters, digits, dots and hyphens",
        "mqtt.url = \"mqtt://my_broker\" | allowed is an address like mqtt://host:port, starting"
            + " with mqtt, mqtts, ws, wss, with a host made of letters, digits, dots and hyphens",
        "mqtt.url = \"mqtt://x:70000\" | the port is a number from 1 to 65535",
        "mqtt.url = \"mqtt://x:1883/mqtt\" | allowed is a path only after ws:// and wss://",
        "mqtt.client-id = \"  \" | allowed is a text of 1 to 65500 bytes without control"
            + " characters",
      })
  void aWrongTextInQuotesIsShownWithoutThem(String setting, String allowed) {
    assertThat(sources.settings(setting).problems())
        .containsExactly("user.conf:2: " + setting.replace("\"", "") + ": " + allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mqtt.urll = x | mqtt.urll | url",
        "mqtt.clientId = x | mqtt.clientId | client-id",
        "mqtt.client_id = x | mqtt.client_id | client-id",
        "mqqt.url = x | mqqt | mqtt",
        "iammeter.toekn = hunter2 | iammeter.toekn | token",
        "mqtt.tls.cafile = x | mqtt.tls.cafile | ca-file",
        "iammeter.meters = [{sn = X1, phase = circuits}] | iammeter.meters[0].phase | phases",
      })
  void anUnknownSettingIsRefusedWithAGuess(String setting, String path, String meant) {
    assertThat(sources.settings(setting).problems())
        .containsExactly(
            "user.conf:2: " + path + ": unknown setting; did you mean '" + meant + "'?");
  }

  @Test
  void anUnknownSettingLikeNoneHasNoGuess() {
    assertThat(sources.settings("mqtt.colour = red").problems())
        .containsExactly("user.conf:2: mqtt.colour: unknown setting");
  }

  @Test
  void settingsOutsideOfTheirGroupAreRefused() {
    assertThat(sources.file("mqtt.url = x").problems())
        .containsExactly(
            "user.conf:1: mqtt: unknown setting; all settings belong into phasebridge { ... }");
  }

  @Test
  void allProblemsOfAllSourcesAreNamedAtOnce() {
    sources
        .settings("mqtt.urll = x", "web.port = no")
        .options("{\"iammeter\": {\"poll_interval\": \"60s\"}}")
        .variable("PHASEBRIDGE_LOG_LEVEL", "loud");

    assertThat(sources.problems())
        .containsExactly(
            "user.conf:2: mqtt.urll: unknown setting; did you mean 'url'?",
            "app option iammeter.poll_interval: iammeter.poll-interval = 60s: allowed is 300s or"
                + " more (the vendor allows 12 calls an hour)",
            "user.conf:3: web.port = no: allowed is a whole number from 0 to 65535",
            "environment variable PHASEBRIDGE_LOG_LEVEL: log.level = loud: allowed is trace, debug,"
                + " info, warn, error");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "iammeter.user-name = joe | iammeter.user-name: iammeter.password",
        "iammeter.password = hunter2 | iammeter.password: iammeter.user-name",
        "thingboot.app-id = joe | thingboot.app-id: thingboot.app-secret",
        "thingboot.app-secret = hunter2 | thingboot.app-secret: thingboot.app-id",
      })
  void whatBelongsTogetherIsAskedForTogether(String setting, String problem) {
    assertThat(sources.settings(setting).problems())
        .containsExactly("user.conf:2: " + problem + " must be set together with it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mqtt.url = \"mqtt://joe:hunter2@x:1883\"",
        "mqtt.url = \"mqtt://joe:hun ter2@x:1883\"",
        "mqtt.url = \"mqtt://joe:hunter2#@x:1883\"",
        "iammeter.url = \"https://x/?token=hunter2\"",
        "iammeter.token = { hunter2 = 1 }",
        "iammeter.token = [ hunter2 ]",
        "mqtt.password = hunter2 {",
        "mqtt.password = hunter2\"x",
        "mqtt.password hunter2",
        "mqtt.password = hunter2$x",
        "mqtt.password = \"hunter2\\q\"",
        "mqtt.password = x${hunter2}",
        "mqtt.password = \"hunter2\" [1]",
        "mqtt.pasword = hunter2",
        "web.webhook-token = \"hunter2/x\"",
        "web.webhook-token = \"hunter2-hunter\"",
        "web.webhook-token = \"hunter2-hunter2 hunter2\"",
        "include hunter2",
      })
  void noProblemShowsASecret(String setting) {
    assertThat(sources.settings(setting).problems())
        .isNotEmpty()
        .allSatisfy(
            problem -> assertThat(problem).doesNotContain("hun", "ter2").startsWith("user.conf:"));
  }

  @Test
  void theWebhookNeedsAPortOfItsOwn() {
    assertThat(
            sources
                .settings("web { webhook-port = 8099", "webhook-token = 0123456789abcdef }")
                .problems())
        .containsExactly(
            "user.conf:2: web.webhook-port = 8099: allowed is another port than web.port");
  }

  @Test
  void aShortTokenOfTheWebhookIsRefusedOnce() {
    assertThat(
            sources
                .settings("web { webhook-port = 8100", "webhook-token = hunter2-hunter2 }")
                .problems())
        .containsExactly(
            "user.conf:3: web.webhook-token: allowed are at least 16 letters, digits, - and _, for"
                + " example what this command prints: openssl rand -hex 16");
  }

  @Test
  void anAppIdThatNoTopicCanCarryIsRefused() {
    assertThat(sources.settings("thingboot { app-id = \"a/#\", app-secret = hunter2 }").problems())
        .containsExactly(
            "user.conf:2: thingboot.app-id = a/#: allowed is the account's AppID: without white"
                + " space and without any of / \\ ? # + %");
  }

  @Test
  void aSyntaxErrorIsOneLineWithItsPlace() {
    assertThat(sources.settings("", "mqtt.url = mqtt://x").problems())
        .containsExactly(
            "user.conf:3: not valid HOCON: Expecting close brace } or a comma, got ':'; put texts"
                + " with special characters into double quotes");
  }

  @Test
  void anUnknownSubstitutionIsNamed() {
    assertThat(sources.settings("mqtt.password = ${MQTT_PASSWRD}").problems())
        .containsExactly(
            "user.conf:2: there is nothing to put in for ${MQTT_PASSWRD}; ${?NAME} may be missing,"
                + " and a literal $ needs double quotes");
  }

  @Test
  void aGroupMustBeAGroup() {
    assertThat(sources.settings("mqtt = 5").problems())
        .containsExactly("user.conf:2: mqtt: allowed is a group of settings: mqtt { ... }");
    assertThat(sources.file("phasebridge = 5").problems())
        .containsExactly("user.conf:1: phasebridge: allowed is a group of settings: { ... }");
  }

  @Test
  void aListMustBeAList() {
    assertThat(sources.settings("iammeter.meters = all").problems())
        .containsExactly(
            "user.conf:2: iammeter.meters: allowed is auto or a list of groups like"
                + " [ { key = value } ]");
    assertThat(sources.settings("iammeter.meters = [A1]").problems())
        .containsExactly(
            "user.conf:2: iammeter.meters[0]: allowed is auto or a list of groups like"
                + " [ { key = value } ]");
  }

  @Test
  void aMeterListedTwiceIsRefused() {
    assertThat(sources.settings("iammeter.meters = [{sn = a1}, {sn = A1}, {name = x}]").problems())
        .containsExactly(
            "user.conf:2: iammeter.meters[1].sn = A1: this meter is listed twice",
            "user.conf:2: iammeter.meters[2].sn: allowed is the meter's serial number: without"
                + " white space and without any of / \\ ? # + %");
  }

  @Test
  void aMissingFileOfTlsIsNamedInFull() {
    assertThat(sources.settings("mqtt.tls.ca-file = nowhere.pem").problems())
        .containsExactly(
            "user.conf:2: mqtt.tls.ca-file = nowhere.pem: there is no readable file "
                + Path.of("nowhere.pem").toAbsolutePath()
                + " (a relative path starts at the working directory)");
  }

  @Test
  void aCertificateNeedsItsKey() {
    Path file = sources.write("client.pem", "");

    assertThat(sources.settings("mqtt.tls.certificate-file = \"" + file + "\"").problems())
        .containsExactly(
            "user.conf:2: mqtt.tls.certificate-file: mqtt.tls.key-file must be set together with"
                + " it");
  }

  @Test
  void aDataDirThatIsAFileIsRefused() {
    Path file = sources.write("data", "");

    assertThat(sources.settings("data-dir = \"" + file + "\"").problems())
        .singleElement()
        .asString()
        .endsWith("is not a directory");
  }
}
