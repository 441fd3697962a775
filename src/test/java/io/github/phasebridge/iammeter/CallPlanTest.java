package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.testing.FakeTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallPlanTest {

  private static final String SN = "7C3A91E4";

  private final FakeTime time = new FakeTime(Bench.START);
  private final FakeBook book = new FakeBook(time);
  private final CallPlan plan = new CallPlan(book, IammeterLimits.REAL, Bench.POLL);

  @Test
  void afterARestartTheNextCallIsNotPlannedBeforeTheLimitAllowsIt() throws IammeterFailure {
    for (int i = 0; i < 12; i++) {
      book.charge(List.of(IammeterLimits.REAL.meterData(SN)));
    }
    time.advance(Duration.ofMinutes(20));
    Duration possible = book.untilPossible(IammeterLimits.REAL.meterData(SN));
    book.stretchTo(possible);

    assertThat(plan.untilDue(List.of(SN), false)).isEqualTo(possible).isPositive();
  }

  @Test
  void afterARestartTheNextCallComesWhenItWasDue() throws IammeterFailure {
    book.charge(List.of(IammeterLimits.REAL.meterData(SN)));
    time.advance(Duration.ofSeconds(60));

    assertThat(plan.untilDue(List.of(SN), false)).isEqualTo(Bench.POLL.minusSeconds(60));
  }
}
