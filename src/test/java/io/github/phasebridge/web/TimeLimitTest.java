package io.github.phasebridge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.testing.FakeTime;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long an answer may take. */
@Timeout(60)
class TimeLimitTest {

  @Test
  void whatTakesTooLongIsInterrupted() {
    try (ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor()) {
      TimeLimit limit = new TimeLimit(scheduler, Duration.ofMillis(1));

      assertThatThrownBy(() -> limit.during(TimeLimitTest::nobodyReads))
          .isInstanceOf(InterruptedIOException.class);
    }
  }

  @Test
  void whatEndsInTimeLeavesNothingBehind() throws IOException {
    FakeTime time = new FakeTime(SampleOverview.START);
    TimeLimit limit = new TimeLimit(time, TimeLimit.LONGEST);

    limit.during(() -> assertThat(time.waiting()).isEqualTo(1));
    assertThatThrownBy(() -> limit.during(TimeLimitTest::hangUp)).isInstanceOf(IOException.class);

    assertThat(time.waiting()).isZero();
  }

  private static void nobodyReads() throws IOException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException(e.getMessage());
    }
  }

  private static void hangUp() throws IOException {
    throw new IOException("Broken pipe");
  }
}
