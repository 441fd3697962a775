package io.github.phasebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What looks odd but does not stop the bridge. */
class ConfigWarningsTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iammeter.stale-after = 400s | one late reading makes a meter unavailable; twice"
            + " iammeter.poll-interval (310s) or more is safer",
        "iammeter.only-listed = true | no meter is bridged, since iammeter.meters lists none",
        "thingboot.only-listed = true | no relay is bridged, since thingboot.devices lists none",
      })
  void anOddValueIsNamed(String setting, String warning) throws Exception {
    Sources sources = new Sources(directory).settings(setting, "iammeter.token = abcdef");

    assertThat(sources.load().warnings())
        .containsExactly(directory + "/user.conf:2: " + setting + ": " + warning);
  }

  @Test
  void relaysOnTheLanThatCannotReportAreNamed() throws Exception {
    Sources sources =
        new Sources(directory)
            .settings(
                "thingboot.devices = [ { id = 101 }, { id = 102, address = \"http://10.0.0.2\" }"
                    + " ]");

    assertThat(sources.load().warnings())
        .containsExactly(
            directory
                + "/user.conf:2: thingboot.devices: what relays on the LAN do stays unknown (102),"
                + " since web.webhook-port is not set and they have nowhere to report to");
  }

  @Test
  void aSecretThatIsNotUsedIsNamedButNotShown() throws Exception {
    Sources sources =
        new Sources(directory)
            .settings(
                "thingboot.devices = [ { id = 101, secret = hidden } ]", "iammeter.token = a");

    assertThat(sources.load().warnings())
        .containsExactly(
            directory
                + "/user.conf:2: thingboot.devices[0].id = 101: the secret is not used, since the"
                + " relay has no address");
  }

  @Test
  void relaysOnTheLanThatCanReportAreNoWarning() throws Exception {
    Sources sources =
        new Sources(directory)
            .settings(
                "thingboot.devices = [ { id = 102, address = \"http://10.0.0.2\" } ]",
                "web { webhook-port = 8100, webhook-token = 0123456789abcdef }");

    assertThat(sources.load().warnings()).isEmpty();
  }

  @Test
  void filesForTlsThatAreNotUsedAreNamed() throws Exception {
    Sources sources = new Sources(directory);
    Path file = sources.write("ca.pem", "");
    sources.settings("iammeter.token = abcdef", "mqtt.tls.ca-file = \"" + file + "\"");

    assertThat(sources.load().warnings())
        .containsExactly(
            "default: mqtt.url = mqtt://localhost:1883: the files of mqtt.tls are not used; they"
                + " need mqtts:// or wss://");
  }
}
