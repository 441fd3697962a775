package io.github.phasebridge.thingboot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Limits how often one relay's flash memory is written, which the vendor says bears only so many
 * writes. Moments are those of the monotonic clock.
 */
final class FlashWear {

  /** The least time between two writes of one item. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  /** The most writes within an hour. */
  static final int PER_HOUR = 20;

  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final Map<String, Long> lastOfItem = new HashMap<>();
  private final Deque<Long> lastHour = new ArrayDeque<>();

  /** Returns why this item must not be written now, empty if it may. */
  Optional<String> refusal(String item, long now) {
    Long last = lastOfItem.get(item);
    if (last != null && now - last < PAUSE.toNanos()) {
      return Optional.of(
          "'%s' was written less than %d s ago; the relay's flash memory bears only so many writes"
              .formatted(item, PAUSE.toSeconds()));
    }
    while (!lastHour.isEmpty() && now - lastHour.getFirst() >= HOUR) {
      lastHour.removeFirst();
    }
    if (lastHour.size() >= PER_HOUR) {
      return Optional.of(
          "settings were written %d times within the hour; the relay's flash memory bears only so"
                  .formatted(PER_HOUR)
              + " many writes");
    }
    return Optional.empty();
  }

  /** Counts a write. */
  void written(String item, long now) {
    lastOfItem.put(item, now);
    lastHour.addLast(now);
  }
}
