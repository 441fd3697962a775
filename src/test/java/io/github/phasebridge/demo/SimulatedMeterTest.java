package io.github.phasebridge.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.phasebridge.testing.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Meters whose values fit together and whose past leads up to now. */
class SimulatedMeterTest {

  private static final Instant START = Instant.parse("2026-11-05T12:00:00Z");

  private final FakeTime time = new FakeTime(START);

  private SimulatedMeter meter(MeterPlan.Wiring wiring, int lapse) {
    return new SimulatedMeter(
        new MeterPlan("33U8FSRE", "Meter", "Home", wiring),
        new TimeLapse(START, lapse),
        ZoneOffset.ofHours(2),
        time);
  }

  @ParameterizedTest
  @EnumSource
  void valuesOfADayArePlausibleAndFitTogether(MeterPlan.Wiring wiring) {
    SimulatedMeter meter = meter(wiring, 1);
    List<PhaseSample> before = meter.lastUpload().rows();
    for (int minute = 0; minute < LoadCurve.DAY; minute++) {
      time.advance(Duration.ofMinutes(1));
      List<PhaseSample> rows = meter.lastUpload().rows();
      for (int i = 0; i < rows.size(); i++) {
        PhaseSample row = rows.get(i);
        assertThat(row.imported()).isGreaterThanOrEqualTo(before.get(i).imported());
        assertThat(row.exported()).isGreaterThanOrEqualTo(before.get(i).exported());
        double energy =
            row.imported() - before.get(i).imported() - row.exported() + before.get(i).exported();
        assertThat(energy).isCloseTo(row.power() / 60_000, within(0.000_01));
        if (row.current() > 0) {
          assertThat(row.voltage()).isBetween(225.0, 237.0);
          assertThat(row.voltage() * row.current() * row.powerFactor())
              .isCloseTo(Math.abs(row.power()), within(0.2));
        }
      }
      before = rows;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 60})
  void itUploadsOncePerSimulatedMinute(int lapse) {
    SimulatedMeter meter = meter(MeterPlan.Wiring.HEAT_PUMP, lapse);
    Duration period = Duration.ofMinutes(1).dividedBy(lapse);
    Instant first = meter.lastUpload().at();
    time.advance(period.multipliedBy(3));
    Instant fourth = meter.lastUpload().at();

    assertThat(fourth).isAfter(time.instant().minus(period.plusSeconds(1)));
    if (lapse == 60) {
      time.advance(period);
      assertThat(Duration.between(fourth, meter.lastUpload().at())).isEqualTo(period);
    } else {
      assertThat(Duration.between(first, fourth)).isEqualTo(period.multipliedBy(3));
    }
  }

  @Test
  void aLapseMakesTheCountersRunFaster() {
    SimulatedMeter meter = meter(MeterPlan.Wiring.HEAT_PUMP, 60);
    double before = meter.lastUpload().rows().getFirst().imported();
    time.advance(Duration.ofHours(1));

    // A heat pump that takes about 0.7 kW takes about 42 kWh in 60 hours.
    assertThat(meter.lastUpload().rows().getFirst().imported() - before).isBetween(25.0, 70.0);
  }

  @Test
  void theSameSeedGivesTheSameHouse() {
    assertThat(meter(MeterPlan.Wiring.HOUSE, 1).lastUpload())
        .isEqualTo(meter(MeterPlan.Wiring.HOUSE, 1).lastUpload());
  }

  @Test
  void thePastLeadsUpToNow() {
    SimulatedMeter meter = meter(MeterPlan.Wiring.SOLAR, 60);
    time.advance(Duration.ofMinutes(10));
    double imported = 0;
    Instant last = Instant.EPOCH;
    for (Instant at = START.minus(Duration.ofHours(2));
        at.isBefore(time.instant().minusSeconds(2));
        at = at.plusSeconds(30)) {
      MeterUpload upload = Objects.requireNonNull(meter.uploadFrom(at));
      assertThat(upload.at()).isAfterOrEqualTo(at).isAfterOrEqualTo(last);
      assertThat(upload.rows().get(1).imported()).isGreaterThanOrEqualTo(imported);
      imported = upload.rows().get(1).imported();
      last = upload.at();
    }
    assertThat(meter.lastUpload().rows().get(1).imported() - imported).isBetween(0.0, 3.0);
  }

  @Test
  void aMeterThatIsOfflineRepeatsItsLastUpload() {
    SimulatedMeter meter = meter(MeterPlan.Wiring.HOUSE, 1);
    MeterUpload last = meter.lastUpload();
    meter.goOffline();
    time.advance(Duration.ofMinutes(30));

    assertThat(meter.lastUpload()).isEqualTo(last);
    assertThat(meter.offlineBetween(START, time.instant()))
        .containsExactly(new SimulatedMeter.OfflineSpan(START, time.instant()));

    meter.comeBack();
    time.advance(Duration.ofMinutes(1));
    assertThat(meter.lastUpload().at()).isAfter(START.plus(Duration.ofMinutes(30)));
    assertThat(meter.lastUpload().rows().getFirst().imported())
        .isGreaterThan(last.rows().getFirst().imported() + 0.02);
    assertThat(meter.uploadFrom(START)).isEqualTo(meter.lastUpload());
  }

  @Test
  void countersCanStepBackRestartAndVanish() {
    SimulatedMeter meter = meter(MeterPlan.Wiring.HEAT_PUMP, 1);
    double before = imported(meter);

    meter.stepCountersBack(0.4);
    assertThat(imported(meter)).isEqualTo(before);
    time.advance(Duration.ofMinutes(1));
    assertThat(imported(meter)).isCloseTo(before - 0.4, within(0.05));

    meter.restartCounters();
    time.advance(Duration.ofMinutes(1));
    assertThat(imported(meter)).isBetween(0.0, 0.05);

    meter.uploadZeros(true);
    assertThat(meter.lastUpload().rows()).containsExactly(PhaseSample.zero());
    meter.uploadZeros(false);
    assertThat(meter.lastUpload().rows().getFirst().voltage()).isGreaterThan(200);
  }

  private static double imported(SimulatedMeter meter) {
    return meter.lastUpload().rows().getFirst().imported();
  }
}
