package io.github.phasebridge.mqtt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for the broker: few, young ones, oldest dropped first. Safe for use by several
 * threads.
 */
final class EventQueue {

  /** A message that is not retained. */
  record Event(String topic, String payload, long atNanos) {}

  private static final int LIMIT = 100;
  private static final long MAX_AGE_NANOS = Duration.ofSeconds(30).toNanos();

  private final LongSupplier nanoTime;
  private final Deque<Event> events = new ArrayDeque<>();
  private int dropped;

  EventQueue(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  synchronized void add(String topic, String payload) {
    if (events.size() >= LIMIT) {
      var _ = events.remove();
      dropped++;
    }
    events.add(new Event(topic, payload, nanoTime.getAsLong()));
  }

  /** Takes the oldest event that is still young enough, or null. */
  synchronized @Nullable Event next() {
    Event event = events.poll();
    while (event != null && nanoTime.getAsLong() - event.atNanos() > MAX_AGE_NANOS) {
      dropped++;
      event = events.poll();
    }
    return event;
  }

  synchronized boolean isEmpty() {
    return events.isEmpty();
  }

  /** Returns how many were dropped since it was last asked. */
  synchronized int takeDropped() {
    int count = dropped;
    dropped = 0;
    return count;
  }
}
