package io.github.phasebridge.quota;

import static io.github.phasebridge.quota.LedgerLab.DAY;
import static io.github.phasebridge.quota.LedgerLab.HOUR;
import static io.github.phasebridge.quota.LedgerLab.assertDenied;
import static io.github.phasebridge.quota.LedgerLab.assertGranted;
import static io.github.phasebridge.quota.LedgerLab.budget;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wall clocks that jump. */
class LedgerClockTest {

  private static final Budget ONE = budget("one", 1, HOUR);

  @TempDir Path temp;
  private LedgerLab lab;
  private QuotaLedger ledger;

  @BeforeEach
  void open() {
    lab = new LedgerLab(temp);
    ledger = lab.open();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT30M", "PT2H", "P400D", "-PT30M", "-PT2H", "-P20000D"})
  void aJumpWhileRunningChangesNothing(Duration jump) {
    assertGranted(ledger, ONE);
    lab.time.advance(Duration.ofMinutes(10));
    lab.time.jump(jump);

    assertThat(assertDenied(ledger, ONE).retryAfter()).isEqualTo(Duration.ofMinutes(50));
    lab.time.advance(Duration.ofMinutes(50));
    assertGranted(ledger, ONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT30M", "PT2H", "P400D", "-PT30M", "-PT2H", "-P20000D"})
  void aJumpThatAProcessSawIsKnownToTheNextOne(Duration jump) {
    assertGranted(ledger, ONE);
    lab.time.advance(Duration.ofMinutes(10));
    lab.time.jump(jump);
    ledger.left(ONE, ONE.windows().getFirst());
    lab.time.advance(Duration.ofMinutes(10));

    assertThat(assertDenied(lab.open(), ONE).retryAfter()).isEqualTo(Duration.ofMinutes(40));
  }

  @Test
  void callsFromTheFutureBlockForOneWindowOnly() {
    assertGranted(ledger, ONE);
    lab.time.jump(Duration.ofDays(-400));

    QuotaLedger next = lab.open();

    assertThat(assertDenied(next, ONE).retryAfter()).isEqualTo(HOUR);
    lab.time.advance(HOUR);
    assertGranted(next, ONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT3H", "-PT20H", "-P20000D", "-P20779DT59M"})
  void aClockThatIsBehindAtTheStartKeepsTheDistancesOfTheCalls(Duration jump) {
    Budget three = budget("three", 3, DAY);
    assertGranted(ledger, three);
    lab.time.advance(Duration.ofHours(10));
    assertGranted(ledger, three);
    lab.time.advance(Duration.ofHours(6));
    assertGranted(ledger, three);
    lab.time.advance(Duration.ofHours(1));
    lab.time.jump(jump);

    assertThat(assertDenied(lab.open(), three).retryAfter())
        .as("the last counts as made now, the first as 16 h before")
        .isEqualTo(Duration.ofHours(8));
    lab.time.advance(Duration.ofHours(8));
    QuotaLedger next = lab.open();
    assertGranted(next, three);
    assertThat(assertDenied(next, three).retryAfter()).isEqualTo(Duration.ofHours(10));
  }

  @Test
  void aDayOfCallsIsNotLostToAClockThatIsBehind() {
    Budget day = budget("day", 288, DAY);
    for (int call = 0; call < 288; call++) {
      assertGranted(ledger, day);
      lab.time.advance(Duration.ofMinutes(5));
    }
    lab.time.jump(Duration.ofDays(-20_000));

    QuotaLedger next = lab.open();

    for (int call = 0; call < 12; call++) {
      lab.time.advance(Duration.ofMinutes(5));
      assertGranted(next, day);
    }
  }

  @Test
  void restartsDoNotKeepCallsFromTheFutureYoung() {
    assertGranted(ledger, ONE);
    lab.time.jump(Duration.ofDays(-400));

    for (int restart = 0; restart < 6; restart++) {
      assertDenied(lab.open(), ONE);
      lab.time.advance(Duration.ofMinutes(10));
    }

    assertGranted(lab.open(), ONE);
  }

  @Test
  void aRestartLoopThatOnlyLooksDoesNotKeepThemYoungEither() {
    assertGranted(ledger, ONE);
    lab.time.jump(Duration.ofDays(-1));

    for (int restart = 0; restart < 6; restart++) {
      assertThat(lab.open().left(ONE, ONE.windows().getFirst())).isZero();
      lab.time.advance(Duration.ofMinutes(10));
    }

    assertThat(lab.open().left(ONE, ONE.windows().getFirst())).isEqualTo(1);
  }

  @Test
  void aCallOfAnotherProcessIsNotTakenForOldAfterAJump() {
    QuotaLedger other = lab.open();
    lab.time.advance(Duration.ofMinutes(1));
    assertGranted(other, ONE);
    lab.time.jump(DAY);

    assertThat(assertDenied(ledger, ONE).retryAfter())
        .isGreaterThanOrEqualTo(Duration.ofMinutes(59));
  }

  @Test
  void twoProcessesAgreeAfterAJump() {
    assertGranted(ledger, ONE);
    lab.time.advance(Duration.ofMinutes(30));
    lab.time.jump(Duration.ofHours(-5));
    QuotaLedger other = lab.open();

    Duration wait = assertDenied(other, ONE).retryAfter();

    assertThat(wait).isEqualTo(HOUR);
    assertThat(assertDenied(ledger, ONE).retryAfter()).isEqualTo(wait);
    assertThat(assertDenied(other, ONE).retryAfter()).isEqualTo(wait);
  }

  @Test
  void aSleepingMachineOnlyMakesItStricter() {
    assertGranted(ledger, ONE);
    lab.time.jump(Duration.ofHours(8));

    assertThat(assertDenied(ledger, ONE).retryAfter()).isEqualTo(HOUR);
  }

  @Test
  void stampsNeverDecreaseWithinTheFile() {
    Budget many = budget("many", 100, HOUR);
    for (int call = 0; call < 10; call++) {
      assertGranted(ledger, many);
      lab.time.advance(Duration.ofSeconds(1));
      lab.time.jump(Duration.ofMinutes(call % 2 == 0 ? -90 : 50));
    }

    assertThat(
            lab.entries().stream()
                .map(line -> Long.valueOf(line.replaceFirst("^\\d+ (\\d+) .*", "$1")))
                .toList())
        .hasSize(10)
        .isSorted();
  }
}
