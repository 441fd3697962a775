package io.github.phasebridge.thingboot;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a relay is there. "Known to be offline" is more than not available: somebody said so, so
 * that a command to it is refused.
 */
final class Presence {

  /**
   * The vendor sends a message that a relay is back only once; when it is lost and the answers do
   * not tell, a relay must not be refused for ever.
   */
  private static final Duration SAID_OFFLINE_HOLDS = Duration.ofHours(1);

  private final LongSupplier nanoTime;
  private final Consumer<Boolean> listener;
  private @Nullable Boolean told;
  private boolean knownOffline;
  private long offlineSince;

  /**
   * Makes one that knows nothing.
   *
   * @param listener takes whether the relay is available, at every change
   */
  Presence(LongSupplier nanoTime, Consumer<Boolean> listener) {
    this.nanoTime = nanoTime;
    this.listener = listener;
  }

  boolean knownOffline() {
    return knownOffline;
  }

  boolean available() {
    return Boolean.TRUE.equals(told);
  }

  /** It did or said something. */
  void alive() {
    knownOffline = false;
    tell(true);
  }

  /** Somebody who must know says that it is away. */
  void offline() {
    knownOffline = true;
    offlineSince = nanoTime.getAsLong();
    tell(false);
  }

  /**
   * The cloud answered for it.
   *
   * @param online what the answer says, null for nothing
   * @param changed whether the answer shows another state than the last one
   */
  void answered(@Nullable Boolean online, boolean changed) {
    if (online != null) {
      if (online) {
        alive();
      } else {
        offline();
      }
      return;
    }
    boolean holds = nanoTime.getAsLong() - offlineSince < SAID_OFFLINE_HOLDS.toNanos();
    if (!knownOffline || changed || !holds) {
      alive();
    }
  }

  /** Nobody can tell at the moment. */
  void unknown() {
    tell(false);
  }

  private void tell(boolean now) {
    if (!Boolean.valueOf(now).equals(told)) {
      told = now;
      listener.accept(now);
    }
  }
}
