package io.github.phasebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.MqttConfig.Protocol;
import io.github.phasebridge.testing.FakeTime;
import io.github.phasebridge.testing.LogLines;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A link whose broker is not known from the start. */
class UnknownBrokerTest {

  private static final MqttConfig FOUND =
      LinkTester.config(URI.create("mqtt://core-mosquitto:1883"), Protocol.V5);

  private final LogLines log = new LogLines(BrokerLink.class);
  private final FakeTime time = new FakeTime(Instant.parse("2026-11-21T10:00:00Z"));
  private final FakeBroker broker = new FakeBroker();
  private final ScriptedSource source = new ScriptedSource();
  private final ReconnectingBrokerLink link =
      new ReconnectingBrokerLink(
          source,
          OwnBroker.fromSupervisor(false),
          "base/status",
          broker,
          time,
          time::nanoTime,
          time,
          new Random(1));

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void itAsksEveryFewSecondsAndAtLeastOnceAMinute() {
    start();
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      source.fail(ConnectFailure.Kind.NO_BROKER, "install one");
      waits.add(secondsToNextQuestion());
    }

    assertThat(waits.getFirst()).isBetween(2L, 4L);
    assertThat(waits.subList(5, 8)).allMatch(wait -> wait >= 47 && wait <= 72);
    assertThat(broker.connections).isEmpty();
  }

  @Test
  void eachCauseIsToldOnceAndShownMeanwhile() {
    start();
    assertThat(link.state().detail()).contains("Supervisor is asked");
    for (int i = 0; i < 4; i++) {
      source.fail(ConnectFailure.Kind.NO_BROKER, "install one");
      secondsToNextQuestion();
    }
    source.fail(ConnectFailure.Kind.SUPERVISOR_AWAY, "it is away");
    time.runDue();

    assertThat(log.all())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("WARN install one; trying again in"),
            line -> assertThat(line).startsWith("WARN it is away; trying again in"));
    assertThat(link.state())
        .isEqualTo(
            new LinkState(
                false, Instant.parse("2026-11-21T10:00:00Z"), "it is away", "", "Supervisor"));
  }

  @Test
  void itConnectsAsSoonAsTheBrokerIsKnown() {
    link.publishRetained("base/a", "kept");
    start();
    source.fail(ConnectFailure.Kind.NO_BROKER, "install one");
    secondsToNextQuestion();
    source.find(FOUND);
    time.runDue();

    assertThat(broker.latest().config).isEqualTo(FOUND);
    assertThat(broker.latest().sent).containsExactly("!base/a=kept", "!base/status=online");
    assertThat(link.state().address()).isEqualTo("mqtt://core-mosquitto:1883");
    assertThat(log.all().getLast())
        .startsWith("INFO Connected to mqtt://core-mosquitto:1883 (MQTT 5)");
  }

  @Test
  void aRefusedLoginIsReportedToTheSourceAndNamedAsTheSupervisors() {
    broker.accepting = false;
    start();
    source.find(LinkTester.withUser(FOUND, "addons", "old-password"));
    time.runDue();
    assertThat(source.refusals).isZero();

    broker.latest().breakWith(refusal());
    time.runDue();

    assertThat(source.refusals).isEqualTo(1);
    assertThat(link.state().detail())
        .contains("refused user \"addons\"", "Home Assistant's Supervisor", "asked for again");
    secondsToNextQuestion();
    source.find(LinkTester.withUser(FOUND, "addons", "new-password"));
    time.runDue();
    assertThat(broker.latest().config.password().reveal()).isEqualTo("new-password");
  }

  @Test
  void stoppingWhileItAsksIsForGood() {
    start();
    CompletableFuture<Void> done = link.beginStop();
    time.runDue();
    source.find(FOUND);
    time.advance(Duration.ofHours(1));

    assertThat(done).isCompleted();
    assertThat(source.closed).isTrue();
    assertThat(broker.connections).isEmpty();
    assertThat(source.questions).isEqualTo(1);
  }

  /** The library offers no way to make an answer of a broker. */
  private static Throwable refusal() {
    Mqtt5ConnAck answer =
        (Mqtt5ConnAck)
            Proxy.newProxyInstance(
                Mqtt5ConnAck.class.getClassLoader(),
                new Class<?>[] {Mqtt5ConnAck.class},
                (_, method, _) ->
                    method.getName().equals("getReasonCode")
                        ? Mqtt5ConnAckReasonCode.NOT_AUTHORIZED
                        : null);
    return new Mqtt5ConnAckException(answer, "refused");
  }

  private void start() {
    link.start();
    time.runDue();
  }

  private long secondsToNextQuestion() {
    int before = source.questions;
    long start = time.nanoTime();
    while (source.questions == before) {
      time.advance(Duration.ofMillis(100));
    }
    return Duration.ofNanos(time.nanoTime() - start).toSeconds();
  }

  /** Answers when the test says. */
  private static final class ScriptedSource implements BrokerSource {

    private CompletableFuture<MqttConfig> answer = new CompletableFuture<>();
    private @Nullable MqttConfig latest;
    private int questions;
    private int refusals;
    private boolean closed;

    void find(MqttConfig config) {
      latest = config;
      answer.complete(config);
    }

    void fail(ConnectFailure.Kind kind, String sentence) {
      answer.completeExceptionally(new BrokerUnknownException(kind, sentence));
    }

    @Override
    public CompletionStage<MqttConfig> next() {
      questions++;
      answer = new CompletableFuture<>();
      return answer;
    }

    @Override
    public @Nullable MqttConfig latest() {
      return latest;
    }

    @Override
    public void refused() {
      refusals++;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
