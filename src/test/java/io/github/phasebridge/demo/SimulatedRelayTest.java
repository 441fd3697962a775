package io.github.phasebridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.demo.RelayMessage.Answer;
import io.github.phasebridge.demo.RelayMessage.Event;
import io.github.phasebridge.demo.RelayMessage.Reply;
import io.github.phasebridge.demo.RelayMessage.State;
import io.github.phasebridge.testing.FakeTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A relay without any network, on driven time. */
class SimulatedRelayTest {

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-05T10:15:00Z"));
  private final List<RelayMessage> said = new ArrayList<>();
  private final SimulatedRelay relay =
      new SimulatedRelay(
          RelayPlan.boiler(),
          RelayTraits.defaults().withClock(time).withZone(ZoneOffset.UTC),
          time,
          said::add);

  SimulatedRelayTest() {
    // Reports of metering would stand between the others.
    relay.configure(Map.of("metering_interval", "60"));
  }

  private void order(String json) {
    relay.order(ThingbootClient.json(json));
  }

  private void execute(String json) {
    order(json);
    time.advance(Duration.ofMillis(120));
  }

  private List<RelayMessage> takeSaid() {
    List<RelayMessage> taken = List.copyOf(said);
    said.clear();
    return taken;
  }

  private static BigDecimal power(RelayMessage message) {
    Map<String, BigDecimal> state =
        switch (message) {
          case Answer(var _, Reply.Properties(var set)) -> set;
          case Answer other -> throw new AssertionError(other);
          case Event(var _, var carried) -> carried;
          case State(var reported) -> reported;
        };
    return state.getOrDefault("power", BigDecimal.TEN);
  }

  private Reply ask(String json) {
    said.clear();
    execute(json);
    assertThat(said).hasSize(1);
    return ((Answer) said.getFirst()).reply();
  }

  private BigDecimal energy(String query) {
    return ((Reply.Energy) ask("{\"query\":\"" + query + "\"}")).values().getFirst();
  }

  @Test
  void anOrderIsCarriedOutAfter80To120Milliseconds() {
    order("{\"power\":1,\"extra\":\"a1\"}");
    time.advance(Duration.ofMillis(79));
    assertThat(relay.isOn()).isFalse();
    assertThat(said).isEmpty();

    time.advance(Duration.ofMillis(41));
    assertThat(relay.isOn()).isTrue();
    assertThat(takeSaid())
        .containsExactly(
            new Answer(
                ThingbootClient.json("{\"power\":1,\"extra\":\"a1\"}"),
                new Reply.Properties(Map.of("power", BigDecimal.ONE))));
    assertThat(relay.executed()).containsExactly("{\"power\":1,\"extra\":\"a1\"}");
  }

  @ParameterizedTest
  @CsvSource({"point, 1000", "point, 5000", "reset, 2000", "reset, 3000"})
  void aPulseReportsItsTwoPositionsAtTheirTimes(String command, long length) {
    boolean first = command.equals("point");
    execute("{\"%s\":\"%d\"}".formatted(command, length));
    List<RelayMessage> start = takeSaid();
    time.advance(Duration.ofMillis(length - 41));

    assertThat(start).hasSize(2).allMatch(it -> power(it).signum() == (first ? 1 : 0));
    assertThat(relay.isOn()).isEqualTo(first);
    assertThat(said).isEmpty();

    time.advance(Duration.ofMillis(41));
    assertThat(relay.isOn()).isEqualTo(!first);
    assertThat(takeSaid()).hasSize(1).allMatch(it -> power(it).signum() == (first ? 0 : 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void switchingEndsAPulse(int position) {
    execute("{\"point\":\"2000\"}");
    execute("{\"power\":%d}".formatted(position));
    said.clear();
    time.advance(Duration.ofSeconds(5));

    assertThat(relay.isOn()).isEqualTo(position == 1);
    assertThat(said).isEmpty();
  }

  @Test
  void aPulseThatFollowsAnotherHasItsOwnEnd() {
    execute("{\"point\":\"1000\"}");
    time.advance(Duration.ofMillis(500));
    execute("{\"point\":\"2000\"}");
    time.advance(Duration.ofMillis(1800));
    assertThat(relay.isOn()).isTrue();

    time.advance(Duration.ofMillis(200));
    assertThat(relay.isOn()).isFalse();
  }

  @Test
  void aRetiredRelayIsSilent() {
    relay.retire();
    relay.pressButton();
    time.advance(Duration.ofMinutes(2));

    assertThat(said).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"reverse, 1, 1", "point, 1, 0", "reset, 0, 1", "disable, 0, 0"})
  void theButtonDoesWhatIsConfiguredAndSaysSo(String action, int atOnce, int later) {
    relay.configure(Map.of("action1", action, "time1", "4000"));
    relay.pressButton();

    assertThat(takeSaid())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(((Event) event).name()).isEqualTo("btn1");
              assertThat(power(event)).isEqualTo(BigDecimal.valueOf(atOnce));
            });
    time.advance(Duration.ofSeconds(4));
    assertThat(relay.isOn()).isEqualTo(later == 1);
  }

  @ParameterizedTest
  @CsvSource({"high, 1600, 2", "low, 3, 10"})
  void aPowerLimitSwitchesOffAfterItsTimeAndReports(String limit, double watts, int seconds) {
    relay.configure(
        Map.of(
            limit + "_power_time",
            Integer.toString(seconds),
            limit + "_power_value",
            limit.equals("high") ? "1500" : "5",
            limit + "_power_action",
            "0"));
    relay.load(watts);
    execute("{\"power\":1}");
    said.clear();

    time.advance(Duration.ofSeconds(seconds - 1));
    assertThat(relay.isOn()).isTrue();
    time.advance(Duration.ofSeconds(1));
    assertThat(relay.isOn()).isFalse();
    assertThat(takeSaid()).singleElement().matches(it -> power(it).signum() == 0);
  }

  @ParameterizedTest
  @CsvSource({"none, 2", "0, 0"})
  void aPowerLimitWithoutActionOrTimeDoesNothing(String action, String seconds) {
    relay.configure(Map.of("high_power_time", seconds, "high_power_action", action));
    relay.load(3500);
    execute("{\"power\":1}");

    time.advance(Duration.ofMinutes(1));
    assertThat(relay.isOn()).isTrue();
  }

  @Test
  void metersReportEveryInterval() {
    relay.configure(Map.of("metering_interval", "5"));
    relay.load(1000);
    execute("{\"power\":\"1\"}");
    said.clear();
    time.advance(Duration.ofSeconds(20));

    assertThat(said).hasSize(4).allMatch(it -> it instanceof State);
    assertThat(((State) said.getLast()).state())
        .containsEntry("power", BigDecimal.ONE)
        .containsEntry("metering", BigDecimal.ONE)
        .containsEntry("active_power", new BigDecimal("1000.0"))
        .containsKeys("energy", "voltage", "current", "apparent_power", "power_factor");
  }

  @Test
  void withoutMeteringNothingIsReportedOrCounted() {
    relay.load(1000);
    execute("{\"power\":1}");
    execute("{\"metering\":0}");
    BigDecimal before = energy("amount");
    said.clear();
    time.advance(Duration.ofHours(1));

    assertThat(said).isEmpty();
    assertThat(energy("amount")).isEqualTo(before);
  }

  @Test
  void energyIsCountedInAllCounters() {
    relay.load(2000);
    execute("{\"power\":1}");
    List<BigDecimal> before = List.of(energy("today"), energy("amount"), energy("total"));
    time.advance(Duration.ofMinutes(30));
    List<BigDecimal> after = List.of(energy("today"), energy("amount"), energy("total"));

    for (int i = 0; i < 3; i++) {
      assertThat(after.get(i).subtract(before.get(i)))
          .isBetween(new BigDecimal("0.999"), new BigDecimal("1.002"));
    }
    assertThat(relay.state()).containsEntry("energy", after.get(1));
  }

  @Test
  void midnightStartsANewDay() {
    relay.load(0);
    BigDecimal today = energy("today");
    time.advance(Duration.ofHours(14));

    assertThat(today).isPositive();
    assertThat(energy("today")).isZero();
    assertThat(((Reply.Energy) ask("{\"query\":\"days\"}")).values())
        .hasSize(3)
        .first()
        .isEqualTo(today);
    assertThat(((Reply.Energy) ask("{\"query\":\"hours\"}")).values()).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({
    "all, 0 0 0 0 0",
    "today, 0 1 1 1 1",
    "amount, 1 0 1 1 1",
    "days, 1 1 1 0 1",
    "hours, 1 1 1 1 0"
  })
  void aClearClearsWhatItNames(String what, String left) {
    assertThat(ask("{\"clear\":\"" + what + "\"}")).isEqualTo(new Reply.Done());

    List<String> signs = new ArrayList<>();
    for (String query : List.of("today", "amount", "total", "days", "hours")) {
      signs.add(Integer.toString(energy(query).signum()));
    }
    assertThat(String.join(" ", signs)).isEqualTo(left);
  }

  @Test
  void aRestartKeepsThePositionAndARebootDoesNot() {
    execute("{\"power\":1}");
    execute("{\"system\":\"restart\"}");
    assertThat(relay.isOnline()).isFalse();
    time.advance(Duration.ofSeconds(3));
    assertThat(relay.isOn()).isTrue();
    assertThat(said.getLast()).isInstanceOf(Event.class).matches(it -> power(it).signum() == 1);

    execute("{\"system\":\"reboot\"}");
    time.advance(Duration.ofSeconds(3));
    assertThat(relay.isOn()).isFalse();
    assertThat(((Event) said.getLast()).name()).isEqualTo("boot");
    assertThat(energy("total")).isZero();
  }

  @Test
  void powerOnFollowsTheConfiguration() {
    relay.configure(Map.of("relay1", "1", "metering_boot", "0"));
    relay.boot();
    time.advance(Duration.ofSeconds(3));

    assertThat(((Event) said.getLast()).state())
        .containsEntry("power", BigDecimal.ONE)
        .containsEntry("metering", BigDecimal.ZERO);
    assertThat(relay.flashWrites()).isEqualTo(3);
  }

  @Test
  void aRelayThatIsOfflineIsNotReachedAndSaysNothing() {
    relay.goOffline();
    assertThat(takeSaid()).containsExactly(new Event("offline", Map.of()));
    execute("{\"power\":1}");
    relay.pressButton();
    assertThat(relay.executed()).isEmpty();
    assertThat(said).isEmpty();

    relay.comeBack();
    assertThat(relay.isOn()).as("its button works without a network").isTrue();
    assertThat(said)
        .singleElement()
        .matches(it -> ((Event) it).name().equals("online") && power(it).signum() == 1);
  }

  @Test
  void ordersCanBeIgnoredOrFail() {
    relay.ignoreOrders(1);
    execute("{\"power\":1}");
    assertThat(said).isEmpty();

    relay.failOrders("overheated", 1);
    assertThat(ask("{\"power\":1}")).isEqualTo(new Reply.Failed("overheated"));
    assertThat(relay.isOn()).isFalse();
    execute("{\"power\":1}");
    assertThat(relay.executed()).hasSize(1);
  }

  @Test
  void theNetworkIsTold() {
    assertThat(ask("{\"system\":\"network\"}"))
        .isEqualTo(new Reply.Network("wifi", relay.signal(), relay.ip()));
    assertThat(relay.signal()).isBetween(-75, -45);
  }
}
