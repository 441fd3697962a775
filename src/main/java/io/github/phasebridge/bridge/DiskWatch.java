package io.github.phasebridge.bridge;

import io.github.phasebridge.device.Notice;
import io.github.phasebridge.device.Notice.Severity;
import io.github.phasebridge.device.Watch;
import io.github.phasebridge.storage.DataDir;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells that the disk takes nothing. Safe for many threads. */
final class DiskWatch implements Watch {

  private final DataDir dataDir;
  private final InstantSource clock;
  private @Nullable Instant since;

  @Inject
  DiskWatch(DataDir dataDir, InstantSource clock) {
    this.dataDir = dataDir;
    this.clock = clock;
  }

  @Override
  public synchronized List<Notice> notices() {
    Optional<String> trouble = dataDir.trouble();
    if (trouble.isEmpty()) {
      since = null;
      return List.of();
    }
    Instant begun = since == null ? clock.instant() : since;
    since = begun;
    return List.of(
        new Notice(
            Severity.ERROR,
            "The disk cannot be written",
            trouble.get().substring(0, 1).toUpperCase(Locale.ROOT)
                + trouble.get().substring(1)
                + ". Free some space on it, and check that phasebridge may write to "
                + dataDir.path()
                + ". Relays go on working. What is new is forgotten at the next restart, and meters"
                + " are only called where their limits surely hold.",
            begun));
  }
}
