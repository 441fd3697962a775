package io.github.phasebridge.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {

  @ParameterizedTest
  @CsvSource({
    "PT0.001S, 1 s",
    "PT59S, 59 s",
    "PT59.5S, 1 min",
    "PT4M10S, 4 min 10 s",
    "PT1H, 1 h",
    "PT1H0.1S, 1 h 1 min",
    "PT2H4M1S, 2 h 5 min",
    "P2D, 48 h"
  })
  void spansAreRoundedUp(Duration span, String text) {
    assertThat(Spans.text(span)).isEqualTo(text);
  }
}
