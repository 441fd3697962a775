package io.github.phasebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.mqtt.EventQueue.Event;
import io.github.phasebridge.testing.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-21T10:00:00Z"));
  private final EventQueue queue = new EventQueue(time::nanoTime);

  @Test
  void eventsComeInOrder() {
    queue.add("t", "1");
    queue.add("t", "2");

    assertThat(drain()).containsExactly("1", "2");
  }

  @Test
  void eventsAreDroppedAfterThirtySeconds() {
    queue.add("t", "old");
    time.advance(Duration.ofSeconds(1));
    queue.add("t", "young");
    time.advance(Duration.ofSeconds(30));

    assertThat(drain()).containsExactly("young");
    assertThat(queue.takeDropped()).isEqualTo(1);
    assertThat(queue.takeDropped()).isZero();
  }

  @Test
  void aClockThatJumpsDropsNothing() {
    queue.add("t", "1");
    time.jump(Duration.ofDays(1));

    assertThat(drain()).containsExactly("1");
  }

  @Test
  void atMostAHundredWaitAndTheOldestGoFirst() {
    for (int i = 1; i <= 103; i++) {
      queue.add("t", String.valueOf(i));
    }

    List<String> left = drain();

    assertThat(left).hasSize(100).startsWith("4").endsWith("103");
    assertThat(queue.takeDropped()).isEqualTo(3);
  }

  private List<String> drain() {
    List<String> payloads = new ArrayList<>();
    for (Event event = queue.next(); event != null; event = queue.next()) {
      payloads.add(event.payload());
    }
    return payloads;
  }
}
