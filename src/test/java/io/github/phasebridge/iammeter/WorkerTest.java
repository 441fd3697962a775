package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class WorkerTest {

  private final Worker worker = new Worker(Executors.newSingleThreadScheduledExecutor());
  private final CountDownLatch done = new CountDownLatch(1);
  private final List<String> seen = new ArrayList<>();

  @Test
  void stoppingInterruptsACallThatIsUnderWay() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    worker.soon(
        () -> {
          begun.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            done.countDown();
            throw e;
          }
        });
    begun.await();
    worker.stop();
    assertThat(done.getCount()).isZero();
  }

  @Test
  void aTaskThatFailsDoesNotEndTheOthers() throws Exception {
    worker.soon(
        () -> {
          throw new IllegalStateException("a mistake");
        });
    worker.soon(done::countDown);
    assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
    worker.stop();
  }

  @Test
  void nothingBeginsAfterItWasStopped() {
    worker.stop();
    worker.soon(() -> seen.add("soon"));
    worker.every(Duration.ofMillis(1), () -> seen.add("every"));
    assertThat(seen).isEmpty();
  }
}
