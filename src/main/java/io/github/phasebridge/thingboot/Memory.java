package io.github.phasebridge.thingboot;

import io.github.phasebridge.guard.EnergyGuard;
import io.github.phasebridge.log.RepeatedFailures;
import io.github.phasebridge.storage.StorageException;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to disk what must survive a restart; a full disk is said and ends nothing. */
final class Memory {

  private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
  private static final String SUBJECT = "Remembering relays";

  private final EnergyGuard guard;
  private final RelayDirectory directory;
  private final RepeatedFailures failures;

  Memory(EnergyGuard guard, RelayDirectory directory, LongSupplier nanoTime) {
    this.guard = guard;
    this.directory = directory;
    this.failures = new RepeatedFailures(LOG, nanoTime);
  }

  /** Writes what the energy guard learned; costs nothing if that is nothing. */
  void saveCounters() {
    save(guard::save);
  }

  /** Writes which relays there are, too. */
  void saveAll() {
    save(
        () -> {
          guard.save();
          directory.save();
        });
  }

  private void save(Runnable writing) {
    try {
      writing.run();
      failures.succeeded(SUBJECT);
    } catch (StorageException e) {
      failures.failed(SUBJECT, Objects.toString(e.getMessage()));
    }
  }
}
