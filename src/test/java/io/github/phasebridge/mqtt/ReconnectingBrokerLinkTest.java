package io.github.phasebridge.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.testing.FakeTime;
import io.github.phasebridge.testing.LogLines;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconnectingBrokerLinkTest {

  private final Throwable closed = new ConnectionClosedException("closed");
  private final Throwable nobodyThere =
      new ConnectionFailedException(new ConnectException("Connection refused"));

  private final LogLines log = new LogLines(BrokerLink.class);
  private final FakeTime time = new FakeTime(Instant.parse("2026-11-21T10:00:00Z"));
  private final FakeBroker broker = new FakeBroker();
  private final ReconnectingBrokerLink link =
      new ReconnectingBrokerLink(
          new ConfiguredBroker(
              LinkTester.config(URI.create("mqtt://localhost"), MqttConfig.Protocol.V5)),
          new OwnBroker(),
          "base/status",
          broker,
          time,
          time::nanoTime,
          time,
          new Random(1));

  @AfterEach
  void nothingExpectedHasAStackTrace() {
    assertThat(log.haveStackTraces()).isFalse();
    log.close();
  }

  @Test
  void itSubscribesThenReplaysThenSaysOnlineThenTellsListeners() {
    link.subscribe("base/+/+/set", message -> {});
    link.publishRetained("base/m/state", "1");
    link.publishEvent("base/m/event/boot", "e");
    link.onConnected(first -> link.publishRetained("homeassistant/m", "first=" + first));

    startLink();

    assertThat(broker.latest().sent)
        .containsExactly(
            "subscribe base/+/+/set",
            "!base/m/state=1",
            "!base/status=online",
            "!homeassistant/m=first=true",
            "base/m/event/boot=e");
    assertThat(link.state())
        .isEqualTo(
            new LinkState(true, time.instant(), "", "mqtt://localhost:1883", "configuration"));
  }

  @Test
  void itSaysOnlineOnlyWhenTheSubscriptionsAreAnswered() {
    broker.acknowledging = false;
    link.subscribe("base/+/+/set", message -> {});
    startLink();
    assertThat(link.connected()).isFalse();

    broker.latest().acknowledge();
    time.runDue();

    assertThat(broker.latest().sent).contains("!base/status=online");
    assertThat(link.connected()).isTrue();
  }

  @Test
  void aBrokerThatNeverAnswersASubscriptionIsUsedAllTheSame() {
    broker.acknowledging = false;
    link.subscribe("base/+/+/set", message -> {});
    startLink();

    time.advance(Duration.ofSeconds(10));

    assertThat(broker.latest().sent).contains("!base/status=online");
  }

  @Test
  void changedValuesAreSentAtOnceAndUnchangedOnesOnlyAfterAReconnect() {
    startLink();
    publish("base/a", "1");
    publish("base/a", "2");
    publish("base/a", "2");
    assertThat(broker.latest().sent)
        .containsExactly("!base/status=online", "!base/a=1", "!base/a=2");

    reconnect();

    assertThat(broker.latest().sent).containsExactly("!base/a=2", "!base/status=online");
  }

  @Test
  void aValueIsRepeatedOnRequest() {
    startLink();
    publish("base/a", "1");
    link.republish("base/a");
    time.runDue();

    assertThat(broker.latest().sent)
        .containsExactly("!base/status=online", "!base/a=1", "!base/a=1");
  }

  @Test
  void whileTheBrokerIsAwayOnlyTheLatestValueIsKept() {
    startLink();
    broker.latest().breakWith(closed);
    publish("base/a", "1");
    publish("base/a", "2");
    time.advance(Duration.ofSeconds(2));

    assertThat(broker.latest().sent).containsExactly("!base/a=2", "!base/status=online");
  }

  @Test
  void aLargeReplayGoesOutInPortionsAndListenersAreToldAtItsEnd() {
    broker.acknowledging = false;
    List<Boolean> told = new ArrayList<>();
    link.onConnected(told::add);
    for (int i = 0; i < 299; i++) {
      link.publishRetained("base/" + i, "x");
    }
    startLink();
    assertThat(broker.latest().sent).hasSize(200);
    assertThat(told).isEmpty();

    broker.latest().acknowledge();
    time.runDue();

    assertThat(broker.latest().sent).hasSize(300).endsWith("!base/298=x", "!base/status=online");
    assertThat(told).containsExactly(true);
  }

  @Test
  void eventsWaitForTheBrokerButNotLong() {
    startLink();
    broker.accepting = false;
    broker.latest().breakWith(closed);
    link.publishEvent("base/event", "old");
    time.advance(Duration.ofSeconds(20));
    link.publishEvent("base/event", "young");
    time.advance(Duration.ofSeconds(15));
    broker.latest().listener.opened();
    time.runDue();

    assertThat(broker.latest().sent).containsExactly("!base/status=online", "base/event=young");
    assertThat(log.warnings())
        .anyMatch(line -> line.startsWith("WARN Events dropped") && line.endsWith(": 1"));
  }

  @Test
  void anEventIsNeverSentTwice() {
    startLink();
    broker.acknowledging = false;
    link.publishEvent("base/event", "press");
    time.runDue();
    assertThat(broker.latest().sent).contains("base/event=press");

    reconnect();

    assertThat(broker.latest().sent).doesNotContain("base/event=press");
  }

  @Test
  void attemptsGoOnForEverWithGrowingWaits() {
    broker.accepting = false;
    startLink();
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      broker.latest().breakWith(nobodyThere);
      waits.add(secondsToNextAttempt());
    }

    assertThat(waits.subList(0, 4))
        .satisfiesExactly(
            first -> assertThat(first).isBetween(0L, 2L),
            second -> assertThat(second).isBetween(1L, 3L),
            third -> assertThat(third).isBetween(3L, 5L),
            fourth -> assertThat(fourth).isBetween(6L, 10L));
    assertThat(waits.subList(8, 12)).allMatch(wait -> wait >= 95 && wait <= 145);
  }

  @Test
  void afterASteadyConnectionTheWaitsStartAnew() {
    broker.accepting = false;
    startLink();
    for (int i = 0; i < 8; i++) {
      broker.latest().breakWith(nobodyThere);
      var _ = secondsToNextAttempt();
    }
    broker.latest().listener.opened();
    time.advance(Duration.ofSeconds(31));

    broker.latest().breakWith(closed);

    assertThat(secondsToNextAttempt()).isLessThan(2);
  }

  @Test
  void oneCauseIsToldOnceAndItsEndToo() {
    broker.accepting = false;
    startLink();
    for (int i = 0; i < 5; i++) {
      broker.latest().breakWith(nobodyThere);
      var _ = secondsToNextAttempt();
    }
    broker.latest().breakWith(new ConnectionFailedException(new UnknownHostException("x")));
    var _ = secondsToNextAttempt();
    assertThat(link.state().detail()).contains("cannot be resolved");
    broker.latest().listener.opened();
    time.runDue();

    assertThat(log.all())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("WARN The broker mqtt://localhost:1883 refuses"),
            line ->
                assertThat(line).startsWith("WARN The broker mqtt://localhost:1883 is not known"),
            line ->
                assertThat(line)
                    .startsWith("INFO Connected to mqtt://localhost:1883 (MQTT 5) after")
                    .endsWith("and 6 failed attempts"));
  }

  @Test
  void aSecondClientWithOurIdIsNamedOnceAndGivenTime() {
    startLink();
    for (int i = 0; i < 2; i++) {
      time.advance(Duration.ofSeconds(2));
      broker.latest().breakWith(closed);
      var _ = secondsToNextAttempt();
    }
    time.advance(Duration.ofSeconds(2));
    broker.latest().breakWith(closed);
    time.runDue();

    assertThat(link.state().detail()).contains("same client id \"phasebridge\"", "mqtt.client-id");
    assertThat(secondsToNextAttempt()).isBetween(235L, 365L);
    time.advance(Duration.ofSeconds(2));
    broker.latest().breakWith(closed);
    assertThat(secondsToNextAttempt()).isBetween(235L, 365L);
    time.advance(Duration.ofSeconds(31));

    assertThat(log.warnings().stream().filter(line -> line.contains("client id"))).hasSize(1);
    assertThat(log.all().getLast()).startsWith("INFO Connected again");
    assertThat(link.connected()).isTrue();
  }

  @Test
  void aRefusedSubscriptionIsNamedOnce() {
    broker.refused.add("base/+/+/set");
    link.subscribe("base/+/+/set", message -> {});
    startLink();
    reconnect();

    assertThat(log.warnings())
        .filteredOn(line -> line.contains("refuses our subscription to base/+/+/set"))
        .hasSize(1);
    assertThat(link.state().detail()).contains("base/+/+/set");

    broker.refused.clear();
    reconnect();
    assertThat(link.state().detail()).isEmpty();
  }

  @Test
  void refusedValuesAreToldOnceAndNotSentAgainInThisConnection() {
    broker.refused.add("base/a");
    broker.refused.add("base/b");
    startLink();
    publish("base/a", "1");
    publish("base/b", "1");
    publish("base/a", "1");

    assertThat(broker.latest().sent)
        .containsExactly("!base/status=online", "!base/a=1", "!base/b=1");
    assertThat(log.warnings()).hasSize(1).first().asString().contains("publish to base/a");
  }

  @Test
  void messagesReachTheirHandlerWithTheTimeOfTheirReceipt() {
    List<InboundMessage> received = new ArrayList<>();
    link.subscribe("base/x/set", received::add);
    startLink();
    Instant receipt = time.instant();

    Connection.Intake intake = broker.latest().subscriptions.get("base/x/set");
    assertThat(intake).isNotNull();
    intake.take("base/x/set", "ON".getBytes(UTF_8), true, Duration.ofSeconds(5));
    time.advance(Duration.ofSeconds(1));

    assertThat(received)
        .containsExactly(
            new InboundMessage("base/x/set", "ON", true, Duration.ofSeconds(5), receipt));
  }

  @Test
  void aSubscriptionMadeLateIsSentAtOnce() {
    startLink();
    link.subscribe("base/late", message -> {});
    time.runDue();

    assertThat(broker.latest().sent).contains("subscribe base/late");
  }

  @Test
  void messagesThatAreTooLargeAreDropped() {
    List<InboundMessage> received = new ArrayList<>();
    link.subscribe("base/x", received::add);
    startLink();

    Connection.Intake intake = broker.latest().subscriptions.get("base/x");
    assertThat(intake).isNotNull();
    intake.take("base/x", new byte[256 * 1024 + 1], false, null);
    intake.take("base/x", new byte[256 * 1024], false, null);
    time.runDue();

    assertThat(received).hasSize(1);
  }

  @Test
  void aFloodOfMessagesIsCutOffAndToldOnce() {
    List<InboundMessage> received = new ArrayList<>();
    link.subscribe("base/x", received::add);
    startLink();

    Connection.Intake intake = broker.latest().subscriptions.get("base/x");
    assertThat(intake).isNotNull();
    for (int i = 0; i < 200; i++) {
      intake.take("base/x", new byte[200_000], false, null);
    }
    time.runDue();
    assertThat(received).hasSizeBetween(50, 100);
    assertThat(log.warnings()).hasSize(1).first().asString().contains("faster than");

    intake.take("base/x", new byte[1], false, null);
    time.runDue();
    assertThat(received.getLast().payload()).hasSize(1);
  }

  @Test
  void stoppingSendsWhatIsDueThenOfflineThenDisconnects() {
    startLink();
    link.publishRetained("base/a", "last");
    CompletableFuture<Void> done = link.beginStop();
    link.publishRetained("base/a", "too late");
    time.runDue();

    assertThat(broker.latest().sent)
        .containsExactly(
            "!base/status=online", "!base/a=last", "!base/status=offline", "disconnect");
    assertThat(done).isCompleted();
    assertThat(link.connected()).isFalse();
  }

  @Test
  void aBrokerThatAcknowledgesNothingGetsOurLastWordAndTheWill() {
    broker.acknowledging = false;
    for (int i = 0; i < 250; i++) {
      link.publishRetained("base/" + i, "x");
    }
    startLink();
    CompletableFuture<Void> done = link.beginStop();
    time.advance(Duration.ofMillis(2500));

    assertThat(broker.latest().sent).endsWith("!base/status=offline", "disconnect with will");
    assertThat(done).isCompleted();
  }

  @Test
  void stoppingWhileTheBrokerIsAwayEndsAtOnceAndForGood() {
    broker.accepting = false;
    startLink();
    broker.latest().breakWith(nobodyThere);
    time.runDue();

    CompletableFuture<Void> done = link.beginStop();
    time.advance(Duration.ofHours(1));

    assertThat(done).isCompleted();
    assertThat(broker.connections).hasSize(1);
  }

  @Test
  void aConnectionThatBreaksWhileStoppingIsNotTriedAgain() {
    broker.acknowledging = false;
    startLink();
    CompletableFuture<Void> done = link.beginStop();
    time.runDue();
    assertThat(done).isNotCompleted();

    broker.latest().breakWith(closed);
    time.advance(Duration.ofHours(1));

    assertThat(done).isCompleted();
    assertThat(broker.connections).hasSize(1);
  }

  private void startLink() {
    link.start();
    time.runDue();
  }

  private void publish(String topic, String payload) {
    link.publishRetained(topic, payload);
    time.runDue();
  }

  private void reconnect() {
    broker.latest().breakWith(closed);
    time.advance(Duration.ofMinutes(3));
  }

  private long secondsToNextAttempt() {
    int before = broker.connections.size();
    long start = time.nanoTime();
    while (broker.connections.size() == before) {
      time.advance(Duration.ofMillis(100));
    }
    return Duration.ofNanos(time.nanoTime() - start).toSeconds();
  }
}
