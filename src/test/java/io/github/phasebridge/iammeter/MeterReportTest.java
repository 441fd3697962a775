package io.github.phasebridge.iammeter;

import static io.github.phasebridge.iammeter.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.Allowance;
import io.github.phasebridge.device.Notice;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterReportTest {

  private static final String HOUSE = "DA2BED94";
  private static final Row ONE = row("233.41 0.718 111 0.66 5724.85 0");

  private final Bench bench = new Bench();

  @Test
  void nothingIsReportedBeforeTheStart() {
    bench.api.meter(HOUSE, "House", ONE);

    assertThat(bench.start().source().report().notices()).isEmpty();
  }

  @Test
  void whatIsLeftIsToldPerMeterWithTheNextCall() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.start();

    List<Allowance> readings = allowances("Readings");
    assertThat(readings).extracting(Allowance::device).containsOnly(KnownMeter.idOf(HOUSE));
    assertThat(readings).extracting(Allowance::limit).containsExactly(12, 288);
    assertThat(readings)
        .extracting(Allowance::window)
        .containsExactly(Duration.ofHours(1), Duration.ofDays(1));
    assertThat(readings).extracting(Allowance::left).containsExactly(11, 287);
    assertThat(readings).extracting(Allowance::next).containsOnly(Bench.START.plus(Bench.POLL));
    bench.pass(Bench.POLL);
    assertThat(allowances("Readings")).extracting(Allowance::left).containsExactly(10, 286);
  }

  @Test
  void theAccountsOwnCallsAreToldToo() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.start();

    List<Allowance> lists = allowances("Lists of the account's meters");
    assertThat(lists).extracting(Allowance::device).containsOnlyNulls();
    assertThat(lists).extracting(Allowance::left).containsExactly(11, 95);
    assertThat(lists)
        .extracting(Allowance::next)
        .containsOnly(Bench.START.plus(Duration.ofHours(6)));
    assertThat(allowances("Logins")).as("there is no user name").isEmpty();
    assertThat(allowances("Power analyses")).as("they are off").isEmpty();
  }

  @Test
  void oneCallForAllMetersHasItsOwnAllowance() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.api.meter("DA2BED95", "Barn", ONE);
    bench.withoutPowerFactor().start();

    assertThat(allowances("Readings of all meters"))
        .singleElement()
        .satisfies(
            all -> {
              assertThat(all.limit()).isEqualTo(1);
              assertThat(all.window()).isEqualTo(Duration.ofMinutes(5));
            });
  }

  @Test
  void analysesAreToldWhereTheyAreOn() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.withAnalyses().start();
    bench.pass(Duration.ofMinutes(2));

    assertThat(allowances("Power analyses"))
        .singleElement()
        .satisfies(
            power -> {
              assertThat(power.limit()).isEqualTo(5);
              assertThat(power.left()).isEqualTo(4);
              assertThat(power.next()).isAfter(bench.now().plus(Duration.ofHours(5)));
            });
  }

  @Test
  void aMeterThatIsOfflineIsANoticeWithItsLastUpload() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.api.frozen.put(HOUSE, Bench.START.minus(Duration.ofHours(5)));
    bench.start();

    Notice notice = onlyNotice();
    assertThat(notice.title()).isEqualTo("Meter House is offline");
    assertThat(notice.since()).isEqualTo(Bench.START.minus(Duration.ofHours(5)));
    assertThat(notice.text()).contains("Wi-Fi");
    bench.api.frozen.clear();
    bench.pass(Bench.POLL);
    assertThat(bench.source().report().notices()).isEmpty();
  }

  @Test
  void aMeterThatIsRefusedIsANoticeOfItsOwn() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.api.meter("DA2BED95", "Barn", ONE);
    bench.api.fail("meterdata DA2BED95", Kind.FORBIDDEN);
    bench.start();

    Notice notice = onlyNotice();
    assertThat(notice.title()).isEqualTo("Meter Barn cannot be read");
    assertThat(notice.text()).contains("The next call comes at ");
  }

  @Test
  void troubleOfTheCloudIsNoTroubleOfEachMeter() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.start();
    bench.api.fail("meterdata", Kind.DNS);
    bench.pass(Duration.ofHours(1));

    assertThat(bench.availability(HOUSE)).endsWith(false);
    assertThat(bench.source().report().notices()).isEmpty();
  }

  @Test
  void aQuotaThatIsUsedUpIsSaidWithTheNextCall() throws Exception {
    bench.api.meter(HOUSE, "House", ONE);
    for (int i = 0; i < 12; i++) {
      bench.book.charge(List.of(IammeterLimits.REAL.meterData(HOUSE)));
    }
    bench.start();

    Notice notice = onlyNotice();
    assertThat(notice.title()).isEqualTo("Few calls are left for meter House");
    assertThat(notice.severity()).isEqualTo(Notice.Severity.INFO);
    assertThat(notice.text()).contains("comes at 12:00 CET");
    assertThat(allowances("Readings")).extracting(Allowance::left).containsExactly(0, 276);
    bench.pass(Duration.ofMinutes(62));
    assertThat(bench.source().report().notices()).isEmpty();
  }

  @Test
  void aMeterThatIsUnavailableForWantOfCallsIsAWarning() throws Exception {
    bench.api.meter(HOUSE, "House", ONE);
    bench.start();
    for (int i = 0; i < 11; i++) {
      bench.book.charge(List.of(IammeterLimits.REAL.meterData(HOUSE)));
    }
    bench.pass(Duration.ofMinutes(10));
    assertThat(onlyNotice().text()).contains("until then the last values stay");

    bench.pass(Duration.ofMinutes(10));

    assertThat(bench.availability(HOUSE)).endsWith(false);
    Notice notice = onlyNotice();
    assertThat(notice.severity()).isEqualTo(Notice.Severity.WARNING);
    assertThat(notice.text()).contains("until then the meter is unavailable");
  }

  @Test
  void theUsualIntervalIsNoShortage() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.start();
    for (int i = 0; i < 30; i++) {
      bench.pass(Bench.POLL);
      assertThat(bench.source().report().notices()).isEmpty();
    }
  }

  @Test
  void anAccountWithoutMetersIsANotice() {
    bench.start();

    assertThat(onlyNotice().title()).isEqualTo("The IAMMETER account has no meter");
  }

  private List<Allowance> allowances(String title) {
    return bench.source().report().allowances().stream()
        .filter(allowance -> allowance.title().equals(title))
        .toList();
  }

  private Notice onlyNotice() {
    List<Notice> notices = bench.source().report().notices();
    assertThat(notices).hasSize(1);
    return notices.getFirst();
  }
}
