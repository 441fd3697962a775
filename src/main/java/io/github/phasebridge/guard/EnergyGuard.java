package io.github.phasebridge.guard;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.storage.DataDir;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Decides what value of an energy counter is passed on. What is missing or impossible becomes null;
 * a counter that steps back a little is held at its last value; one that truly restarts, or leaps
 * further than any installation could count, is passed on after following readings confirm it.
 * Remembers over restarts. Safe for use by several threads.
 */
public final class EnergyGuard {

  private EnergyGuard() {}

  /** Opens the guard with what it remembered in this data directory. */
  public static EnergyGuard open(DataDir dir) {
    throw new UnsupportedOperationException();
  }

  /**
   * Decides about one reading.
   *
   * @param device whose counter it is
   * @param key the counter's key
   * @param kilowattHours what was read, null if missing
   * @param at when the device took it, null if unknown. Two readings with the same time are one
   * @param polled whether we asked for it, as against a message that the device sent by itself
   * @return what to publish in kWh, null for unknown
   */
  public @Nullable BigDecimal admit(
      DeviceId device,
      String key,
      @Nullable BigDecimal kilowattHours,
      @Nullable Instant at,
      boolean polled) {
    throw new UnsupportedOperationException();
  }

  /** Lets these counters start anew with their next reading, because something reset them. */
  public void expectReset(DeviceId device, Collection<String> keys) {
    throw new UnsupportedOperationException();
  }

  /** Forgets a device that is gone for good. */
  public void forget(DeviceId device) {
    throw new UnsupportedOperationException();
  }

  /** Writes what changed since the last time to disk; call it once after each round of readings. */
  public void save() {
    throw new UnsupportedOperationException();
  }
}
