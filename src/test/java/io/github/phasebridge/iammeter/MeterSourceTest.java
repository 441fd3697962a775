package io.github.phasebridge.iammeter;

import static io.github.phasebridge.iammeter.Bench.POLL;
import static io.github.phasebridge.iammeter.Bench.START;
import static io.github.phasebridge.iammeter.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeterSourceTest {

  private static final String HOUSE = "DA2BED94";
  private static final String PLANT = "5DB50BF4";
  private static final Row ONE = row("233.41 0.718 111 0.66 5724.85 0");
  private static final Row A = row("233.8 0.03 4 0.57 222.53 0");
  private static final Row B = row("231.0 1.20 250 0.90 100.25 3.5");
  private static final Row C = row("3.1 0 0 0 0 0");

  private final Bench bench = new Bench();

  @Test
  void readsEveryMeterOfTheAccountAtOnceAndThenWhenItIsDue() {
    twoMeters().start();
    assertThat(bench.api.calls)
        .containsExactly("sitelist", "meterdata " + HOUSE, "meterdata " + PLANT);
    assertThat(bench.shown(HOUSE, "voltage")).isEqualTo("233.41");
    assertThat(bench.shown(PLANT, "power_b")).isEqualTo("250");
    assertThat(bench.at(HOUSE)).isEqualTo(START.minusSeconds(12));
    assertThat(bench.availability(HOUSE)).containsExactly(false, true);
    assertThat(bench.cloud).containsExactly("");

    bench.pass(POLL);
    assertThat(bench.api.count("meterdata " + HOUSE)).isEqualTo(2);
    assertThat(bench.api.count("meterdata " + PLANT)).as("spread").isEqualTo(1);
    bench.pass(Duration.ofSeconds(20));
    assertThat(bench.api.count("meterdata " + PLANT)).isEqualTo(2);
  }

  @Test
  void aDeviceIsDescribedBeforeAnythingElseIsSaidOfIt() {
    twoMeters().start();
    for (String sn : List.of(HOUSE, PLANT)) {
      assertThat(
              bench.signals.stream()
                  .filter(signal -> signal.device().equals(KnownMeter.idOf(sn)))
                  .findFirst())
          .get()
          .isInstanceOf(Signal.Described.class);
    }
  }

  @Test
  void aMeterThatWasNeverReadHasItsDiagnostics() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.api.fail("meterdata", Kind.REJECTED);
    bench.start();
    assertThat(bench.descriptions(HOUSE)).hasSize(1);
    assertThat(keys(bench.descriptions(HOUSE).getLast()))
        .containsExactly("last_upload", "cloud", "calls_left");
    assertThat(bench.availability(HOUSE)).containsExactly(false);
    assertThat(bench.shown(HOUSE, "cloud")).isEqualTo("OFF");
    assertThat(bench.attributes(HOUSE, "cloud"))
        .isEqualTo(Map.of("reason", "The cloud says REJECTED."));
    assertThat(bench.shown(HOUSE, "last_upload")).isEqualTo("-");
  }

  @Test
  void paceStretchesThePolling() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.start();
    bench.book.stretchTo(Duration.ofMinutes(20));
    bench.pass(POLL);
    bench.pass(Duration.ofMinutes(19));
    assertThat(bench.api.count("meterdata")).isEqualTo(2);
    bench.pass(Duration.ofMinutes(1));
    assertThat(bench.api.count("meterdata")).isEqualTo(3);
  }

  @Test
  void callsLeftAreToldAndComeBackByThemselves() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.start();
    assertThat(bench.shown(HOUSE, "calls_left")).isEqualTo("11");
    assertThat(bench.attributes(HOUSE, "calls_left")).isEqualTo(Map.of("day", 287));
    bench.book.stretchTo(Duration.ofHours(3));
    bench.pass(Duration.ofMinutes(6));
    assertThat(bench.shown(HOUSE, "calls_left")).isEqualTo("10");
    bench.pass(Duration.ofMinutes(59));
    assertThat(bench.shown(HOUSE, "calls_left")).isEqualTo("11");
    bench.pass(Duration.ofMinutes(10));
    assertThat(bench.shown(HOUSE, "calls_left")).isEqualTo("12");
  }

  @Test
  void aRestartShowsTheLastReadingsAndCallsWhenItIsDue() {
    twoMeters().start();
    bench.pass(Duration.ofMinutes(2));
    bench.restart(Duration.ofMinutes(1));
    assertThat(bench.api.calls).hasSize(3);
    assertThat(bench.shown(HOUSE, "import_energy")).isEqualTo("5724.85");
    assertThat(bench.shown(PLANT, "unused_phases")).isEqualTo("C");
    assertThat(bench.shown(PLANT, "power_factor_c")).isEqualTo("-");
    assertThat(bench.shown(HOUSE, "last_upload")).isEqualTo("2026-11-21T09:59:48Z");
    assertThat(bench.shown(HOUSE, "cloud")).isEqualTo("ON");
    assertThat(bench.at(HOUSE)).isEqualTo(START.minusSeconds(12));
    assertThat(bench.descriptions(PLANT)).hasSize(1);
    assertThat(bench.availability(HOUSE)).containsExactly(true);
    assertThat(bench.cloud).containsExactly("");
    bench.pass(Duration.ofSeconds(125));
    assertThat(bench.api.count("meterdata " + HOUSE)).isEqualTo(1);
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.api.count("meterdata " + HOUSE)).isEqualTo(2);
  }

  @Test
  void aRestartAfterALongTimeDoesNotShowOldReadings() {
    twoMeters().start();
    bench.api.fail("", Kind.TIMEOUT);
    bench.restart(Duration.ofHours(1));
    assertThat(bench.shown(HOUSE, "power")).isEqualTo("never told");
    assertThat(bench.shown(HOUSE, "last_upload")).isEqualTo("2026-11-21T09:59:48Z");
    assertThat(keys(bench.descriptions(HOUSE).getLast())).contains("power");
    assertThat(bench.availability(HOUSE)).containsExactly(false);
    assertThat(bench.api.count("meterdata " + HOUSE)).as("overdue, so at once").isEqualTo(2);
  }

  @Test
  void readNowReadsAllMetersWithinTheirQuota() {
    twoMeters().start();
    for (int i = 0; i < 20; i++) {
      bench.source().readNow();
      bench.pass(Duration.ofSeconds(1));
    }
    assertThat(bench.api.count("meterdata " + HOUSE)).isEqualTo(12);
    assertThat(bench.api.count("meterdata " + PLANT)).isEqualTo(12);
  }

  @Test
  void withoutPowerFactorOneCallServesAllMeters() {
    twoMeters().withoutPowerFactor().start();
    assertThat(bench.api.calls).containsExactly("sitelist", "metersdata");
    assertThat(bench.shown(HOUSE, "power")).isEqualTo("111");
    assertThat(bench.shown(PLANT, "power_a")).isEqualTo("4");
    bench.pass(POLL);
    assertThat(bench.api.calls).containsExactly("sitelist", "metersdata", "metersdata");
    bench.restart(Duration.ofSeconds(20));
    assertThat(bench.shown(HOUSE, "power")).isEqualTo("111");
    assertThat(bench.api.count("metersdata")).isEqualTo(2);
  }

  @Test
  void aNetRowAppearsAsSoonAsItComes() {
    bench.api.meter(PLANT, "Plant", A, B, C);
    bench.start();
    bench.api.rows.put(PLANT, List.of(A, B, C, row("226 0 594 0.62 1275.075 0")));
    bench.pass(POLL);
    assertThat(bench.shown(PLANT, "power_net")).isEqualTo("594");
    assertThat(keys(bench.descriptions(PLANT).getLast())).contains("import_energy_net");
  }

  @Test
  void whatTheConfigurationNoLongerAsksForIsNoLongerDescribed() {
    bench.api.meter(HOUSE, "House", row("233 1 200 0.9 12 0 49.97"));
    bench.start();
    bench.api.rows.put(HOUSE, List.of(row("233 1 200 - 12 0 -")));
    bench.pass(POLL);
    assertThat(keys(bench.descriptions(HOUSE).getLast())).contains("power_factor", "frequency");
    bench.withoutPowerFactor().restart(POLL);
    assertThat(keys(bench.descriptions(HOUSE).getLast()))
        .doesNotContain("power_factor", "frequency");
  }

  @Test
  void aCounterThatStepsBackIsHeldOverARestart() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.start();
    bench.api.rows.put(HOUSE, List.of(row("233 1 200 0.9 12 0")));
    bench.pass(POLL);
    bench.restart(Duration.ofSeconds(10));
    assertThat(bench.shown(HOUSE, "import_energy")).isEqualTo("5724.85");
    bench.pass(POLL);
    assertThat(bench.shown(HOUSE, "import_energy")).isEqualTo("5724.85");
    bench.pass(POLL);
    assertThat(bench.shown(HOUSE, "import_energy")).as("the third lower reading").isEqualTo("12");
  }

  @Test
  void saysNothingAfterItWasStopped() {
    twoMeters().start();
    bench.source().stop();
    bench.clear();
    bench.source().readNow();
    bench.pass(Duration.ofHours(1));
    assertThat(bench.signals).isEmpty();
    assertThat(bench.waiting()).isZero();
  }

  @Test
  void refusesCommands() {
    bench.start();
    Command command = new Command(new DeviceId("iammeter_x"), "power", "ON", "1", START, START);
    Outcome outcome = bench.source().execute(command).toCompletableFuture().join();
    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(outcome.reason()).contains("takes no commands");
  }

  private Bench twoMeters() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.api.meter(PLANT, "Plant", A, B, C);
    return bench;
  }

  private static List<String> keys(DeviceDescription description) {
    return description.entities().stream().map(entity -> entity.key()).toList();
  }
}
