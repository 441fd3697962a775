package io.github.phasebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveConfigurationTest {

  @TempDir Path directory;

  @Test
  void theTableIsAlignedAndHidesSecrets() throws Exception {
    EffectiveConfiguration effective =
        new Sources(directory)
            .settings("iammeter.token = hunter2", "mqtt.url = \"mqtt://broker.example:1883\"")
            .variable("PHASEBRIDGE_MQTT_USERNAME", "joe")
            .load()
            .effective();
    List<String> lines =
        effective.lines().stream()
            .map(line -> line.replace(directory.toString(), "/etc"))
            .filter(line -> line.matches("(mqtt\\.u|mqtt\\.pass|iammeter\\.(token |meters)).*"))
            .toList();

    assertThat(String.join("\n", lines))
        .isEqualTo(
            """
            mqtt.url                             mqtt://broker.example:1883      /etc/user.conf:3
            mqtt.username                        joe                             environment variable PHASEBRIDGE_MQTT_USERNAME
            mqtt.password                        -                               default
            iammeter.token                       ***                             /etc/user.conf:2
            iammeter.meters                      auto                            default\
            """);
    assertThat(effective.secrets()).containsExactly(new Secret("hunter2"));
  }

  @Test
  void listedMetersAreRowsOfTheirOwn() throws Exception {
    Sources sources =
        new Sources(directory).settings("iammeter.meters = [", "{ sn = A, name = House }", "]");

    assertThat(sources.load().effective().rows())
        .contains(
            new EffectiveConfiguration.Row(
                "iammeter.meters[0].sn", "A", directory + "/user.conf:3"),
            new EffectiveConfiguration.Row("iammeter.meters[0].phases", "supply", "default"));
  }
}
