package io.github.phasebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

  /** Always the middle, so that nothing is shortened or lengthened. */
  private static final RandomGenerator MIDDLE =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return Long.MIN_VALUE;
        }
      };

  @Test
  void waitsDoubleFromOneSecondToTwoMinutes() {
    BackOff backOff = new BackOff(MIDDLE);

    List<Long> waits = IntStream.range(0, 9).mapToObj(i -> backOff.next().toSeconds()).toList();

    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 120L, 120L);
  }

  @Test
  void aGoodConnectionStartsTheWaitsAnew() {
    BackOff backOff = new BackOff(MIDDLE);
    var _ = backOff.next();
    var _ = backOff.next();

    backOff.reset();

    assertThat(backOff.next()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void waitsDifferFromClientToClient() {
    BackOff backOff = new BackOff(new Random(1));

    List<Long> millis =
        Stream.generate(() -> backOff.jittered(Duration.ofSeconds(100)).toMillis())
            .limit(1000)
            .toList();

    assertThat(millis).allMatch(wait -> wait >= 80_000 && wait <= 120_000);
    assertThat(Set.copyOf(millis)).hasSizeGreaterThan(500);
  }
}
