package io.github.phasebridge.iammeter;

import static io.github.phasebridge.iammeter.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.Value;
import io.github.phasebridge.guard.EnergyGuard;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.quota.Budget;
import io.github.phasebridge.quota.Decision;
import io.github.phasebridge.quota.QuotaLedger;
import io.github.phasebridge.storage.DataDir;
import io.github.phasebridge.testing.FakeTime;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The meters with the real ledger, guard and files. */
class MetersOnDiskTest {

  private static final String HOUSE = "DA2BED94";

  @TempDir private Path directory;

  private FakeTime time = new FakeTime(Bench.START);
  private final List<String> calls = new ArrayList<>();
  private final List<Signal> signals = new ArrayList<>();

  @Test
  void aRestartShowsWhatIsOnDiskWithoutACall() {
    run("5724.85", null);
    time = new FakeTime(time.instant().plusSeconds(60));
    run("5725.10", null);
    assertThat(calls).containsExactly("sitelist", "meterdata " + HOUSE);
    assertThat(shown("import_energy")).isEqualTo(Value.of(new BigDecimal("5724.85")));
    assertThat(shown("calls_left")).isEqualTo(Value.of(11));
  }

  @Test
  void aCrashLoopKeepsTheVendorsLimits() {
    for (int i = 0; i < 50; i++) {
      run("5724.85", Kind.UNREADABLE);
      time = new FakeTime(time.instant().plusSeconds(70));
    }
    assertThat(calls.stream().filter(call -> call.startsWith("meterdata"))).hasSize(12);
    assertThat(calls.stream().filter(call -> call.equals("sitelist"))).hasSize(1);
  }

  /** Runs the program for a second, and ends it without a farewell to the disk. */
  private void run(String kilowattHours, @Nullable Kind failure) {
    signals.clear();
    DataDir dir = DataDir.open(directory);
    try (QuotaLedger ledger = QuotaLedger.open(dir, time, time::nanoTime)) {
      FakeApi api = new FakeApi(time, budgets -> charge(ledger, budgets), IammeterLimits.REAL);
      api.meter(HOUSE, "House", row("233.41 0.718 111 0.66 " + kilowattHours + " 0"));
      if (failure != null) {
        api.fail("meterdata", failure);
      }
      MeterSource source =
          new MeterSource(
              new Bench().config(),
              IammeterLimits.REAL,
              api,
              CallBook.of(ledger),
              EnergyGuard.open(dir),
              MeterFiles.in(dir),
              new MeterSource.Clocks(time, time::nanoTime, ZoneOffset.UTC, () -> 0),
              time);
      source.start(signals::add, (_, _) -> {});
      time.advance(Duration.ofSeconds(1));
      source.stop();
      calls.addAll(api.calls);
    }
  }

  private static void charge(QuotaLedger ledger, List<Budget> budgets) throws IammeterFailure {
    if (ledger.reserve(budgets) instanceof Decision.Denied denied) {
      throw new IammeterFailure(Kind.QUOTA, denied.reason(), Optional.of(denied.retryAfter()));
    }
  }

  private Value shown(String key) {
    Value shown = Value.UNKNOWN;
    for (Signal signal : signals) {
      if (signal instanceof Signal.Read read) {
        shown = read.reading().values().getOrDefault(key, shown);
      }
    }
    return shown;
  }
}
