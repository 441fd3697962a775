package io.github.phasebridge.quota;

import static io.github.phasebridge.quota.LedgerLab.DAY;
import static io.github.phasebridge.quota.LedgerLab.HOUR;
import static io.github.phasebridge.quota.LedgerLab.assertDenied;
import static io.github.phasebridge.quota.LedgerLab.assertGranted;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.testing.TinyDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger on a real file system that is full or read-only. */
class LedgerFullDiskIT {

  private static final Budget METER =
      new Budget("meter", List.of(new Window(12, HOUR), new Window(288, DAY)));
  private static final Budget LOGIN =
      new Budget("login", List.of(new Window(5, HOUR), new Window(30, DAY)));

  @TempDir private Path temp;
  private TinyDisk disk;
  private LedgerLab lab;

  @BeforeEach
  void mount() {
    disk = TinyDisk.at(temp);
    lab = new LedgerLab(temp);
  }

  @AfterEach
  void unmount() {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void onAFullDiskCallsGoOnWithinTheirLimits() {
    QuotaLedger ledger = lab.open();
    disk.fill();
    for (int call = 0; call < 12; call++) {
      assertGranted(ledger, METER);
    }
    assertDenied(ledger, METER);
    lab.time.advance(HOUR);
    assertGranted(ledger, METER);
  }

  @Test
  void whatAFullDiskDidNotTakeIsWrittenLater() {
    QuotaLedger ledger = lab.open();
    disk.fill();
    // More than the space that the file has already.
    Budget many = LedgerLab.budget("many", 10_000, HOUR);
    for (int call = 0; call < 400; call++) {
      assertGranted(ledger, many);
    }
    int written = lab.entries().size();
    assertThat(written).isLessThan(400);

    disk.free();
    assertGranted(ledger, many);

    assertThat(lab.entries()).hasSize(401);
    assertGranted(lab.open(), METER);
  }

  @Test
  void aProcessThatCannotKnowAllCallsWaitsUntilNoneCanMatter() {
    fullWithUnwrittenCalls();

    QuotaLedger next = lab.open();

    Decision.Denied denied = assertDenied(next, METER);
    assertThat(denied.retryAfter()).as("12 an hour are never more than 288 a day").isEqualTo(HOUR);
    assertThat(denied.reason()).contains("while the disk was full; the next is possible in 1 h");
    assertThat(next.left(METER, METER.windows().getFirst())).isZero();
    assertThat(assertDenied(next, LOGIN).retryAfter()).isEqualTo(DAY);
    lab.time.advance(HOUR);
    assertGranted(next, METER);
  }

  @Test
  void soDoesOneThatComesWhenTheDiskHasRoomAgain() {
    fullWithUnwrittenCalls();
    disk.free();

    assertDenied(lab.open(), METER);
    lab.time.advance(HOUR.minusSeconds(1));
    QuotaLedger next = lab.open();
    lab.time.advance(HOUR.minusSeconds(1));
    assertDenied(next, METER);
    lab.time.advance(Duration.ofSeconds(1));
    assertGranted(next, METER);
  }

  @Test
  void aReadOnlyDiskTakesNoMarkSoThatNoCallIsMade() {
    QuotaLedger ledger = lab.open();
    assertGranted(ledger, METER);
    disk.readOnly();
    Decision.Denied denied = assertDenied(ledger, METER);
    assertThat(denied.broken()).isTrue();
    assertThat(assertDenied(lab.open(), METER).broken()).isTrue();
    disk.writable();
    assertGranted(ledger, METER);
    assertThat(lab.entries()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noCrashAndNoDiskEverLetsMoreThroughThanTheLimits(long seed) {
    Random random = new Random(seed);
    QuotaLedger ledger = lab.open();
    Map<Budget, List<Duration>> made = new HashMap<>();
    Duration now = Duration.ZERO;
    int crashes = 0;
    for (int step = 0; step < 4000; step++) {
      Duration pause = Duration.ofSeconds(random.nextInt(random.nextInt(20) == 0 ? 8000 : 400));
      lab.time.advance(pause);
      now = now.plus(pause);
      int dice = random.nextInt(100);
      if (dice < 2) {
        disk.fill();
      } else if (dice < 4) {
        disk.free();
      } else if (dice == 4) {
        disk.readOnly();
        assertThat(ledger.reserve(List.of(METER))).isInstanceOf(Decision.Denied.class);
        ledger = random.nextBoolean() ? lab.open() : ledger;
        disk.writable();
      } else if (dice < 7) {
        ledger = lab.open();
        crashes++;
      }
      Budget budget = random.nextInt(4) == 0 ? LOGIN : METER;
      if (ledger.reserve(List.of(budget)) instanceof Decision.Granted) {
        made.computeIfAbsent(budget, _ -> new ArrayList<>()).add(now);
      }
    }
    assertThat(crashes).isPositive();
    assertThat(made.get(METER)).hasSizeGreaterThan(100);
    made.forEach(LedgerFullDiskIT::assertKept);
  }

  private static void assertKept(Budget budget, List<Duration> calls) {
    for (Window window : budget.windows()) {
      for (int first = 0; first + window.limit() < calls.size(); first++) {
        Duration span = calls.get(first + window.limit()).minus(calls.get(first));
        assertThat(span)
            .as("%s, from call %d", window, first)
            .isGreaterThanOrEqualTo(window.length());
      }
    }
  }

  private void fullWithUnwrittenCalls() {
    QuotaLedger ledger = lab.open();
    disk.fill();
    Budget many = LedgerLab.budget("many", 10_000, Duration.ofMinutes(1));
    for (int call = 0; call < 400; call++) {
      assertGranted(ledger, many);
    }
  }
}
