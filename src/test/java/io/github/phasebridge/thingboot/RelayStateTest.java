package io.github.phasebridge.thingboot;

import static io.github.phasebridge.thingboot.RelayBench.BOILER;
import static io.github.phasebridge.thingboot.RelayBench.POLL;
import static io.github.phasebridge.thingboot.RelayBench.PUMP;
import static io.github.phasebridge.thingboot.RelayBench.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.testing.LogLines;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The state is what the relay reported, and events are told once. */
class RelayStateTest {

  private final RelayBench bench = new RelayBench();

  @BeforeEach
  void oneRelay() {
    bench.api.relay(BOILER, "Boiler").set("power", "0").set("metering", "1");
    bench.start();
    bench.passSeconds(5);
    bench.clear();
  }

  @Test
  void aMessageBecomesOneReadingWithWhatChanged() {
    bench.push("{\"device\":820720,\"state\":{\"power\":\"1\",\"metering\":1,\"voltage\":230.5}}");
    assertThat(bench.readings(BOILER)).hasSize(1);
    Reading reading = bench.readings(BOILER).getFirst();
    assertThat(reading.values()).containsOnlyKeys("power", "voltage");
    assertThat(bench.shown(BOILER, "power")).isEqualTo("ON");
    assertThat(bench.shown(BOILER, "voltage")).isEqualTo("230.5");
    assertThat(reading.at()).isEqualTo(bench.now());
  }

  /** In the other order Home Assistant shows, and acts on, what was true before it went away. */
  @Test
  void aRelayThatComesBackTellsItsStateBeforeItIsAvailable() {
    bench.push(state("\"power\":1"));
    bench.push("{\"device\":820720,\"name\":\"offline\"}");
    bench.clear();

    bench.push(state("\"power\":0"));

    assertThat(bench.signals)
        .filteredOn(signal -> !(signal instanceof Signal.Happened))
        .extracting(signal -> signal.getClass().getSimpleName())
        .containsExactly("Read", "Availability");
  }

  @Test
  void atTheStartTheCloudsAnswerIsToldBeforeTheRelayIsAvailable() {
    bench.restart(Duration.ofMinutes(1));
    bench.passSeconds(5);

    assertThat(bench.signals)
        .extracting(signal -> signal.getClass().getSimpleName())
        .startsWith("Described", "Read", "Availability");
  }

  @Test
  void withoutMeteringNothingIsMeasured() {
    bench.push(state("\"voltage\":230,\"active_power\":12,\"energy\":5"));
    bench.push(state("\"metering\":0"));
    assertThat(bench.shown(BOILER, "voltage")).isEqualTo("-");
    assertThat(bench.shown(BOILER, "active_power")).isEqualTo("-");
    assertThat(bench.shown(BOILER, "energy")).isEqualTo("5");
    bench.push(state("\"metering\":0,\"voltage\":230"));
    assertThat(bench.shown(BOILER, "voltage")).isEqualTo("-");
    bench.push(state("\"metering\":1"));
    assertThat(bench.shown(BOILER, "voltage")).as("what was measured before").isEqualTo("-");
    bench.push(state("\"voltage\":231"));
    assertThat(bench.shown(BOILER, "voltage")).isEqualTo("231");
  }

  @Test
  void aLateMessageDoesNotChangeTheState() {
    bench.push(state("\"power\":1", START.plusSeconds(5)));
    bench.passSeconds(1);
    bench.push(state("\"power\":0", START.plusSeconds(3)));
    assertThat(bench.shown(BOILER, "power")).isEqualTo("ON");
  }

  @Test
  void aMessageThatIsOlderThanTheCloudsAnswerIsCheckedInsteadOfUsed() {
    bench.push(state("\"voltage\":230", START.plusSeconds(5)));
    bench.api.device(BOILER).set("power", "1");
    bench.pass(POLL);
    bench.passSeconds(POLL.toSeconds());
    assertThat(bench.shown(BOILER, "power")).isEqualTo("ON");
    bench.clear();
    bench.push(state("\"power\":0", bench.now().minusSeconds(100).plusMillis(1)));
    assertThat(bench.api.calls).containsExactly("info 820720");
    assertThat(bench.readings(BOILER)).allMatch(reading -> reading.values().isEmpty());
  }

  @Test
  void anAnswerDoesNotOverwriteWhatWasReportedSinceItWasAskedFor() {
    bench.api.device(BOILER).set("voltage", "229");
    bench.api.hold();
    bench.pass(POLL);
    bench.push(state("\"power\":1"));
    bench.api.release();
    bench.pass(Duration.ZERO);
    assertThat(bench.shown(BOILER, "power")).isEqualTo("ON");
    assertThat(bench.shown(BOILER, "voltage")).isEqualTo("229");
  }

  @Test
  void anOrderThatIsOnlyEchoedIsNoStateAndTheStateIsAskedFor() {
    bench.push("{\"device\":820720,\"order\":{\"power\":1,\"extra\":\"x1\"},\"mid\":\"m1\"}");
    assertThat(bench.readings(BOILER)).allMatch(reading -> reading.values().isEmpty());
    assertThat(bench.api.calls).containsExactly("info 820720");
  }

  @Test
  void anOrderIsConfirmedByItsMarkAndShowsTheStateThatCameWithIt() {
    CompletableFuture<Outcome> outcome = bench.order(BOILER, "power", "ON");
    bench.pass(Duration.ZERO);
    bench.api.linkOf(BOILER).last().ok();
    bench.pass(Duration.ZERO);
    assertThat(outcome).as("taken is not done").isNotDone();
    assertThat(bench.readings(BOILER)).isEmpty();
    String extra = bench.api.linkOf(BOILER).last().extra();
    bench.push(
        "{\"device\":820720,\"type\":\"order\",\"data\":{\"power\":\"1\"},\"extra\":\"%s\"}"
            .formatted(extra));
    assertThat(outcome.join()).isEqualTo(Outcome.confirmed());
    assertThat(bench.shown(BOILER, "power")).isEqualTo("ON");
  }

  @Test
  void anOrderIsConfirmedByAStateThatWasAskedForAfterIt() {
    CompletableFuture<Outcome> outcome = bench.order(BOILER, "power", "ON");
    bench.pass(Duration.ZERO);
    bench.api.linkOf(BOILER).last().ok();
    bench.api.device(BOILER).set("power", "1");
    bench.passSeconds(5);
    assertThat(outcome.join()).isEqualTo(Outcome.confirmed());
    assertThat(bench.shown(BOILER, "power")).isEqualTo("ON");
  }

  @Test
  void whatTheRelayDoesByItselfShowsUpTheSameWay() {
    bench.push(
        "{\"device\":820720,\"name\":\"btn1\",\"state\":{\"power\":1,\"active_power\":1800}}");
    assertThat(bench.shown(BOILER, "power")).isEqualTo("ON");
  }

  @Test
  void aPressedButtonIsToldOnceWithItsState() {
    Instant pressed = bench.now();
    String body =
        "{\"device\":820720,\"mid\":\"m7\",\"name\":\"btn1\",\"ts\":%d,\"state\":{\"power\":1,\"active_power\":\"5.5\"}}"
            .formatted(pressed.toEpochMilli());
    bench.push(body);
    bench.push(body);
    assertThat(bench.events(BOILER)).hasSize(1);
    Signal.Happened press = bench.events(BOILER).getFirst();
    assertThat(press.name()).isEqualTo("btn1");
    assertThat(press.eventType()).isEqualTo("press_end");
    assertThat(press.at()).isEqualTo(pressed);
    assertThat(press.details())
        .containsEntry("id", "m7")
        .containsEntry("state", Map.of("power", "ON", "active_power", new BigDecimal("5.5")));
  }

  @Test
  void aMessageMayNameTheRelayByItsKey() {
    bench.api.device(BOILER).key = "dk7Qm2Lx";
    bench.pass(RelayBench.POLL);
    bench.push(
        "{\"device\":\"dk7Qm2Lx\",\"mid\":\"m7\",\"name\":\"btn1\",\"state\":{\"power\":1}}");
    bench.push("{\"device\":820720,\"mid\":\"m7\",\"name\":\"btn1\",\"state\":{\"power\":1}}");
    assertThat(bench.events(BOILER)).hasSize(1);
    assertThat(bench.shown(BOILER, "power")).isEqualTo("ON");
    bench.restart(Duration.ofSeconds(5));
    bench.push("{\"key\":\"dk7Qm2Lx\",\"mid\":\"m8\",\"name\":\"btn1\"}");
    assertThat(bench.events(BOILER)).hasSize(1);
  }

  @Test
  void anEventOlderThanHalfAMinuteIsNotTold() {
    bench.push(state("\"voltage\":230", bench.now()));
    bench.passSeconds(40);
    bench.push(event("btn1", bench.now().minusSeconds(31)));
    assertThat(bench.events(BOILER)).isEmpty();
    bench.push(event("btn1", bench.now().minusSeconds(5)));
    assertThat(bench.events(BOILER)).hasSize(1);
  }

  @Test
  void anUnknownEventIsNotToldButItsStateIsUsed() {
    bench.push("{\"device\":820720,\"name\":\"btn9\",\"type\":\"event\",\"state\":{\"power\":1}}");
    assertThat(bench.events(BOILER)).isEmpty();
    assertThat(bench.shown(BOILER, "power")).isEqualTo("ON");
  }

  @Test
  void afterABootTheWholeStateIsReadAndCountersMayStartAnew() {
    bench.push(state("\"energy\":\"50\""));
    bench.push(
        "{\"device\":820720,\"name\":\"boot\",\"mid\":\"b1\",\"state\":{\"power\":0,\"energy\":0.01}}");
    assertThat(bench.events(BOILER)).extracting(Signal.Happened::name).containsExactly("boot");
    assertThat(bench.api.calls).containsExactly("info 820720");
    assertThat(bench.shown(BOILER, "energy")).isEqualTo("0.01");
  }

  @Test
  void aCounterThatFallsIsHeld() {
    bench.push(state("\"energy\":50"));
    bench.push(state("\"energy\":49.9"));
    bench.push(state("\"energy\":0"));
    assertThat(bench.shown(BOILER, "energy")).isEqualTo("50");
  }

  @Test
  void offlineAndOnlineAreEventsAndDriveTheAvailability() {
    bench.push("{\"device\":820720,\"name\":\"offline\"}");
    assertThat(bench.availability(BOILER)).containsExactly(false);
    CompletableFuture<Outcome> refused = bench.order(BOILER, "power", "ON");
    bench.pass(Duration.ZERO);
    assertThat(refused.join().kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(bench.api.linkOf(BOILER).sent()).isEmpty();
    bench.push("{\"device\":820720,\"name\":\"online\",\"state\":{\"power\":1}}");
    assertThat(bench.availability(BOILER)).containsExactly(false, true);
    assertThat(bench.events(BOILER))
        .extracting(Signal.Happened::name, Signal.Happened::eventType)
        .containsExactly(tuple("offline", "offline"), tuple("online", "online"));
    assertThat(bench.shown(BOILER, "power")).isEqualTo("ON");
  }

  @Test
  void anyMessageShowsThatARelayIsThere() {
    bench.push("{\"device\":820720,\"name\":\"offline\"}");
    bench.push(state("\"voltage\":230"));
    assertThat(bench.availability(BOILER)).containsExactly(false, true);
  }

  @Test
  void theCloudsFlagSaysWhetherARelayIsThere() {
    bench.api.device(BOILER).online = false;
    bench.pass(POLL);
    assertThat(bench.availability(BOILER)).containsExactly(false);
    CompletableFuture<Outcome> refused = bench.order(BOILER, "power", "ON");
    bench.pass(Duration.ZERO);
    assertThat(refused.join().kind()).isEqualTo(Outcome.Kind.REFUSED);
    bench.api.device(BOILER).online = true;
    bench.pass(POLL);
    assertThat(bench.availability(BOILER)).containsExactly(false, true);
  }

  @Test
  void whatTheCloudRemembersOfARelayThatIsAwayHasNoTime() {
    bench.api.device(BOILER).set("power", "1").online = false;
    bench.pass(POLL);
    assertThat(bench.shown(BOILER, "power")).isEqualTo("ON");
    assertThat(bench.at(BOILER)).isNull();
  }

  @Test
  void whatCannotBeReadIsCountedAndSaidOnceAnHour() {
    try (LogLines log = new LogLines(Relay.class)) {
      bench.push("hello");
      bench.push("[1,2]");
      bench.push("{\"device\":820720,\"type\":\"event\",\"name\":\"btn9\",\"state\":{}}");
      assertThat(log.warnings()).isEmpty();
      bench.pass(Duration.ofHours(1));
      assertThat(log.warnings()).filteredOn(RelayStateTest::isUnreadable).hasSize(1);
      assertThat(log.all()).anyMatch(line -> line.contains("'btn9'"));
      bench.pass(Duration.ofHours(3));
      assertThat(log.warnings()).filteredOn(RelayStateTest::isUnreadable).hasSize(1);
    }
  }

  @Test
  void aFloodIsBounded() {
    for (int i = 0; i < 3 * MessageGate.MOST_WAITING; i++) {
      bench.broker.deliver(
          null, "{\"device\":820720,\"name\":\"btn1\",\"mid\":\"m%d\"}".formatted(i), bench.now());
    }
    bench.pass(Duration.ZERO);
    assertThat(bench.events(BOILER)).hasSize(MessageGate.MOST_WAITING);
    bench.push("{\"device\":820720,\"name\":\"btn1\",\"mid\":\"last\"}");
    assertThat(bench.events(BOILER)).hasSize(MessageGate.MOST_WAITING + 1);
  }

  @Test
  void withoutAFlagARelayIsThereWhileTheCloudAnswers() {
    bench.api.device(BOILER).online = null;
    bench.pass(POLL);
    assertThat(bench.availability(BOILER)).isEmpty();
    bench.push("{\"device\":820720,\"name\":\"offline\"}");
    bench.passSeconds(300);
    assertThat(bench.availability(BOILER)).as("the message holds").containsExactly(false);
    bench.pass(Duration.ofHours(1));
    assertThat(bench.availability(BOILER)).as("but not for ever").containsExactly(false, true);
  }

  @Test
  void whenNothingIsHeardForLongNobodyKnowsAndCommandsAreStillTried() {
    bench.api.fail("info", LinkFailure.Kind.UNREACHABLE);
    bench.passSeconds(170);
    assertThat(bench.availability(BOILER)).isEmpty();
    bench.passSeconds(60);
    assertThat(bench.availability(BOILER)).containsExactly(false);
    var _ = bench.order(BOILER, "power", "ON");
    bench.pass(Duration.ZERO);
    assertThat(bench.api.linkOf(BOILER).sent()).containsExactly("power=1");
  }

  @Test
  void messagesCountOnlyOverTheRelaysOwnLink() {
    bench.webhook.deliver(BOILER, state("\"power\":1"), bench.now());
    bench.post(BOILER, state("\"power\":1"));
    bench.push(state("\"power\":1").replace(BOILER, PUMP));
    assertThat(bench.readings(BOILER)).isEmpty();
    assertThat(bench.signals).isEmpty();
  }

  @Test
  void aConfirmedConfigurationItemIsShownUntilARestart() {
    bench.items().restart(Duration.ofSeconds(1));
    assertThat(bench.shown(BOILER, "relay1")).isEqualTo("never told");
    CompletableFuture<Outcome> outcome = bench.order(BOILER, "relay1", "1");
    bench.pass(Duration.ZERO);
    FakeRelayLink.Request write = bench.api.linkOf(BOILER).last();
    assertThat(write.content()).isEqualTo("relay1=1");
    write.answer().complete(DeskBench.JSON.readTree("{\"relay1\":\"1\"}"));
    bench.pass(Duration.ZERO);
    assertThat(outcome.join()).isEqualTo(Outcome.confirmed());
    assertThat(bench.shown(BOILER, "relay1")).isEqualTo("1");
    bench.restart(Duration.ofSeconds(1));
    assertThat(bench.shown(BOILER, "relay1")).isEqualTo("never told");
  }

  @Test
  void whatCannotBeReadChangesNothing() {
    for (String body : List.of("", "hello", "{}", "[1,2]", "{\"device\":820720}")) {
      bench.push(body);
    }
    assertThat(bench.readings(BOILER)).allMatch(reading -> reading.values().isEmpty());
    bench.push(state("\"power\":\"perhaps\",\"voltage\":\"much\""));
    assertThat(bench.shown(BOILER, "power")).isEqualTo("-");
    assertThat(bench.shown(BOILER, "voltage")).isEqualTo("-");
  }

  private static String state(String properties) {
    return "{\"device\":820720,\"state\":{" + properties + "}}";
  }

  private static String state(String properties, Instant at) {
    return "{\"device\":820720,\"state\":{%s},\"ts\":%d}".formatted(properties, at.toEpochMilli());
  }

  private static String event(String name, Instant at) {
    return "{\"device\":820720,\"name\":\"%s\",\"ts\":%d,\"state\":{\"power\":1}}"
        .formatted(name, at.toEpochMilli());
  }

  @Test
  void theLogTellsPressesAndThatARelayGoesAndComesBack() {
    String press = "{\"device\":820720,\"mid\":\"m7\",\"name\":\"btn1\",\"state\":{\"power\":1}}";
    try (LogLines log = new LogLines(Relay.class)) {
      bench.push(press);
      bench.push(press);
      bench.push("{\"device\":820720,\"name\":\"offline\"}");
      bench.push("{\"device\":820720,\"name\":\"offline\"}");
      bench.push("{\"device\":820720,\"name\":\"online\",\"state\":{\"power\":1}}");
      assertThat(log.all())
          .containsExactly(
              "INFO Boiler (820720): btn1",
              "WARN Boiler (820720) is unavailable and takes no commands: it is offline.",
              "INFO Boiler (820720) is back.");
    }
  }

  @Test
  void theLogTellsWhenNobodyKnowsARelayAnyMore() {
    bench.api.fail("info", LinkFailure.Kind.UNREACHABLE);
    try (LogLines log = new LogLines(Relay.class)) {
      bench.passSeconds(230);
      assertThat(log.all())
          .contains(
              "WARN Boiler (820720) is unavailable: the ThingBoot cloud does not say how it is.");
    }
  }

  /** A cloud that is silent for hours is another warning. */
  private static boolean isUnreadable(String line) {
    return line.contains("2 messages of ThingBoot could not be read");
  }
}
