package io.github.phasebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example that users copy. */
class ExampleConfigTest {

  private static final Path EXAMPLE = Path.of("config/phasebridge.conf");

  @Test
  void theExampleLoads() throws Exception {
    Loaded loaded = new ConfigLoader(Map.of()).load(EXAMPLE, null);

    assertThat(loaded.config()).isEqualTo(new ConfigLoader(Map.of()).load(null, null).config());
    assertThat(loaded.warnings()).singleElement().asString().startsWith("nothing to bridge");
    assertThat(loaded.effective().rows())
        .filteredOn(row -> row.path().equals("mqtt.url"))
        .extracting(EffectiveConfiguration.Row::place)
        .singleElement()
        .asString()
        .matches("config/phasebridge\\.conf:\\d+");
  }

  @Test
  void everySettingIsThereWithItsDefault() throws Exception {
    String allOn = Files.readString(EXAMPLE).replaceAll("(?m)^( *)#([a-z][a-z-]* = )", "$1$2");
    Config reference = ConfigFactory.parseResources("reference.conf");

    assertThat(ConfigFactory.parseString(allOn)).isEqualTo(reference);
  }

  @Test
  void linesFitOnAScreen() throws Exception {
    assertThat(Files.readAllLines(EXAMPLE)).allMatch(line -> line.length() <= 120);
  }
}
