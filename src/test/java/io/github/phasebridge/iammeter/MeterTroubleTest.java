package io.github.phasebridge.iammeter;

import static io.github.phasebridge.iammeter.Bench.POLL;
import static io.github.phasebridge.iammeter.Bench.STALE;
import static io.github.phasebridge.iammeter.Bench.START;
import static io.github.phasebridge.iammeter.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.phasebridge.config.IammeterConfig.Phases;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class MeterTroubleTest {

  private static final String HOUSE = "DA2BED94";
  private static final String PLANT = "5DB50BF4";
  private static final Row ONE = row("233.41 0.718 111 0.66 5724.85 0");
  private static final Row A = row("233.8 0.03 4 0.57 222.53 0");
  private static final Row B = row("231.0 1.20 250 0.90 100.25 3.5");
  private static final Row C = row("3.1 0 0 0 0 0");

  private final Bench bench = new Bench();

  @Test
  void fiftyStartsInAnHourMakeNoMoreThanTheAllowedCalls() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.api.fail("meterdata", Kind.UNREADABLE);
    bench.start();
    for (int i = 0; i < 50; i++) {
      bench.restart(Duration.ofSeconds(60));
    }
    assertThat(bench.api.count("meterdata")).isEqualTo(12);
    assertThat(bench.api.count("sitelist")).isEqualTo(1);
  }

  @Test
  void aMeterThatStopsUploadingBecomesUnavailableByTimeAlone() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.start();
    bench.book.stretchTo(Duration.ofHours(2));
    bench.pass(POLL);
    bench.clear();
    bench.pass(STALE.minusSeconds(30));
    assertThat(bench.availability(HOUSE)).isEmpty();
    bench.pass(Duration.ofSeconds(60));
    assertThat(bench.availability(HOUSE)).containsExactly(false);
  }

  @Test
  void aStaleAnswerIsShownWithItsTimeAndTheMeterComesBackAtOnce() {
    bench.api.meter(HOUSE, "House", ONE);
    Instant upload = START.minus(Duration.ofHours(5));
    bench.api.frozen.put(HOUSE, upload);
    bench.start();
    assertThat(bench.availability(HOUSE)).containsExactly(false);
    assertThat(bench.shown(HOUSE, "voltage")).isEqualTo("233.41");
    assertThat(bench.at(HOUSE)).isEqualTo(upload);
    assertThat(bench.shown(HOUSE, "cloud")).as("the call itself works").isEqualTo("ON");
    bench.api.frozen.clear();
    bench.pass(POLL);
    assertThat(bench.availability(HOUSE)).containsExactly(false, true);
  }

  @Test
  void withoutReadableTimesAMeterIsStaleWhenItsRowsStopChanging() {
    bench.api.timesReadable = false;
    bench.api.meter(HOUSE, "House", ONE);
    bench.start();
    assertThat(bench.availability(HOUSE)).containsExactly(false, true);
    assertThat(bench.shown(HOUSE, "last_upload")).isEqualTo("-");
    bench.restart(Duration.ofSeconds(10));
    bench.pass(STALE.plusSeconds(60));
    assertThat(bench.availability(HOUSE)).containsExactly(true, false);
    bench.api.rows.put(HOUSE, List.of(row("233 1 200 0.9 5724.9 0")));
    bench.pass(POLL);
    assertThat(bench.availability(HOUSE)).containsExactly(true, false, true);
  }

  @Test
  void aTimeInTheFutureIsFreshUntilItStopsChanging() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.api.frozen.put(HOUSE, START.plus(Duration.ofHours(8)));
    bench.start();
    assertThat(bench.availability(HOUSE)).containsExactly(false, true);
    bench.pass(STALE.plusSeconds(60));
    assertThat(bench.availability(HOUSE)).containsExactly(false, true, false);
  }

  @Test
  void aFailedCallKeepsTheLastValuesUntilTheyAreStale() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.start();
    bench.api.fail("meterdata", Kind.IMPLAUSIBLE);
    bench.clear();
    bench.pass(POLL);
    assertThat(bench.values(HOUSE)).containsOnlyKeys("last_upload", "cloud", "calls_left");
    assertThat(bench.shown(HOUSE, "cloud")).isEqualTo("OFF");
    assertThat(bench.availability(HOUSE)).isEmpty();
    bench.pass(STALE);
    assertThat(bench.availability(HOUSE)).containsExactly(false);
    bench.api.heal();
    bench.pass(POLL);
    assertThat(bench.shown(HOUSE, "cloud")).isEqualTo("ON");
    assertThat(bench.attributes(HOUSE, "cloud")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "REJECTED",
        "NOT_FOUND",
        "IMPLAUSIBLE",
        "UNREADABLE",
        "OVER_LIMIT",
        "FORBIDDEN",
        "UNAUTHORIZED",
        "SERVER_ERROR",
        "UNEXPECTED_STATUS",
        "TOO_LARGE",
        "TIMEOUT",
        "CONNECTION"
      })
  void troubleWithOneMeterIsNotTroubleWithTheCloudNorWithOthers(Kind kind) {
    bench.api.fail("meterdata " + HOUSE, kind);
    twoMeters().start();
    bench.pass(POLL.multipliedBy(10).plusMinutes(1));
    assertThat(bench.cloud).containsExactly("");
    assertThat(bench.shown(HOUSE, "cloud")).isEqualTo("OFF");
    assertThat(bench.shown(PLANT, "cloud")).isEqualTo("ON");
    assertThat(bench.api.count("meterdata " + PLANT)).isEqualTo(11);
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "FORBIDDEN"})
  void theLogNamesTheMeterThatFailsAndNotTheCloud(Kind kind) {
    bench.api.fail("meterdata " + HOUSE, kind);
    List<String> lines = linesOf(() -> twoMeters().start().pass(POLL.multipliedBy(5)));
    assertThat(lines)
        .noneMatch(line -> line.contains("The IAMMETER cloud"))
        .filteredOn(line -> line.contains("The cloud says"))
        .first()
        .asString()
        .startsWith("House");
  }

  @ParameterizedTest
  @EnumSource(names = {"FORBIDDEN", "UNAUTHORIZED"})
  void aRefusedMeterIsAskedLessAndLessAndReadNowServesTheOthers(Kind kind) {
    bench.api.fail("meterdata " + HOUSE, kind);
    twoMeters().start();
    bench.pass(Duration.ofMinutes(6));
    bench.source().readNow();
    bench.pass(Duration.ofSeconds(2));
    assertThat(bench.api.count("meterdata " + PLANT)).as("0, 5, 6 min").isEqualTo(3);
    assertThat(bench.api.count("meterdata " + HOUSE)).as("0, 5 min").isEqualTo(2);
    bench.pass(Duration.ofMinutes(74));
    assertThat(bench.api.count("meterdata " + HOUSE)).as("0, 5, 15, 35, 75 min").isEqualTo(5);
  }

  @Test
  void aCloudThatFailsForEveryMeterIsDownUntilTheFirstReading() {
    bench.api.fail("meterdata", Kind.SERVER_ERROR);
    twoMeters().start();
    assertThat(bench.cloud).containsExactly("", "The cloud says SERVER_ERROR.");
    bench.api.failures.clear();
    bench.api.fail("meterdata " + HOUSE, Kind.SERVER_ERROR);
    bench.pass(Duration.ofHours(1));
    assertThat(bench.cloud).containsExactly("", "The cloud says SERVER_ERROR.", "");
  }

  @Test
  void aListOfMetersThatFailsIsNotTroubleOfTheCloud() {
    bench.list(HOUSE, null, Phases.SUPPLY);
    bench.api.fail("sitelist", Kind.SERVER_ERROR);
    bench.api.rows.put(HOUSE, List.of(ONE));
    List<String> lines = linesOf(() -> bench.start().pass(Duration.ofHours(2)));
    assertThat(bench.api.count("sitelist")).isGreaterThan(3);
    assertThat(bench.cloud).containsExactly("");
    assertThat(lines)
        .noneMatch(line -> line.contains("The IAMMETER cloud"))
        .anyMatch(line -> line.startsWith("The account's list of meters"));
  }

  @Test
  void aMeterThatStaysRefusedDoesNotKeepAnAcceptedOneFromComingBack() {
    bench.api.fail("meterdata", Kind.UNAUTHORIZED);
    twoMeters().start();
    bench.pass(Duration.ofMinutes(20));
    bench.api.heal();
    bench.api.fail("meterdata " + HOUSE, Kind.UNAUTHORIZED);
    bench.pass(Duration.ofMinutes(45));
    assertThat(bench.cloud).last().isEqualTo("");
    assertThat(bench.shown(PLANT, "cloud")).isEqualTo("ON");
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS", "DNS", "TIMEOUT", "CONNECTION", "UNEXPECTED_STATUS", "TOO_LARGE"})
  void aCloudThatCannotBeReachedIsTriedAgainAtTheNextRegularPoll(Kind kind) {
    bench.api.meter(HOUSE, "House", ONE);
    bench.start();
    bench.api.fail("meterdata", kind);
    bench.pass(POLL.multipliedBy(3));
    assertThat(bench.api.count("meterdata")).isEqualTo(4);
    assertThat(bench.cloud).containsExactly("", "The cloud says " + kind + ".");
    bench.api.heal();
    bench.pass(POLL);
    assertThat(bench.cloud).last().isEqualTo("");
  }

  @Test
  void aRefusedTokenStopsAllCallsForGrowingTimes() {
    bench.api.fail("meterdata", Kind.UNAUTHORIZED);
    twoMeters().start();
    assertThat(bench.api.count("meterdata")).as("one for each meter").isEqualTo(2);
    assertThat(bench.cloud).last().isEqualTo("The cloud says UNAUTHORIZED.");
    bench.pass(Duration.ofHours(4));
    assertThat(bench.api.count("meterdata")).isBetween(12L, 16L);
    bench.api.heal();
    bench.pass(Duration.ofMinutes(61));
    assertThat(bench.cloud).last().isEqualTo("");
    assertThat(bench.shown(HOUSE, "cloud")).isEqualTo("ON");
    assertThat(bench.shown(PLANT, "cloud")).isEqualTo("ON");
  }

  @Test
  void aRefusalThatTellsHowLongToWaitIsBelieved() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.api.failures.put(
        "meterdata",
        new IammeterFailure(
            Kind.LOGIN_REFUSED, "Wrong password.", Optional.of(Duration.ofMinutes(30))));
    bench.start();
    bench.pass(Duration.ofMinutes(29));
    assertThat(bench.api.count("meterdata")).isEqualTo(1);
    bench.pass(Duration.ofMinutes(2));
    assertThat(bench.api.count("meterdata")).isEqualTo(2);
  }

  @Test
  void aRefusedListOfMetersHoldsBackEverything() {
    bench.list(HOUSE, null, Phases.SUPPLY);
    bench.api.fail("sitelist", Kind.LOGIN_REFUSED);
    bench.api.rows.put(HOUSE, List.of(ONE));
    bench.start();
    assertThat(bench.api.calls).containsExactly("sitelist");
    bench.pass(Duration.ofMinutes(6));
    assertThat(bench.api.count("meterdata")).isEqualTo(1);
  }

  @Test
  void overTheLimitWaitsLongerEachTimeForThatMeterAlone() {
    bench.api.fail("meterdata " + HOUSE, Kind.OVER_LIMIT);
    twoMeters().start();
    bench.pass(Duration.ofMinutes(80));
    assertThat(bench.api.count("meterdata " + HOUSE)).as("0, 5, 15, 35, 75 min").isEqualTo(5);
    assertThat(bench.api.count("meterdata " + PLANT)).isGreaterThan(14);
  }

  @Test
  void aServerInTroubleIsTriedAgainEveryQuarterOfAnHour() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.api.fail("meterdata", Kind.SERVER_ERROR);
    bench.start();
    bench.pass(Duration.ofMinutes(46));
    assertThat(bench.api.count("meterdata")).as("0, 5, 15, 30, 45 min").isEqualTo(5);
  }

  @Test
  void anExhaustedQuotaIsNoTroubleOfTheCloud() throws Exception {
    bench.api.meter(HOUSE, "House", ONE);
    for (int i = 0; i < 12; i++) {
      bench.book.charge(List.of(IammeterLimits.REAL.meterData(HOUSE)));
    }
    bench.start();
    assertThat(bench.api.calls).containsExactly("sitelist");
    assertThat(bench.cloud).containsExactly("");
    assertThat(bench.shown(HOUSE, "calls_left")).isEqualTo("0");
    bench.pass(Duration.ofMinutes(61));
    assertThat(bench.api.count("meterdata")).isEqualTo(1);
  }

  @Test
  void readNowDoesNotHurryACloudThatRefused() {
    bench.api.fail("meterdata", Kind.UNAUTHORIZED);
    twoMeters().start();
    bench.source().readNow();
    bench.pass(Duration.ofSeconds(5));
    assertThat(bench.api.count("meterdata")).isEqualTo(2);

    bench.api.heal();
    bench.api.fail("meterdata " + HOUSE, Kind.OVER_LIMIT);
    bench.pass(Duration.ofMinutes(6));
    long calls = bench.api.count("meterdata " + HOUSE);
    bench.source().readNow();
    bench.pass(Duration.ofSeconds(5));
    assertThat(bench.api.count("meterdata " + HOUSE)).isEqualTo(calls);
  }

  @Test
  void aMeterThatTheCommonAnswerLacksIsNotMadeUp() {
    twoMeters().withoutPowerFactor();
    bench.api.rows.remove(PLANT);
    bench.start();
    assertThat(bench.shown(PLANT, "cloud")).isEqualTo("OFF");
    assertThat(bench.shown(HOUSE, "cloud")).isEqualTo("ON");
    assertThat(bench.availability(PLANT)).containsExactly(false);
  }

  @Test
  void aCloudWithoutTheCommonCallIsReadMeterByMeter() {
    twoMeters().withoutPowerFactor();
    bench.api.fail("metersdata", Kind.NOT_FOUND);
    bench.start();
    bench.pass(POLL.multipliedBy(2));
    assertThat(bench.api.count("metersdata")).isEqualTo(1);
    assertThat(bench.shown(HOUSE, "power")).isEqualTo("111");
    assertThat(bench.shown(PLANT, "cloud")).isEqualTo("ON");
  }

  @Test
  void oneAnswerWithFewerRowsIsLeftOutAndTheSecondIsBelieved() {
    bench.api.meter(PLANT, "Plant", A, B, C);
    bench.start();
    bench.api.rows.put(PLANT, List.of(ONE));
    bench.clear();
    bench.pass(POLL);
    assertThat(bench.descriptions(PLANT)).isEmpty();
    assertThat(bench.shown(PLANT, "power")).isEqualTo("never told");
    bench.pass(POLL);
    assertThat(bench.descriptions(PLANT)).hasSize(1);
    assertThat(bench.shown(PLANT, "power")).isEqualTo("111");
  }

  @Test
  void aFullDiskDoesNotEndThePolling() {
    bench.readingsFile.full(true);
    bench.guardFile.full(true);
    bench.accountFile.full(true);
    twoMeters().start();
    bench.pass(POLL);
    assertThat(bench.api.count("meterdata " + HOUSE)).isEqualTo(2);
    bench.readingsFile.full(false);
    bench.guardFile.full(false);
    bench.pass(POLL);
    assertThat(bench.readingsFile.text()).contains("5724.85");
  }

  /** Returns what the package logs, the first words of each line being its subject. */
  private static List<String> linesOf(Runnable action) {
    Logger logger = (Logger) LoggerFactory.getLogger("io.github.phasebridge.iammeter");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      action.run();
    } finally {
      logger.detachAppender(log);
    }
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private Bench twoMeters() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.api.meter(PLANT, "Plant", A, B, C);
    return bench;
  }
}
