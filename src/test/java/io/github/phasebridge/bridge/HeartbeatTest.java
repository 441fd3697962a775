package io.github.phasebridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.testing.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

  private static final Duration HEALTH_CHECK = Duration.ofSeconds(30);

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-21T10:00:00Z"));
  private final Queue<Runnable> stuck = new ArrayDeque<>();
  private boolean hangs;
  private long asleep;

  private final Heartbeat heartbeat =
      new Heartbeat(
          time,
          task -> {
            if (hangs) {
              stuck.add(task);
            } else {
              task.run();
            }
          },
          () -> time.nanoTime() + asleep);

  @BeforeEach
  void start() {
    heartbeat.start();
  }

  @Test
  void itIsAliveAsLongAsBothThreadsRun() {
    for (int i = 0; i < 20; i++) {
      assertThat(heartbeat.alive()).isTrue();
      time.advance(HEALTH_CHECK);
    }
  }

  @Test
  void aBridgeThreadThatHangsIsNoticed() {
    hangs = true;
    time.advance(HEALTH_CHECK);
    assertThat(heartbeat.alive()).isTrue();
    time.advance(HEALTH_CHECK.multipliedBy(2));
    assertThat(heartbeat.alive()).as("it may have been the machine").isTrue();
    time.advance(HEALTH_CHECK);
    assertThat(heartbeat.alive()).isFalse();
  }

  @Test
  void aSchedulerThatHangsIsNoticed() {
    time.shutdown();
    time.advance(HEALTH_CHECK.multipliedBy(3));
    heartbeat.alive();
    time.advance(HEALTH_CHECK);
    assertThat(heartbeat.alive()).isFalse();
  }

  @Test
  void aThreadThatGoesOnIsAliveAgain() {
    hangs = true;
    time.advance(HEALTH_CHECK.multipliedBy(3));
    heartbeat.alive();
    time.advance(HEALTH_CHECK);
    assertThat(heartbeat.alive()).isFalse();

    hangs = false;
    stuck.forEach(Runnable::run);
    assertThat(heartbeat.alive()).isTrue();
  }

  @Test
  void aMachineThatSleptIsNotDead() {
    for (int night = 0; night < 3; night++) {
      asleep += Duration.ofHours(8).toNanos();
      assertThat(heartbeat.alive()).isTrue();
      time.advance(HEALTH_CHECK);
      assertThat(heartbeat.alive()).isTrue();
    }
  }

  @Test
  void aMachineThatSleepsBetweenAllChecksIsNotDead() {
    for (int night = 0; night < 3; night++) {
      asleep += Duration.ofHours(8).toNanos();
      assertThat(heartbeat.alive()).isTrue();
      time.advance(Duration.ofSeconds(10));
    }
  }
}
