package io.github.phasebridge.thingboot;

import static io.github.phasebridge.thingboot.RelayBench.BOILER;
import static io.github.phasebridge.thingboot.RelayBench.PUMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.Outcome;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries, their answers, and what lets counters start anew. */
class RelayQueriesTest {

  private final RelayBench bench = new RelayBench();

  @BeforeEach
  void oneRelay() {
    bench.api.relay(BOILER, "Boiler").set("power", "0");
  }

  @Test
  void anAnswerWithTheMarkOfItsQueryIsShown() {
    bench.start();
    CompletableFuture<Outcome> outcome = press("query_today");
    answer("\"1.25\"");
    assertThat(outcome.join()).isEqualTo(Outcome.confirmed());
    assertThat(bench.shown(BOILER, "energy_today")).isEqualTo("1.25");
    assertThat(bench.shown(BOILER, "energy_total")).isEqualTo("never told");
  }

  @Test
  void anAnswerWithoutAMarkBelongsToTheOnlyQueryUnderWay() {
    bench.start();
    var _ = press("query_total");
    bench.push("{\"device\":820720,\"type\":\"order\",\"data\":7.5}");
    assertThat(bench.shown(BOILER, "energy_total")).isEqualTo("7.5");
  }

  @Test
  void anAnswerNamedLikeACounterIsNotTakenForThatCounter() {
    bench.start();
    bench.push("{\"device\":820720,\"type\":\"state\",\"state\":{\"energy\":10}}");
    var _ = press("query_total");
    answer("{\"energy\":\"50.5\"}");
    assertThat(bench.shown(BOILER, "energy_total")).isEqualTo("50.5");
    assertThat(bench.shown(BOILER, "energy")).isEqualTo("10");
  }

  @Test
  void aListIsShownAsAttributesAndNoNumber() {
    bench.start();
    var _ = press("query_days");
    answer("[1.5,2.5,3.5]");
    assertThat(bench.shown(BOILER, "energy_days")).isEqualTo("-");
    assertThat(bench.attributes(BOILER, "energy_days")).isNotEmpty();
  }

  @Test
  void theAnswerToANetworkQuestionTellsSignalAndAddress() {
    bench.start();
    bench.passSeconds(20);
    bench.clear();
    var _ = press("network");
    answer("{\"type\":\"wifi\",\"rssi\":-58,\"ip\":\"192.168.1.77\"}");
    assertThat(bench.shown(BOILER, "signal")).isEqualTo("-58");
    assertThat(bench.shown(BOILER, "ip")).isEqualTo("192.168.1.77");
    assertThat(bench.api.calls).as("no state was missing").isEmpty();
  }

  @Test
  void aCounterThatWasClearedStartsAnew() {
    bench.start();
    var _ = press("query_amount");
    answer("500");
    bench.passSeconds(10);
    var _ = press("query_amount");
    answer("0");
    assertThat(bench.shown(BOILER, "energy_amount")).as("held").isEqualTo("500");
    bench.passSeconds(10);
    CompletableFuture<Outcome> cleared = press("clear_amount");
    answer("{\"clear\":\"amount\"}");
    assertThat(cleared.join()).isEqualTo(Outcome.confirmed());
    var _ = press("query_amount");
    answer("0");
    assertThat(bench.shown(BOILER, "energy_amount")).isEqualTo("0");
  }

  @Test
  void theDaysCounterStartsAnewAtTheMidnightsHereAndInChina() {
    bench.zone(ZoneId.of("Europe/Berlin")).start();
    today("9");
    today("0.1");
    assertThat(bench.shown(BOILER, "energy_today")).as("10:00 UTC").isEqualTo("9");
    bench.pass(Duration.ofHours(6).plusMinutes(1));
    today("0.2");
    assertThat(bench.shown(BOILER, "energy_today")).as("midnight in China").isEqualTo("0.2");
    today("9");
    today("0.3");
    assertThat(bench.shown(BOILER, "energy_today")).isEqualTo("9");
    bench.pass(Duration.ofHours(7));
    today("0.4");
    assertThat(bench.shown(BOILER, "energy_today")).as("midnight in Berlin").isEqualTo("0.4");
  }

  @Test
  void aMidnightWithoutTheBridgeCountsToo() {
    bench.zone(ZoneOffset.ofHours(8)).start();
    today("9");
    bench.restart(Duration.ofHours(7));
    today("0.2");
    assertThat(bench.shown(BOILER, "energy_today")).isEqualTo("0.2");
    bench.restart(Duration.ofHours(1));
    today("0.0");
    today("5");
    bench.restart(Duration.ofHours(1));
    today("0.5");
    assertThat(bench.shown(BOILER, "energy_today")).as("the same day").isEqualTo("5");
  }

  @Test
  void noQueryIsSentByItselfUnlessConfigured() {
    bench.start();
    bench.pass(Duration.ofHours(5));
    assertThat(bench.api.linkOf(BOILER).sent()).isEmpty();
  }

  @Test
  void configuredQueriesAreSentAfterOneIntervalOneAfterTheOther() {
    bench.queries(Duration.ofHours(1)).start();
    bench.pass(Duration.ofMinutes(59));
    assertThat(sent(BOILER)).isEmpty();
    bench.passSeconds(61);
    assertThat(sent(BOILER)).containsExactly("query=today");
    bench.api.linkOf(BOILER).last().ok();
    bench.pass(Duration.ZERO);
    answer("1.5");
    bench.passSeconds(1);
    assertThat(sent(BOILER)).containsExactly("query=today", "query=amount");
    assertThat(bench.shown(BOILER, "energy_today")).isEqualTo("1.5");
    for (int i = 0; i < 60; i++) {
      bench.api.linkOf(BOILER).requests.forEach(FakeRelayLink.Request::ok);
      bench.passSeconds(1);
    }
    assertThat(sent(BOILER))
        .containsExactly("query=today", "query=amount", "query=total", "query=days", "query=hours");
  }

  @Test
  void aRestartDoesNotPutConfiguredQueriesOffForEver() {
    bench.queries(Duration.ofHours(10)).start();
    bench.restart(Duration.ofHours(6));
    bench.restart(Duration.ofHours(6));
    assertThat(sent(BOILER)).as("never right at the start").isEmpty();
    bench.passSeconds(60);
    assertThat(sent(BOILER)).isNotEmpty();
  }

  @Test
  void configuredQueriesAreNotSentToARelayThatIsAway() {
    bench.api.device(BOILER).online = false;
    bench.api.relay(PUMP, "Pump").set("power", "0");
    bench.queries(Duration.ofMinutes(1)).start();
    bench.pass(Duration.ofMinutes(3));
    assertThat(sent(BOILER)).isEmpty();
    assertThat(sent(PUMP)).isNotEmpty();
  }

  private List<String> sent(String id) {
    return bench.api.linkOf(id).sent();
  }

  private CompletableFuture<Outcome> press(String key) {
    CompletableFuture<Outcome> outcome = bench.order(BOILER, key, "PRESS");
    bench.pass(Duration.ZERO);
    bench.api.linkOf(BOILER).last().ok();
    bench.pass(Duration.ZERO);
    return outcome;
  }

  /** Answers the last order as the cloud would push it. */
  private void answer(String data) {
    bench.push(
        "{\"device\":820720,\"type\":\"order\",\"data\":%s,\"extra\":\"%s\"}"
            .formatted(data, bench.api.linkOf(BOILER).last().extra()));
  }

  private void today(String kilowattHours) {
    var _ = press("query_today");
    answer(kilowattHours);
    bench.passSeconds(20);
  }
}
