package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.phasebridge.thingboot.CommandDesk.Answers;
import io.github.phasebridge.thingboot.DeskBench.Ordered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What the desk sends, when, and what it refuses. */
class CommandDeskTest {

  private final DeskBench bench = new DeskBench();

  @ParameterizedTest
  @CsvSource({
    "power, ON, power=1",
    "power, OFF, power=0",
    "metering, ON, metering=1",
    "point_1000, PRESS, point=1000",
    "reset_5000, PRESS, reset=5000",
    "system_restart, PRESS, system=restart",
    "query_today, PRESS, query=today",
    "clear_today, PRESS, clear=today",
    "relay1, 0, relay1=0"
  })
  void aCommandBecomesOneOrder(String key, String payload, String order) {
    bench.order(key, payload);
    bench.pass(60_000);
    assertThat(bench.link.sent()).containsExactly(order);
  }

  @ParameterizedTest
  @CsvSource({
    "power, PRESS",
    "point_1000, ON",
    "point_1000, 1000",
    "point_1500, PRESS",
    "relay1, 7",
    "energy, ON"
  })
  void whatTheProductDoesNotHaveIsRefused(String key, String payload) {
    Ordered ordered = bench.order(key, payload);
    assertThat(ordered.kind()).isEqualTo("REFUSED");
    assertThat(ordered.reason()).contains("'" + key + "'").contains("'" + payload + "'");
    assertThat(bench.link.requests).isEmpty();
  }

  @Test
  void nothingIsSentToARelayThatIsKnownToBeOffline() {
    bench.offline = true;
    assertThat(bench.order("power", "ON").reason()).isEqualTo("the relay is offline");
    bench.offline = false;
    bench.order("power", "ON");
    Ordered waiting = bench.order("power", "OFF");
    bench.offline = true;
    bench.ok();
    assertThat(waiting.kind()).isEqualTo("REFUSED");
    assertThat(bench.link.sent()).containsExactly("power=1");
  }

  @Test
  void theNextOrderIsSentWhenThePreviousRequestWasAnswered() {
    bench.order("power", "ON");
    bench.order("power", "OFF");
    bench.order("query_today", "PRESS");
    bench.pass(2000);
    assertThat(bench.link.sent()).containsExactly("power=1");
    bench.ok();
    assertThat(bench.link.sent()).containsExactly("power=1", "power=0");
    bench.fail(LinkFailure.Kind.REJECTED);
    assertThat(bench.link.sent()).containsExactly("power=1", "power=0", "query=today");
  }

  @Test
  void aConfirmationBeforeTheAnswerDoesNotLetTheNextOrderOvertake() {
    Ordered first = bench.order("power", "ON");
    bench.order("power", "OFF");
    bench.answers(bench.extra());
    assertThat(first.kind()).isEqualTo("CONFIRMED");
    assertThat(bench.link.sent()).containsExactly("power=1");
    bench.ok();
    assertThat(bench.link.sent()).containsExactly("power=1", "power=0");
  }

  @Test
  void aCommandThatWaitedLongerThanItsTimeIsNotSent() {
    bench.order("power", "ON");
    Ordered late = bench.order("power", "OFF", "a", Duration.ofSeconds(2));
    bench.pass(2000);
    assertThat(late.kind()).isEqualTo("open");
    bench.pass(1);
    assertThat(late.kind()).isEqualTo("REFUSED");
    assertThat(late.reason()).startsWith("too late");
    bench.ok();
    bench.pass(60_000);
    assertThat(bench.link.sent()).containsExactly("power=1");
  }

  @Test
  void aCommandThatIsDeadOnArrivalIsNotSent() {
    assertThat(bench.order("power", "ON", "a", Duration.ofSeconds(-1)).kind()).isEqualTo("REFUSED");
    assertThat(bench.link.requests).isEmpty();
  }

  @Test
  void aJumpOfTheWallClockKillsNoCommandThatWaits() {
    bench.order("power", "ON");
    bench.order("power", "OFF");
    bench.time.jump(Duration.ofHours(1));
    bench.ok();
    assertThat(bench.link.sent()).containsExactly("power=1", "power=0");
  }

  @Test
  void onlySoManyCommandsWait() {
    for (int i = 0; i < 21; i++) {
      assertThat(bench.order("query_today", "PRESS").kind()).isEqualTo("open");
    }
    Ordered tooMany = bench.order("query_today", "PRESS");
    assertThat(tooMany.kind()).isEqualTo("REFUSED");
    assertThat(tooMany.reason()).contains("20 commands");
  }

  @Test
  void aPositionThatIsThereAlreadyIsSentAllTheSame() {
    bench.positions.put("power", true);
    Ordered ordered = bench.taken("power", "ON");
    assertThat(bench.link.sent()).containsExactly("power=1");
    assertThat(ordered.kind()).isEqualTo("open");
  }

  @Test
  void theBridgesOwnIdIsTheMark() {
    bench.order("power", "ON", "0123456789abcdef0123456789abcdef");
    assertThat(bench.extra()).isEqualTo("0123456789abcdef0123456789abcdef");
  }

  @Test
  void everyOrderHasAMarkOfItsOwnWhateverItsSenderCallsIt() {
    List<String> ids =
        List.of(
            "0123456789abcdef0123456789abcdef", "1", "a-b", "T25030700001", "ä", "x".repeat(64));
    Set<String> marks = new HashSet<>();
    for (int round = 0; round < 3; round++) {
      for (String id : ids) {
        bench.order("power", "ON", id);
        bench.ok();
        assertThat(bench.extra()).matches("[0-9a-f]{32}");
        marks.add(bench.extra());
      }
    }
    assertThat(marks).hasSize(18);
  }

  @Test
  void theCommandOfAMarkIsKnownAlsoAfterItsEnd() {
    bench.taken("query_today", "PRESS");
    String extra = bench.extra();
    assertThat(bench.desk.commandOf(extra)).get().extracting("key").isEqualTo("query_today");
    bench.pass(60_000);
    assertThat(bench.desk.commandOf(extra)).isPresent();
    assertThat(bench.desk.commandOf("ffffffffffffffffffffffffffffffff")).isEmpty();
    bench.taken("power", "ON");
    assertThat(bench.desk.commandOf(bench.extra())).isEmpty();
  }

  @Test
  void aQueryIsUnderWayAloneOnlyIfNothingElseIs() {
    assertThat(bench.desk.onlyQueryUnderWay()).isEmpty();
    bench.taken("query_today", "PRESS");
    assertThat(bench.desk.onlyQueryUnderWay()).get().extracting("value").isEqualTo("today");
    bench.taken("query_total", "PRESS");
    assertThat(bench.desk.onlyQueryUnderWay()).isEmpty();
    bench.answers(bench.extra());
    assertThat(bench.desk.onlyQueryUnderWay()).get().extracting("value").isEqualTo("today");
    bench.taken("power", "ON");
    assertThat(bench.desk.onlyQueryUnderWay()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREACHABLE", "CONFIGURATION", "CLOCK", "REJECTED"})
  void aRequestThatWasNotCarriedOutFailsAtOnceAndIsNotRepeated(LinkFailure.Kind kind) {
    Ordered ordered = bench.order("power", "ON");
    bench.fail(kind);
    assertThat(ordered.kind()).isEqualTo("FAILED");
    assertThat(ordered.reason()).isEqualTo("The link says " + kind + ".");
    assertThat(bench.learned)
        .isEqualTo(kind == LinkFailure.Kind.UNREACHABLE ? List.of("unreachable") : List.of());
    bench.pass(60_000);
    assertThat(bench.link.requests).hasSize(1);
    assertThat(bench.time.waiting()).isZero();
  }

  @Test
  void aLinkThatNeverAnswersHoldsUpNobodyForEver() {
    Ordered first = bench.order("power", "ON");
    bench.pass(30_000);
    Ordered second = bench.order("power", "OFF");
    assertThat(bench.link.sent()).containsExactly("power=1", "power=0");
    bench.pass(1000);
    assertThat(first.kind()).isEqualTo("TIMED_OUT");
    bench.link.requests.getFirst().ok();
    bench.time.runDue();
    bench.order("metering", "ON");
    assertThat(bench.link.sent()).as("one at a time").hasSize(2);
    bench.ok();
    bench.reports("power", false);
    assertThat(second.kind()).isEqualTo("CONFIRMED");
  }

  @Test
  void whatTheLinkDoesUnexpectedlyIsUncertain() {
    Ordered ordered = bench.order("power", "ON");
    bench.link.last().answer().completeExceptionally(new IllegalStateException("a bug"));
    bench.time.runDue();
    assertThat(ordered.kind()).isEqualTo("open");
    bench.pass(5000);
    assertThat(ordered.kind()).isEqualTo("TIMED_OUT");
    assertThat(ordered.reason()).doesNotContain("a bug");
  }

  @Test
  void stoppingEndsEverythingAndSendsNothing() {
    Ordered taken = bench.taken("power", "ON");
    Ordered unanswered = bench.order("power", "OFF");
    Ordered waiting = bench.order("query_today", "PRESS");
    bench.desk.stop();
    assertThat(taken.kind()).isEqualTo("TIMED_OUT");
    assertThat(unanswered.kind()).isEqualTo("TIMED_OUT");
    assertThat(waiting.kind()).isEqualTo("REFUSED");
    assertThat(bench.order("power", "ON").reason()).isEqualTo("the bridge stops");
    bench.ok();
    bench.pass(60_000);
    assertThat(bench.link.requests).hasSize(2);
    assertThat(bench.time.waiting()).isZero();
    assertThat(List.of(taken, unanswered, waiting))
        .allSatisfy(ordered -> assertThat(ordered.outcomes()).hasSize(1));
  }

  @Test
  void whoeverSendsTheNextCommandAtTheEndOfOneIsServedInOrder() {
    Ordered first = bench.order("power", "ON");
    Ordered second = bench.order("power", "OFF");
    List<Ordered> third = new ArrayList<>();
    bench.ok();
    assertThat(first.outcomes()).isEmpty();
    var _ =
        bench
            .desk
            .execute(bench.command("query_today", "PRESS"))
            .thenAccept(_ -> third.add(bench.order("metering", "ON")));
    bench.ok();
    assertThat(second.kind()).isEqualTo("open");
    bench.fail(LinkFailure.Kind.REJECTED);
    assertThat(third).hasSize(1);
    assertThat(bench.link.sent())
        .containsExactly("power=1", "power=0", "query=today", "metering=1");
  }

  @Test
  void aSettingIsWrittenOnceAndNotAgainWhileItIsSo() {
    Ordered first = bench.order("relay1", "1");
    bench.link.last().answer().complete(DeskBench.JSON.readTree("{\"relay1\":\"1\"}"));
    bench.time.runDue();
    assertThat(first.kind()).isEqualTo("CONFIRMED");
    assertThat(bench.learned).containsExactly("relay1=1");
    bench.pass(60_000);
    Ordered again = bench.order("relay1", "1");
    assertThat(again.kind()).isEqualTo("CONFIRMED");
    assertThat(again.reason()).contains("not written again");
    assertThat(bench.link.requests).hasSize(1);
  }

  @Test
  void aSettingThatTheRelayDoesNotStoreFailsAndKeepsItsValue() {
    bench.items.put("relay1", "0");
    Ordered ordered = bench.order("relay1", "1");
    bench.link.last().answer().complete(DeskBench.JSON.readTree("{\"error\":\"flash\"}"));
    bench.time.runDue();
    assertThat(ordered.kind()).isEqualTo("FAILED");
    assertThat(ordered.reason()).isEqualTo("the relay answered: flash");
    assertThat(bench.items).containsEntry("relay1", "0");
  }

  @Test
  void aSettingThatAnUnconfirmedWriteMayHaveChangedIsWrittenAgain() {
    bench.items.put("relay1", "1");
    Ordered other = bench.taken("relay1", "0");
    bench.pass(10_000);
    assertThat(other.kind()).isEqualTo("ACCEPTED");
    bench.order("relay1", "1");
    assertThat(bench.link.sent()).containsExactly("relay1=0", "relay1=1");
  }

  @Test
  void aSettingThatWasNotWrittenKeepsItsValue() {
    bench.items.put("relay1", "1");
    bench.order("relay1", "0");
    bench.fail(LinkFailure.Kind.REJECTED);
    assertThat(bench.items).containsEntry("relay1", "1");
  }

  @Test
  void anItemIsNotWrittenTwiceWithinTenSeconds() {
    bench.taken("relay1", "0");
    bench.pass(9999);
    Ordered soon = bench.order("relay1", "1");
    assertThat(soon.kind()).isEqualTo("REFUSED");
    assertThat(soon.reason()).contains("flash memory");
    assertThat(bench.order("time1", "1").kind()).isEqualTo("open");
    bench.ok();
    bench.pass(1);
    assertThat(bench.order("relay1", "1").kind()).isEqualTo("open");
  }

  @Test
  void onlySoManySettingsAreWrittenWithinAnHour() {
    for (int i = 0; i < 20; i++) {
      bench.taken("relay1", i % 2 == 0 ? "0" : "1");
      bench.pass(10_000);
    }
    assertThat(bench.order("time1", "1").kind()).isEqualTo("REFUSED");
    assertThat(bench.link.requests).hasSize(20);
    bench.pass(Duration.ofHours(1).toMillis() - 200_000);
    assertThat(bench.order("time1", "1").kind()).isEqualTo("open");
  }

  @Test
  void settingsAreRefusedWhereTheLinkCannotWriteThem() {
    bench.link.configures = false;
    Ordered ordered = bench.order("relay1", "1");
    assertThat(ordered.kind()).isEqualTo("REFUSED");
    assertThat(ordered.reason()).isEqualTo("settings cannot be written over the cloud");
  }

  @Test
  void toggleSendsTheOppositeOfThePosition() {
    bench.positions.put("power", true);
    bench.positions.put("metering", false);
    bench.order("power", "TOGGLE");
    bench.ok();
    bench.order("metering", "TOGGLE");
    assertThat(bench.link.sent()).containsExactly("power=0", "metering=1");
  }

  @Test
  void toggleIsRefusedWhileThePositionIsUnknown() {
    assertThat(bench.order("power", "TOGGLE").kind()).isEqualTo("REFUSED");
    assertThat(bench.link.requests).isEmpty();
  }

  @Test
  void toggleWaitsUntilTheSwitchingCommandBeforeIsConfirmed() {
    bench.positions.put("power", false);
    bench.taken("power", "ON");
    bench.order("power", "TOGGLE");
    bench.pass(100);
    assertThat(bench.link.sent()).containsExactly("power=1");
    bench.reports("power", true);
    assertThat(bench.link.sent()).containsExactly("power=1", "power=0");
  }

  @Test
  void twoTogglesAtOnceSwitchThereAndBack() {
    bench.positions.put("power", false);
    bench.order("power", "TOGGLE");
    bench.order("power", "TOGGLE");
    bench.ok();
    bench.reports("power", true);
    assertThat(bench.link.sent()).containsExactly("power=1", "power=0");
  }

  @Test
  void toggleDoesNotTrustAPositionFromBeforeTheLastOrder() {
    bench.positions.put("power", false);
    bench.taken("power", "ON");
    bench.answers(bench.extra());
    assertThat(bench.asked).as("the answer had no state").isEqualTo(1);
    Ordered toggle = bench.order("power", "TOGGLE");
    assertThat(bench.link.sent()).containsExactly("power=1");
    long askedAt = bench.time.nanoTime();
    bench.pass(50);
    bench.state("power", true, askedAt + 1);
    assertThat(bench.link.sent()).containsExactly("power=1", "power=0");
    assertThat(toggle.kind()).isEqualTo("open");
  }

  @Test
  void toggleIsRefusedIfNobodyTellsThePositionAfterTheLastOrder() {
    bench.positions.put("power", false);
    bench.taken("power", "ON");
    bench.answers(bench.extra());
    Ordered toggle = bench.order("power", "TOGGLE");
    bench.pass(1999);
    assertThat(toggle.kind()).isEqualTo("open");
    bench.pass(1);
    assertThat(toggle.kind()).isEqualTo("REFUSED");
    assertThat(bench.link.sent()).containsExactly("power=1");
  }

  @Test
  void toggleDoesNotTrustThePositionInALateAnswer() {
    bench.positions.put("power", false);
    Ordered on = bench.taken("power", "ON");
    bench.desk.onMessage(bench.answer(bench.extra(), null), true);
    assertThat(on.kind()).isEqualTo("CONFIRMED");
    assertThat(bench.asked).isEqualTo(1);
    bench.order("power", "TOGGLE");
    assertThat(bench.link.sent()).containsExactly("power=1");
    bench.reports("power", true);
    assertThat(bench.link.sent()).containsExactly("power=1", "power=0");
  }

  @Test
  void withoutReportsAToggleIsRefusedAndTheRestIsAccepted() {
    bench.reports = false;
    bench.answers = Answers.NONE;
    for (String key : List.of("point_1000", "system_restart", "query_today", "clear_today")) {
      assertThat(bench.taken(key, "PRESS").kind()).isEqualTo("ACCEPTED");
    }
    assertThat(bench.taken("power", "ON").kind()).isEqualTo("ACCEPTED");
    assertThat(bench.order("power", "TOGGLE").kind()).isEqualTo("REFUSED");
  }

  @Test
  void everyCommandLeavesOneLineInTheLog() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(CommandDesk.class);
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
    try {
      bench.taken("power", "ON");
      bench.pass(93);
      bench.reports("power", true);
      bench.order("relay1", "7");
      bench.order("power", "OFF");
      bench.fail(LinkFailure.Kind.REJECTED);
      bench.taken("clear_today", "PRESS");
      bench.pass(5000);
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(null);
    }
    assertThat(lines.list)
        .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
        .containsExactly(
            "INFO Boiler: power ON confirmed after 93 ms",
            "INFO Boiler: relay1 7 refused after 0 ms: 'relay1' does not take '7'",
            "WARN Boiler: power OFF failed after 0 ms: The link says REJECTED.",
            "WARN Boiler: clear_today PRESS timed out after 5000 ms: the cloud took it, but the"
                + " relay did not confirm it within 5 s");
  }
}
