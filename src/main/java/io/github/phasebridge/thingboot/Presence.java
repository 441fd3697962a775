package io.github.phasebridge.thingboot;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

  private final Supplier<String> title;
  private final LongSupplier nanoTime;
  private final Consumer<Boolean> listener;
  private @Nullable Boolean told;
  private boolean knownOffline;
  private long offlineSince;

  /**
   * Makes one that knows nothing.
   *
   * @param title how the log names the relay
   * @param listener takes whether the relay is available, at every change
   */
  Presence(Supplier<String> title, LongSupplier nanoTime, Consumer<Boolean> listener) {
    this.title = title;
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
    if (Boolean.FALSE.equals(told)) {
      LOG.info("{} is back.", title.get());
    }
    knownOffline = false;
    tell(true);
  }

  /** Somebody who must know says that it is away. */
  void offline() {
    offline("it is offline.");
  }

  /**
   * It is away.
   *
   * @param reason how that shows, as a sentence
   */
  void offline(String reason) {
    if (!knownOffline) {
      LOG.warn("{} is unavailable and takes no commands: {}", title.get(), reason);
    }
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
    if (available()) {
      LOG.warn("{} is unavailable: the ThingBoot cloud does not say how it is.", title.get());
    }
    tell(false);
  }

  private void tell(boolean now) {
    if (!Boolean.valueOf(now).equals(told)) {
      told = now;
      listener.accept(now);
    }
  }
}
