package io.github.phasebridge.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.storage.DataDir;
import io.github.phasebridge.testing.FakeTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A ledger in a directory with driven time, and what tests say about it. */
final class LedgerLab {

  static final Duration HOUR = Duration.ofHours(1);
  static final Duration DAY = Duration.ofDays(1);

  final FakeTime time = new FakeTime(Instant.parse("2026-11-21T08:00:00Z"));
  final DataDir dir;
  final Path file;

  /** Every process counts its nanoseconds from another origin. */
  private long origin = Long.MAX_VALUE - HOUR.toNanos();

  LedgerLab(Path path) {
    dir = DataDir.open(path);
    file = path.resolve("ledger");
  }

  /** Opens the ledger as a new process does. */
  QuotaLedger open() {
    long mine = origin;
    origin += DAY.toNanos() * 365;
    return QuotaLedger.open(dir, time, () -> mine + time.nanoTime());
  }

  static Budget budget(String name, int limit, Duration length) {
    return new Budget(name, List.of(new Window(limit, length)));
  }

  static void assertGranted(QuotaLedger ledger, Budget... budgets) {
    assertThat(ledger.reserve(Arrays.asList(budgets))).isInstanceOf(Decision.Granted.class);
  }

  static Decision.Denied assertDenied(QuotaLedger ledger, Budget... budgets) {
    Decision decision = ledger.reserve(Arrays.asList(budgets));
    assertThat(decision).isInstanceOf(Decision.Denied.class);
    return (Decision.Denied) decision;
  }

  /** Returns the file's lines after the title. */
  List<String> entries() {
    try {
      return Files.readAllLines(file).stream().skip(1).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
