package io.github.phasebridge.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {

  @ParameterizedTest
  @CsvSource({
    "PT0.9S, 0 s",
    "PT119S, 119 s",
    "PT2M, 2 min",
    "PT119M, 119 min",
    "PT2H, 2 h",
    "PT47H, 47 h",
    "P3D, 3 days"
  })
  void itIsSaidInOneUnit(Duration elapsed, String text) {
    assertThat(Elapsed.text(elapsed.toNanos())).isEqualTo(text);
  }
}
