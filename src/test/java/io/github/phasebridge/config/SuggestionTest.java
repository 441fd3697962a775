package io.github.phasebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

  private static final List<String> NAMES =
      List.of("url", "user-name", "password", "poll-interval", "only-listed", "meters");

  @ParameterizedTest
  @CsvSource({
    "urll, url",
    "rul, url",
    "username, user-name",
    "UserName, user-name",
    "pasword, password",
    "passwrod, password",
    "interval, ",
    "polling-interval, poll-interval",
    "poll_interval, poll-interval",
    "pollInterval, poll-interval",
    "meter, meters",
    "x, ",
    "'', ",
    "token, ",
  })
  void theNearestNameIsMeant(String typed, String meant) {
    assertThat(Suggestion.nearest(typed, NAMES).orElse(null)).isEqualTo(meant);
  }
}
