package io.github.phasebridge.homeassistant;

import io.github.phasebridge.device.DeviceId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Hands out devices one by one with a pause between them, so that Home Assistant is not flooded;
 * the bridge's own device first, because the others refer to it. The first few of a run do not
 * wait: an ordinary house is there at once. Waits while the broker is away.
 */
final class SpacedQueue {

  /** The pause between two devices. */
  static final Duration SPACING = Duration.ofMillis(100);

  /** How many devices go out without a pause. */
  static final int AT_ONCE = 10;

  private final Turns turns;
  private final BooleanSupplier open;
  private final Consumer<DeviceId> taker;
  private final Set<DeviceId> waiting = new LinkedHashSet<>();
  private boolean running;
  private int handedOut;

  /**
   * Creates an empty one.
   *
   * @param open whether devices may be handed out now
   * @param taker takes them
   */
  SpacedQueue(Turns turns, BooleanSupplier open, Consumer<DeviceId> taker) {
    this.turns = turns;
    this.open = open;
    this.taker = taker;
  }

  /** Adds a device, unless it waits already. */
  void add(DeviceId device) {
    waiting.add(device);
    wake();
  }

  /** Takes a device out. */
  void remove(DeviceId device) {
    waiting.remove(device);
  }

  /** Goes on after it was not open. */
  void wake() {
    if (!running) {
      running = true;
      turns.soon(this::next);
    }
  }

  private void next() {
    if (waiting.isEmpty() || !open.getAsBoolean()) {
      running = false;
      return;
    }
    DeviceId device = waiting.contains(Topics.BRIDGE) ? Topics.BRIDGE : waiting.iterator().next();
    waiting.remove(device);
    if (++handedOut < AT_ONCE) {
      turns.soon(this::next);
    } else {
      turns.after(SPACING, this::next);
    }
    taker.accept(device);
  }
}
