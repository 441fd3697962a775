package io.github.phasebridge.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {

  @ParameterizedTest(name = "{0} per {1} and {2} per {3}: {4}")
  @CsvSource({
    "12, PT1H, 288, PT24H, PT1H",
    "12, PT1H, 287, PT24H, PT24H",
    "12, PT1H10S, 288, PT24H10S, PT1H10S",
    "12, PT59M, 288, PT24H, PT24H",
    "5, PT1H, 30, PT24H, PT24H",
    "5, PT24H, 5, PT24H, PT24H"
  })
  void aWindowThatAShorterOneKeepsNeedsNoMemory(
      int limit, Duration length, int otherLimit, Duration otherLength, Duration memory) {
    Budget budget =
        new Budget("b", List.of(new Window(limit, length), new Window(otherLimit, otherLength)));

    assertThat(budget.memory()).isEqualTo(memory);
  }
}
