package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.thingboot.DeskBench.Ordered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulses: how one is confirmed, how long one runs, and what ends one. */
class PulseTest {

  private final DeskBench bench = new DeskBench();

  @ParameterizedTest
  @CsvSource({"point_1000, true", "reset_1000, false"})
  void theFirstPositionConfirmsAPulse(String key, boolean first) {
    bench.positions.put("power", !first);
    Ordered ordered = bench.taken(key, "PRESS");
    bench.reports("power", !first);
    assertThat(ordered.kind()).isEqualTo("open");
    bench.reports("power", first);
    assertThat(ordered.kind()).isEqualTo("CONFIRMED");
    assertThat(bench.learned).containsExactly(key);
  }

  @ParameterizedTest
  @CsvSource({"point_5000, true", "reset_5000, false"})
  void whereTheFirstPositionWasThereTheLastOneConfirmsAPulse(String key, boolean first) {
    bench.positions.put("power", first);
    Ordered ordered = bench.taken(key, "PRESS");
    bench.reports("power", first);
    bench.pass(5100);
    assertThat(ordered.kind()).isEqualTo("open");
    bench.reports("power", !first);
    assertThat(ordered.kind()).isEqualTo("CONFIRMED");
  }

  @Test
  void aPulseThatIsNotSeenTimesOutAlsoWhereOnlyItsEndCouldTell() {
    bench.positions.put("power", true);
    Ordered ordered = bench.taken("point_5000", "PRESS");
    bench.pass(9999);
    assertThat(ordered.kind()).isEqualTo("open");
    bench.pass(1);
    assertThat(ordered.kind()).isEqualTo("TIMED_OUT");
    assertThat(ordered.reason()).endsWith("within 10 s");
  }

  @Test
  void fromAnUnknownPositionOnlyAChangeConfirmsAPulse() {
    Ordered ordered = bench.taken("point_1000", "PRESS");
    bench.reports("power", true);
    assertThat(ordered.kind()).isEqualTo("open");
    bench.reports("power", false);
    assertThat(ordered.kind()).isEqualTo("CONFIRMED");
  }

  @Test
  void theEffectOfTheOrderBeforeIsNotTakenForThePulse() {
    bench.positions.put("power", false);
    Ordered on = bench.taken("power", "ON");
    Ordered pulse = bench.taken("point_1000", "PRESS");
    bench.reports("power", true);
    assertThat(on.kind()).isEqualTo("CONFIRMED");
    bench.reports("power", true);
    assertThat(pulse.kind()).isEqualTo("open");
    bench.reports("power", false);
    assertThat(pulse.kind()).isEqualTo("CONFIRMED");
  }

  @Test
  void theEffectOfTheOrderAfterIsNotTakenForThePulse() {
    bench.positions.put("power", false);
    Ordered pulse = bench.taken("point_5000", "PRESS");
    bench.taken("power", "ON");
    bench.reports("power", true);
    assertThat(pulse.kind()).isEqualTo("open");
    bench.answers(bench.link.requests.getFirst().extra());
    assertThat(pulse.kind()).isEqualTo("CONFIRMED");
  }

  @Test
  void theStateIsAskedForWhileAShortPulseStillRuns() {
    bench.positions.put("power", false);
    bench.taken("point_1000", "PRESS");
    bench.pass(500);
    assertThat(bench.asked).isEqualTo(1);
  }

  @Test
  void theFinalStateIsAskedForIfItIsNotReported() {
    bench.positions.put("power", false);
    bench.taken("point_1000", "PRESS");
    bench.reports("power", true);
    bench.pass(1499);
    assertThat(bench.asked).isZero();
    bench.pass(1);
    assertThat(bench.asked).isEqualTo(1);
    bench.state("power", false, bench.time.nanoTime());
    bench.pass(60_000);
    assertThat(bench.asked).isEqualTo(1);
    assertThat(bench.time.waiting()).isZero();
  }

  @Test
  void theFinalStateIsNotAskedForIfItIsReported() {
    bench.positions.put("power", false);
    bench.taken("point_1000", "PRESS");
    bench.reports("power", true);
    bench.pass(1000);
    bench.reports("power", false);
    bench.pass(60_000);
    assertThat(bench.asked).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"point_1000", "point_5000", "reset_1000"})
  void otherPulsesAreRefusedUntilThePulseEnds(String key) {
    bench.positions.put("power", false);
    bench.taken("point_5000", "PRESS");
    bench.reports("power", true);
    bench.pass(4000);
    Ordered refused = bench.order(key, "PRESS");
    assertThat(refused.kind()).isEqualTo("REFUSED");
    assertThat(refused.reason()).contains("a pulse is running");
    bench.pass(1000);
    bench.reports("power", false);
    assertThat(bench.order(key, "PRESS").kind()).isEqualTo("open");
    assertThat(bench.link.requests).hasSize(2);
  }

  @Test
  void withoutAReportAPulseIsOverTwoSecondsAfterItsTime() {
    bench.taken("point_1000", "PRESS");
    bench.pass(2999);
    assertThat(bench.order("point_1000", "PRESS").kind()).isEqualTo("REFUSED");
    bench.pass(1);
    assertThat(bench.order("point_1000", "PRESS").kind()).isEqualTo("open");
  }

  @Test
  void theEffectsOfTheOrdersBeforeAreNotTakenForTheEndOfAPulse() {
    bench.positions.put("power", false);
    bench.taken("power", "ON");
    bench.taken("power", "OFF");
    bench.taken("point_5000", "PRESS");
    bench.reports("power", true);
    bench.reports("power", false);
    assertThat(bench.order("point_1000", "PRESS").kind()).isEqualTo("REFUSED");
    bench.pass(5000);
    bench.reports("power", false);
    assertThat(bench.order("point_1000", "PRESS").kind()).isEqualTo("open");
  }

  @Test
  void aPulseCountsFromTheAnswerToItsRequest() {
    bench.order("point_1000", "PRESS");
    bench.pass(4000);
    bench.ok();
    bench.pass(2999);
    assertThat(bench.order("point_1000", "PRESS").kind()).isEqualTo("REFUSED");
    bench.pass(1);
    assertThat(bench.order("point_1000", "PRESS").kind()).isEqualTo("open");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ON", "OFF"})
  void onAndOffEndAPulse(String payload) {
    bench.positions.put("power", false);
    bench.taken("point_5000", "PRESS");
    bench.taken("power", payload);
    bench.order("reset_1000", "PRESS");
    assertThat(bench.link.sent())
        .containsExactly("point=5000", payload.equals("ON") ? "power=1" : "power=0", "reset=1000");
  }

  @Test
  void toggleEndsAPulse() {
    bench.positions.put("power", false);
    bench.taken("point_5000", "PRESS");
    bench.order("power", "TOGGLE");
    bench.reports("power", true);
    bench.ok();
    bench.order("point_1000", "PRESS");
    assertThat(bench.link.sent()).containsExactly("point=5000", "power=0", "point=1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNREACHABLE", "REJECTED", "UNCERTAIN"})
  void anOrderThatMayNotHaveArrivedEndsNoPulse(LinkFailure.Kind kind) {
    bench.positions.put("power", false);
    bench.taken("point_5000", "PRESS");
    bench.order("power", "OFF");
    bench.fail(kind);
    assertThat(bench.order("point_1000", "PRESS").kind()).isEqualTo("REFUSED");
  }

  @Test
  void anOrderThatTheRelayRefusedEndsNoPulse() {
    bench.positions.put("power", false);
    bench.taken("point_5000", "PRESS");
    bench.taken("power", "OFF");
    bench.desk.onMessage(bench.answer(bench.extra(), "busy"), false);
    assertThat(bench.order("point_1000", "PRESS").kind()).isEqualTo("REFUSED");
    bench.pass(7000);
    assertThat(bench.order("point_1000", "PRESS").kind()).isEqualTo("open");
  }

  @Test
  void aPulseThatWasNotSentDoesNotRun() {
    bench.order("point_5000", "PRESS");
    bench.fail(LinkFailure.Kind.UNREACHABLE);
    assertThat(bench.order("point_1000", "PRESS").kind()).isEqualTo("open");
  }

  @Test
  void aPulseThatTheRelayRefusedDoesNotRun() {
    bench.taken("point_5000", "PRESS");
    bench.desk.onMessage(bench.answer(bench.extra(), "busy"), false);
    assertThat(bench.order("point_1000", "PRESS").kind()).isEqualTo("open");
  }

  @Test
  void aPulseThatMayHaveBeenSentIsTreatedAsRunning() {
    bench.order("point_1000", "PRESS");
    bench.fail(LinkFailure.Kind.UNCERTAIN);
    bench.pass(2999);
    assertThat(bench.order("point_1000", "PRESS").kind()).isEqualTo("REFUSED");
    bench.pass(1);
    assertThat(bench.order("point_1000", "PRESS").kind()).isEqualTo("open");
  }

  @Test
  void thePositionAfterAPulseIsNotKnownUntilItIsReported() {
    bench.positions.put("power", false);
    bench.taken("point_1000", "PRESS");
    bench.reports("power", true);
    bench.pass(10_000);
    Ordered toggle = bench.order("power", "TOGGLE");
    assertThat(bench.link.sent()).containsExactly("point=1000");
    bench.state("power", false, bench.time.nanoTime());
    assertThat(bench.link.sent()).containsExactly("point=1000", "power=1");
    assertThat(toggle.kind()).isEqualTo("open");
  }

  @Test
  void aPulseDoesNotConcernTheOtherProperty() {
    bench.positions.put("power", false);
    bench.taken("point_5000", "PRESS");
    bench.taken("metering", "ON");
    assertThat(bench.order("point_1000", "PRESS").kind()).isEqualTo("REFUSED");
  }
}
