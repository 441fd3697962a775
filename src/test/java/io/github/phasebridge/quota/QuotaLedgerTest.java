package io.github.phasebridge.quota;

import static io.github.phasebridge.quota.LedgerLab.DAY;
import static io.github.phasebridge.quota.LedgerLab.HOUR;
import static io.github.phasebridge.quota.LedgerLab.assertDenied;
import static io.github.phasebridge.quota.LedgerLab.assertGranted;
import static io.github.phasebridge.quota.LedgerLab.budget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaLedgerTest {

  private static final Budget METER =
      new Budget("meter", List.of(new Window(12, HOUR), new Window(288, DAY)));

  @TempDir Path temp;
  private LedgerLab lab;
  private QuotaLedger ledger;

  @BeforeEach
  void open() {
    lab = new LedgerLab(temp);
    ledger = lab.open();
  }

  @Test
  void callsAreGrantedUpToTheLimit() {
    Budget two = budget("two", 2, HOUR);

    assertGranted(ledger, two);
    assertGranted(ledger, two);
    assertDenied(ledger, two);
  }

  @Test
  void aCallIsOnDiskBeforeItIsGranted() {
    assertGranted(ledger, budget("a/b", 2, HOUR));

    assertThat(lab.file).hasContent("phasebridge-ledger 1\n1 1795248000000 a/b\n");
  }

  @Test
  void theWindowRolls() {
    Budget two = budget("two", 2, HOUR);
    assertGranted(ledger, two);
    lab.time.advance(Duration.ofMinutes(50));
    assertGranted(ledger, two);
    lab.time.advance(Duration.ofMinutes(10));

    assertGranted(ledger, two);
    assertThat(assertDenied(ledger, two).retryAfter()).isEqualTo(Duration.ofMinutes(50));
  }

  @Test
  void aRefusalSaysHowLongToWaitAndThatIsExact() {
    Budget two = budget("two", 2, HOUR);
    assertGranted(ledger, two);
    lab.time.advance(Duration.ofNanos(123_456_789));
    assertGranted(ledger, two);

    Duration wait = assertDenied(ledger, two).retryAfter();

    lab.time.advance(wait.minusNanos(1));
    assertDenied(ledger, two);
    lab.time.advance(Duration.ofNanos(1));
    assertGranted(ledger, two);
  }

  @Test
  void aRefusalSaysWhy() {
    for (int call = 0; call < 12; call++) {
      assertGranted(ledger, METER);
    }
    lab.time.advance(Duration.ofMinutes(55).plusSeconds(50));

    assertThat(assertDenied(ledger, METER).reason())
        .isEqualTo(
            "meter: 12 of 12 calls of the last hour are used, the next is possible in 4 min 10 s");
  }

  @Test
  void aRefusalOfASingleCallReadsWell() {
    Budget single = budget("single", 1, Duration.ofMinutes(5));
    assertGranted(ledger, single);

    assertThat(assertDenied(ledger, single).reason())
        .isEqualTo(
            "single: the only call of the last 5 min is used, the next is possible in 5 min");
  }

  @Test
  void theLongestWaitOfAllWindowsAndBudgetsCounts() {
    Budget hourly = budget("hourly", 1, HOUR);
    Budget daily = budget("daily", 1, DAY);
    assertGranted(ledger, hourly, daily);

    Decision.Denied denied = assertDenied(ledger, hourly, daily);

    assertThat(denied.broken()).isFalse();

    assertThat(denied.retryAfter()).isEqualTo(DAY);
    assertThat(denied.reason()).startsWith("daily: ");
  }

  @Test
  void aCallIsEnteredInAllBudgetsOrInNone() {
    Budget free = budget("free", 5, HOUR);
    Budget full = budget("full", 1, HOUR);
    assertGranted(ledger, full);

    assertDenied(ledger, free, full);

    assertThat(ledger.left(free, free.windows().getFirst())).isEqualTo(5);
  }

  @Test
  void aCallOfSeveralBudgetsIsOneLine() {
    assertGranted(ledger, budget("one", 5, HOUR), budget("other", 5, HOUR));

    assertThat(lab.entries()).singleElement().asString().matches("1 \\d+ (one other|other one)");
  }

  @Test
  void aBudgetThatIsNamedTwiceIsChargedOnce() {
    Budget two = budget("two", 2, HOUR);

    assertGranted(ledger, two, two);

    assertThat(ledger.left(two, two.windows().getFirst())).isEqualTo(1);
  }

  @Test
  void aCallWithoutABudgetIsAMistake() {
    assertThatThrownBy(() -> ledger.reserve(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void budgetsDoNotTouchEachOther() {
    assertGranted(ledger, budget("one", 1, HOUR));

    assertGranted(ledger, budget("other", 1, HOUR));
  }

  @Test
  void aLoweredLimitHoldsAtOnce() {
    Budget before = budget("b", 3, HOUR);
    assertGranted(ledger, before);
    lab.time.advance(Duration.ofMinutes(1));
    assertGranted(ledger, before);

    Budget after = budget("b", 1, HOUR);

    assertThat(ledger.left(after, after.windows().getFirst())).isZero();
    Duration wait = assertDenied(ledger, after).retryAfter();
    lab.time.advance(wait);
    assertGranted(ledger, after);
  }

  @Test
  void leftCountsEachWindow() {
    assertGranted(ledger, METER);
    lab.time.advance(HOUR.multipliedBy(2));
    assertGranted(ledger, METER);

    assertThat(ledger.left(METER, METER.windows().get(0))).isEqualTo(11);
    assertThat(ledger.left(METER, METER.windows().get(1))).isEqualTo(286);
  }

  @Test
  void theLastCallIsRememberedOverARestart() {
    assertThat(ledger.sinceLast(METER)).isEmpty();
    assertGranted(ledger, METER);
    lab.time.advance(Duration.ofMinutes(3));

    assertThat(ledger.sinceLast(METER)).contains(Duration.ofMinutes(3));
    assertThat(lab.open().sinceLast(METER)).contains(Duration.ofMinutes(3));
  }

  @Test
  void callsCountOverARestart() {
    Budget one = budget("one", 1, HOUR);
    assertGranted(ledger, one);
    ledger.close();
    lab.time.advance(Duration.ofMinutes(20));

    QuotaLedger next = lab.open();

    assertThat(assertDenied(next, one).retryAfter()).isEqualTo(Duration.ofMinutes(40));
    lab.time.advance(Duration.ofMinutes(40));
    assertGranted(next, one);
  }

  @Test
  void twoProcessesSeeEachOthersCalls() {
    Budget three = budget("three", 3, HOUR);
    QuotaLedger other = lab.open();

    assertGranted(ledger, three);
    assertGranted(other, three);
    lab.time.advance(Duration.ofMinutes(10));
    assertGranted(ledger, three);

    assertDenied(other, three);
    assertThat(assertDenied(ledger, three).retryAfter()).isEqualTo(Duration.ofMinutes(50));
  }

  @Test
  void anEmptyBudgetKeepsTheInterval() {
    assertThat(ledger.pace(METER, Duration.ofSeconds(310))).isEqualTo(Duration.ofSeconds(310));
  }

  @Test
  void steadyPollingIsNeverStretchedNorRefused() {
    Duration interval = Duration.ofSeconds(310);

    for (Duration passed = Duration.ZERO;
        passed.compareTo(Duration.ofDays(3)) < 0;
        passed = passed.plus(interval)) {
      assertGranted(ledger, METER);
      assertThat(ledger.pace(METER, interval)).isEqualTo(interval);
      lab.time.advance(interval);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 310", "6, 514", "11, 1800", "12, 3600"})
  void afterABurstTheRestIsSpread(int calls, long expectedSeconds) {
    for (int call = 0; call < calls; call++) {
      assertGranted(ledger, METER);
    }

    assertThat(ledger.pace(METER, Duration.ofSeconds(310)).toSeconds()).isEqualTo(expectedSeconds);
  }

  @Test
  void whoKeepsThePaceIsNeverRefused() {
    for (int call = 0; call < 7; call++) {
      assertGranted(ledger, METER);
    }
    for (int call = 0; call < 300; call++) {
      lab.time.advance(ledger.pace(METER, Duration.ofSeconds(10)));
      assertGranted(ledger, METER);
    }
  }

  @Test
  void windowsThatTheLedgerWouldForgetAreAMistake() {
    assertThatThrownBy(() -> new Window(1, Window.LONGEST.plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
