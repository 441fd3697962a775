package io.github.phasebridge.guard;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.storage.DataDir;
import io.github.phasebridge.storage.JsonFile;
import io.github.phasebridge.storage.StoredJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what value of an energy counter is passed on. What is missing or impossible becomes null;
 * a counter that steps back a little is held at its last value until it has caught up; one that
 * truly restarts, or leaps further than any installation could count, is passed on after following
 * readings confirm it. Remembers over restarts. Safe for use by several threads.
 *
 * <p>"A little" is 0.5 kWh or 1 %, whichever is more. "Further than any installation" is more than
 * 1,000 kW for the time between two readings, and 10 kWh. A confirmation is three readings, each
 * taken at another time and none contradicting the one before, of which we asked for two or more.
 */
public final class EnergyGuard {

  private static final Logger LOG = LoggerFactory.getLogger(EnergyGuard.class);

  private final JsonFile file;
  private final Map<String, Map<String, Counter>> devices = new TreeMap<>();
  private boolean changed;

  /** Opens the guard with what it remembered in this data directory. */
  public static EnergyGuard open(DataDir dir) {
    return new EnergyGuard(dir.file("guard.json", 1));
  }

  /** Opens the guard with what it remembered in this file, which from now on is its own. */
  public EnergyGuard(JsonFile file) {
    this.file = file;
    StoredJson.read(file, Memory.class, "energy counters")
        .ifPresent(memory -> devices.putAll(memory.devices()));
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
  public synchronized @Nullable BigDecimal admit(
      DeviceId device,
      String key,
      @Nullable BigDecimal kilowattHours,
      @Nullable Instant at,
      boolean polled) {
    if (kilowattHours == null || kilowattHours.signum() < 0) {
      return null;
    }
    Counter before = counter(device, key);
    Counter after =
        before == null ? Counter.at(kilowattHours, at) : before.after(kilowattHours, at, polled);
    if (before != null) {
      say(device, key, before, after, kilowattHours);
    }
    put(device, key, after);
    return after.value();
  }

  /** Returns what was last passed on of a counter in kWh, null if nothing ever was. */
  public synchronized @Nullable BigDecimal last(DeviceId device, String key) {
    Counter counter = counter(device, key);
    return counter == null ? null : counter.value();
  }

  /** Lets these counters start anew with their next reading, because something reset them. */
  public synchronized void expectReset(DeviceId device, Collection<String> keys) {
    for (String key : keys) {
      Counter counter = counter(device, key);
      if (counter != null) {
        put(device, key, counter.expectingReset());
      }
    }
  }

  /** Forgets a device that is gone for good. */
  public synchronized void forget(DeviceId device) {
    changed |= devices.remove(device.value()) != null;
  }

  /**
   * Writes what changed since the last time to disk; call it once after each round of readings.
   *
   * @throws io.github.phasebridge.storage.StorageException if the disk refuses; the next call tries
   *     again
   */
  public synchronized void save() {
    if (changed) {
      StoredJson.write(file, new Memory(devices));
      changed = false;
    }
  }

  private @Nullable Counter counter(DeviceId device, String key) {
    Map<String, Counter> counters = devices.get(device.value());
    return counters == null ? null : counters.get(key);
  }

  private void put(DeviceId device, String key, Counter counter) {
    Counter before =
        devices.computeIfAbsent(device.value(), _ -> new TreeMap<>()).put(key, counter);
    changed |= !counter.equals(before);
  }

  private static void say(
      DeviceId device, String key, Counter before, Counter after, BigDecimal read) {
    if (before.pending() == null && after.pending() != null) {
      LOG.info(
          "{} {}: {} kWh cannot follow {} kWh and is not passed on until more readings confirm it.",
          device,
          key,
          read,
          before.value());
    } else if (before.pending() != null
        && after.pending() == null
        && after.value().compareTo(read) == 0) {
      LOG.info("{} {}: goes on at {} kWh after {} kWh.", device, key, read, before.value());
    }
  }

  /** The file: counters by device and key. */
  private record Memory(Map<String, Map<String, Counter>> devices) {

    /** Copies all levels; a level that is missing in an edited file makes it unusable. */
    Memory {
      Map<String, Map<String, Counter>> copy = new TreeMap<>();
      devices.forEach((device, counters) -> copy.put(device, new TreeMap<>(counters)));
      devices = copy;
    }
  }
}
