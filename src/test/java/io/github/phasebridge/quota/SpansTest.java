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

  @ParameterizedTest
  @CsvSource({
    "P1D, day",
    "P1DT10S, day",
    "PT1H, hour",
    "PT1H10S, hour",
    "PT59M50S, hour",
    "PT1H2M, 1 h 2 min",
    "PT5M10S, 5 min",
    "PT90S, 1 min 30 s",
    "PT60.167S, 1 min",
    "PT5.167S, 5 s",
    "PT0.3S, 1 s",
    "P2DT10S, 48 h"
  })
  void windowsHaveTheNameOfTheLimitTheyStandFor(Duration length, String name) {
    assertThat(Spans.ofWindow(length)).isEqualTo(name);
  }
}
