package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.quota.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final List<Duration> STEPS =
      List.of(Duration.ofMinutes(5), Duration.ofMinutes(10));

  @Test
  void growsAndStaysAtItsLastStepUntilItIsReset() {
    Backoff backoff = new Backoff(STEPS, () -> 0);
    assertThat(backoff.active()).isFalse();
    assertThat(Stream.generate(backoff::next).limit(3).map(Duration::toMinutes))
        .containsExactly(5L, 10L, 10L);
    assertThat(backoff.active()).isTrue();
    backoff.reset();
    assertThat(backoff.active()).isFalse();
    assertThat(backoff.next()).hasMinutes(5);
  }

  @Test
  void jitterMakesAWaitLongerByUpToAFifth() {
    assertThat(new Backoff(STEPS, () -> 0.5).next()).isEqualTo(Duration.ofSeconds(330));
  }

  @Test
  void fasterLimitsMakeShorterWaits() {
    Backoffs backoffs = new Backoffs(new IammeterLimits(60), () -> 0);
    assertThat(backoffs.refused().next()).isEqualTo(Duration.ofSeconds(5));
  }
}
