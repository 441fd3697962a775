package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.thingboot.CommandDesk.Answers;
import io.github.phasebridge.thingboot.DeskBench.Ordered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What shows that an order was carried out, and what does not. */
class ConfirmationTest {

  private final DeskBench bench = new DeskBench();

  @ParameterizedTest
  @CsvSource({
    "power, ON",
    "metering, OFF",
    "point_1000, PRESS",
    "reset_5000, PRESS",
    "system_network, PRESS",
    "system_restart, PRESS",
    "query_today, PRESS",
    "clear_today, PRESS",
    "beep_1, PRESS"
  })
  void theAnswerWithTheMarkConfirmsEveryOrder(String key, String payload) {
    Ordered ordered = bench.taken(key, payload);
    assertThat(ordered.kind()).isEqualTo("open");
    bench.answers(bench.extra());
    assertThat(ordered.kind()).isEqualTo("CONFIRMED");
    assertThat(bench.learned).isEqualTo(payload.equals("PRESS") ? List.of(key) : List.of());
    bench.answers(bench.extra());
    assertThat(ordered.outcomes()).hasSize(1);
    assertThat(bench.learned).hasSizeLessThan(2);
  }

  @ParameterizedTest
  @CsvSource({"power, ON", "point_1000, PRESS", "clear_today, PRESS"})
  void anAnswerWithAnErrorFailsTheOrder(String key, String payload) {
    Ordered ordered = bench.taken(key, payload);
    bench.desk.onMessage(bench.answer(bench.extra(), "busy"), false);
    assertThat(ordered.kind()).isEqualTo("FAILED");
    assertThat(ordered.reason()).isEqualTo("the relay answered: busy");
    assertThat(bench.learned).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAnswerWithTheMarkCountsBeforeTheRequestIsAnsweredAndAlsoLate(boolean late) {
    Ordered ordered = bench.order("power", "ON");
    bench.desk.onMessage(bench.answer(bench.extra(), null), late);
    assertThat(ordered.kind()).isEqualTo("CONFIRMED");
    bench.ok();
    assertThat(ordered.outcomes()).hasSize(1);
  }

  @Test
  void anAnswerToAnotherOrderConfirmsNothingAlsoNotByItsState() {
    Ordered ordered = bench.taken("power", "ON");
    bench.desk.onMessage(
        DeskBench.message(
            PushMessage.Type.ORDER,
            "",
            DeskBench.state("power", true),
            "00000000000000000000000000000000",
            null,
            ""),
        false);
    assertThat(ordered.kind()).isEqualTo("open");
  }

  @Test
  void aClearThatIsAnsweredTooLateIsStillLearned() {
    Ordered ordered = bench.taken("clear_today", "PRESS");
    bench.pass(5000);
    assertThat(ordered.kind()).isEqualTo("TIMED_OUT");
    assertThat(bench.learned).isEmpty();
    bench.answers(bench.extra());
    assertThat(ordered.outcomes()).hasSize(1);
    assertThat(bench.learned).containsExactly("clear_today");
  }

  @Test
  void aReportedStateConfirmsASwitch() {
    bench.positions.put("power", false);
    Ordered ordered = bench.taken("power", "ON");
    bench.reports("power", false);
    bench.reports("metering", true);
    assertThat(ordered.kind()).isEqualTo("open");
    bench.reports("power", true);
    assertThat(ordered.kind()).isEqualTo("CONFIRMED");
    assertThat(ordered.reason()).isEmpty();
  }

  @Test
  void aLateStateConfirmsNothing() {
    bench.positions.put("power", false);
    Ordered ordered = bench.taken("power", "ON");
    bench.desk.onMessage(
        DeskBench.message(
            PushMessage.Type.STATE, "", DeskBench.state("power", true), null, null, ""),
        true);
    assertThat(ordered.kind()).isEqualTo("open");
  }

  @Test
  void aChangeCountsBeforeTheRequestIsAnswered() {
    bench.positions.put("power", false);
    Ordered ordered = bench.order("power", "ON");
    bench.reports("power", true);
    assertThat(ordered.kind()).isEqualTo("CONFIRMED");
  }

  @Test
  void aPositionThatWasThereBeforeCountsOnlyAfterTheRequestIsAnswered() {
    bench.positions.put("power", true);
    Ordered ordered = bench.order("power", "ON");
    bench.reports("power", true);
    bench.ok();
    assertThat(ordered.kind()).isEqualTo("open");
    bench.reports("power", true);
    assertThat(ordered.kind()).isEqualTo("CONFIRMED");
  }

  @Test
  void anAskedStateCountsOnlyIfItWasAskedForAfterTheRequestWasAnswered() {
    Ordered ordered = bench.order("power", "ON");
    bench.pass(10);
    long before = bench.time.nanoTime();
    bench.pass(10);
    bench.ok();
    bench.pass(10);
    bench.state("power", true, before);
    assertThat(ordered.kind()).isEqualTo("open");
    bench.state("power", true, bench.time.nanoTime());
    assertThat(ordered.kind()).isEqualTo("CONFIRMED");
  }

  @Test
  void theStateIsAskedForIfNoMessageComes() {
    Ordered ordered = bench.taken("power", "ON");
    bench.pass(1499);
    assertThat(bench.asked).isZero();
    bench.pass(1);
    assertThat(bench.asked).isEqualTo(1);
    long askedAt = bench.time.nanoTime();
    bench.pass(100);
    bench.state("power", true, askedAt);
    assertThat(ordered.kind()).isEqualTo("CONFIRMED");
    bench.pass(60_000);
    assertThat(bench.asked).isEqualTo(1);
    assertThat(bench.time.waiting()).isZero();
  }

  @Test
  void theStateIsNotAskedForBeforeASlowRequestIsAnswered() {
    bench.order("power", "ON");
    bench.pass(3000);
    assertThat(bench.asked).isZero();
    bench.ok();
    assertThat(bench.asked).isEqualTo(1);
  }

  @Test
  void aSwitchThatNothingConfirmsTimesOut() {
    Ordered ordered = bench.taken("power", "ON");
    bench.pass(4999);
    assertThat(ordered.kind()).isEqualTo("open");
    bench.pass(1);
    assertThat(ordered.kind()).isEqualTo("TIMED_OUT");
    assertThat(ordered.reason())
        .isEqualTo("the cloud took it, but the relay did not confirm it within 5 s");
    assertThat(bench.asked).as("the true state is wanted all the more").isEqualTo(2);
    bench.reports("power", true);
    assertThat(ordered.outcomes()).hasSize(1);
    assertThat(bench.link.requests).hasSize(1);
  }

  @Test
  void anUncertainRequestWaitsForTheRelayAndIsNotRepeated() {
    Ordered confirmed = bench.order("power", "ON");
    bench.fail(LinkFailure.Kind.UNCERTAIN);
    assertThat(confirmed.kind()).isEqualTo("open");
    bench.reports("power", true);
    assertThat(confirmed.kind()).isEqualTo("CONFIRMED");

    Ordered lost = bench.order("power", "OFF");
    bench.pass(10_000);
    assertThat(lost.kind()).isEqualTo("open");
    bench.fail(LinkFailure.Kind.UNCERTAIN);
    bench.pass(999);
    assertThat(lost.kind()).isEqualTo("open");
    bench.pass(1);
    assertThat(lost.kind()).isEqualTo("TIMED_OUT");
    assertThat(lost.reason()).endsWith("The link says UNCERTAIN.");
    assertThat(bench.link.requests).hasSize(2);
  }

  @Test
  void anUncertainRequestTimesOutAlsoWhereNothingCanTell() {
    bench.reports = false;
    bench.answers = Answers.NONE;
    Ordered ordered = bench.order("power", "ON");
    bench.fail(LinkFailure.Kind.UNCERTAIN);
    bench.pass(5000);
    assertThat(ordered.kind()).isEqualTo("TIMED_OUT");
  }

  @Test
  void oneReportConfirmsOnlyTheFirstOfTwoEqualOrders() {
    bench.positions.put("power", false);
    Ordered first = bench.taken("power", "ON");
    Ordered second = bench.taken("power", "ON");
    bench.reports("power", true);
    assertThat(first.kind()).isEqualTo("CONFIRMED");
    assertThat(second.kind()).isEqualTo("open");
    bench.reports("power", true);
    assertThat(second.kind()).isEqualTo("CONFIRMED");
  }

  @Test
  void theOldPositionIsNotTakenForTheEffectOfASecondOrder() {
    bench.positions.put("power", false);
    Ordered on = bench.taken("power", "ON");
    Ordered off = bench.taken("power", "OFF");
    bench.reports("power", false);
    assertThat(off.kind()).isEqualTo("open");
    bench.reports("power", true);
    assertThat(on.kind()).isEqualTo("CONFIRMED");
    assertThat(off.kind()).isEqualTo("open");
    bench.reports("power", false);
    assertThat(off.kind()).isEqualTo("CONFIRMED");
  }

  @Test
  void anOrderWhoseForerunnerWasNeverConfirmedIsConfirmedByWhatWasReported() {
    bench.positions.put("power", false);
    Ordered on = bench.taken("power", "ON");
    bench.pass(100);
    Ordered off = bench.taken("power", "OFF");
    bench.pass(100);
    bench.reports("power", false);
    bench.pass(4800);
    assertThat(on.kind()).isEqualTo("TIMED_OUT");
    assertThat(off.kind()).isEqualTo("CONFIRMED");
  }

  @Test
  void aRestartIsConfirmedWhenTheRelayComesBack() {
    for (var type : List.of(PushMessage.Type.EVENT, PushMessage.Type.ONLINE)) {
      Ordered ordered = bench.taken("system_restart", "PRESS");
      bench.desk.onMessage(
          DeskBench.message(PushMessage.Type.EVENT, "btn1", Report.NOTHING, null, null, ""), false);
      assertThat(ordered.kind()).isEqualTo("open");
      bench.desk.onMessage(DeskBench.message(type, "boot", Report.NOTHING, null, null, ""), false);
      assertThat(ordered.kind()).isEqualTo("CONFIRMED");
    }
  }

  @Test
  void aRelayMayTakeHalfAMinuteToComeBackFromARestart() {
    Ordered ordered = bench.taken("system_restart", "PRESS");
    bench.pass(20_000);
    assertThat(ordered.kind()).isEqualTo("open");
    bench.desk.onMessage(
        DeskBench.message(PushMessage.Type.EVENT, "boot", Report.NOTHING, null, null, ""), false);
    assertThat(ordered.kind()).isEqualTo("CONFIRMED");
  }

  @Test
  void networkFactsInAnAnswerConfirmThatTheyWereAskedFor() {
    Ordered ordered = bench.taken("system_network", "PRESS");
    Report facts = new Report(Map.of(), null, -60, "192.168.1.20");
    bench.desk.onMessage(
        DeskBench.message(PushMessage.Type.STATE, "", facts, null, null, ""), false);
    assertThat(ordered.kind()).isEqualTo("open");
    bench.desk.onMessage(
        DeskBench.message(PushMessage.Type.ORDER, "", facts, null, null, ""), false);
    assertThat(ordered.kind()).isEqualTo("CONFIRMED");
  }

  @Test
  void anAnswerToTheQueryConfirmsItAlsoWithoutItsMark() {
    Ordered today = bench.taken("query_today", "PRESS");
    say(PushMessage.Type.ORDER, "{\"total\":\"7.1\"}");
    say(PushMessage.Type.STATE, "1.5");
    assertThat(today.kind()).isEqualTo("open");
    say(PushMessage.Type.ORDER, "{\"today\":\"1.5\"}");
    assertThat(today.kind()).isEqualTo("CONFIRMED");
  }

  @Test
  void aBareNumberAnswersAQueryOnlyIfNothingElseIsUnderWay() {
    Ordered today = bench.taken("query_today", "PRESS");
    Ordered total = bench.taken("query_total", "PRESS");
    say(PushMessage.Type.ORDER, "1.5");
    assertThat(today.kind()).isEqualTo("open");
    assertThat(total.kind()).isEqualTo("open");
    bench.answers(bench.extra());
    say(PushMessage.Type.ORDER, "1.5");
    assertThat(today.kind()).isEqualTo("CONFIRMED");
  }

  private void say(PushMessage.Type type, String content) {
    bench.desk.onMessage(DeskBench.message(type, "", Report.NOTHING, null, null, content), false);
  }

  @Test
  void aClearIsConfirmedByNothingWithoutItsMark() {
    Ordered ordered = bench.taken("clear_today", "PRESS");
    bench.reports("power", true);
    bench.desk.onMessage(bench.answer(null, null), false);
    bench.desk.onMessage(
        DeskBench.message(PushMessage.Type.EVENT, "boot", Report.NOTHING, null, null, ""), false);
    assertThat(ordered.kind()).isEqualTo("open");
  }

  @ParameterizedTest
  @CsvSource({
    "true, NONE, power, ON, TIMED_OUT",
    "true, NONE, point_1000, PRESS, TIMED_OUT",
    "true, NONE, clear_today, PRESS, ACCEPTED",
    "true, NONE, query_today, PRESS, ACCEPTED",
    "true, NONE, system_restart, PRESS, ACCEPTED",
    "true, MARKED, clear_today, PRESS, TIMED_OUT",
    "true, MARKED, query_today, PRESS, TIMED_OUT",
    "true, MARKED, system_restart, PRESS, TIMED_OUT",
    "true, UNMARKED, power, ON, TIMED_OUT",
    "true, UNMARKED, clear_today, PRESS, ACCEPTED",
    "true, UNMARKED, query_today, PRESS, ACCEPTED",
    "false, NONE, power, ON, ACCEPTED",
    "false, NONE, reset_1000, PRESS, ACCEPTED",
    "false, NONE, system_network, PRESS, ACCEPTED"
  })
  void withoutAnyConfirmationAnOrderFailedOnlyIfOneCouldHaveCome(
      boolean reports, Answers answers, String key, String payload, String outcome) {
    bench.positions.put("power", false);
    bench.reports = reports;
    bench.answers = answers;
    Ordered ordered = bench.taken(key, payload);
    bench.pass(key.equals("system_restart") ? 30_000 : 5000);
    assertThat(ordered.kind()).isEqualTo(outcome);
    assertThat(ordered.reason()).startsWith("the cloud took it");
    assertThat(bench.learned).isEmpty();
  }

  @Test
  void pushThatIsLostMeanwhileLeavesTheOrderAccepted() {
    Ordered ordered = bench.taken("clear_today", "PRESS");
    bench.answers = Answers.NONE;
    bench.pass(5000);
    assertThat(ordered.kind()).isEqualTo("ACCEPTED");
  }

  @Test
  void aMessageCanConfirmASetting() {
    Ordered ordered = bench.taken("relay1", "1");
    assertThat(ordered.kind()).isEqualTo("open");
    bench.desk.onMessage(
        DeskBench.message(
            PushMessage.Type.STATE, "", Report.NOTHING, null, null, "{\"relay1\":\"0\"}"),
        false);
    assertThat(ordered.kind()).isEqualTo("open");
    bench.desk.onMessage(
        DeskBench.message(
            PushMessage.Type.STATE, "", Report.NOTHING, null, null, "{\"relay1\":\"1\"}"),
        false);
    assertThat(ordered.kind()).isEqualTo("CONFIRMED");
    assertThat(bench.items).containsEntry("relay1", "1");
  }
}
