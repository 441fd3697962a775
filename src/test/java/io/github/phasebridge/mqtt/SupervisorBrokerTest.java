package io.github.phasebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.config.SupervisorConfig;
import io.github.phasebridge.log.Redactor;
import io.github.phasebridge.testing.FakeTime;
import io.github.phasebridge.testing.LogLines;
import io.github.phasebridge.testing.SimulatedSupervisor;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupervisorBrokerTest {

  private static final String PASSWORD = "the-brokers-password";

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-21T10:00:00Z"));
  private final Redactor redactor = new Redactor();
  private final LogLines log = new LogLines(BrokerLink.class);
  private SimulatedSupervisor supervisor;
  private SupervisorBroker broker;

  @BeforeEach
  void start() throws IOException {
    supervisor = SimulatedSupervisor.started();
    broker = source("", "");
  }

  @AfterEach
  void stop() {
    broker.close();
    supervisor.close();
    log.close();
  }

  @Test
  void itNamesBrokerUserAndPassword() {
    offer(PASSWORD);
    assertThat(broker.latest()).isNull();

    MqttConfig found = found();

    assertThat(found.url()).isEqualTo(URI.create("mqtt://core-mosquitto:1883"));
    assertThat(found.username()).isEqualTo("addons");
    assertThat(found.password()).isEqualTo(new Secret(PASSWORD));
    assertThat(broker.latest()).isEqualTo(found);
    assertThat(supervisor.requests()).containsExactly("GET /services/mqtt");
  }

  @Test
  void theLogNamesTheSourceOnceAndThePasswordNever() {
    offer(PASSWORD);
    found();
    broker.refused();
    found();

    assertThat(log.all())
        .containsExactly(
            "INFO The broker is mqtt://core-mosquitto:1883 from Home Assistant's Supervisor,"
                + " user addons");
    assertThat(redactor.redact("got " + PASSWORD)).isEqualTo("got ***");
    assertThat(String.valueOf(broker.latest())).doesNotContain(PASSWORD);
  }

  @Test
  void anAnswerServesForAMinute() {
    offer(PASSWORD);
    found();
    time.advance(Duration.ofSeconds(59));
    found();
    assertThat(supervisor.requests()).hasSize(1);

    time.advance(Duration.ofSeconds(1));
    found();
    assertThat(supervisor.requests()).hasSize(2);
  }

  @Test
  void aRefusedLoginIsAskedForAgain() {
    offer(PASSWORD);
    found();
    offer("another-password");
    broker.refused();

    assertThat(found().password()).isEqualTo(new Secret("another-password"));
    assertThat(redactor.redact("another-password")).isEqualTo("***");
  }

  @Test
  void whatIsSetByHandWins() {
    offer(PASSWORD);

    assertThat(login(source("me", "mine"))).isEqualTo("me/mine");
    assertThat(login(source("me", ""))).isEqualTo("me/");
    assertThat(login(source("", "mine"))).isEqualTo("addons/mine");
  }

  @Test
  void tlsIsHonored() {
    supervisor.offers("broker.example.org", 8883, true, "addons", PASSWORD);

    assertThat(found().url()).isEqualTo(URI.create("mqtts://broker.example.org:8883"));
  }

  @Test
  void withoutABrokerItSaysWhatToInstall() {
    ConnectFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(ConnectFailure.Kind.NO_BROKER);
    assertThat(failure.sentence()).contains("install and start", "Mosquitto broker", "mqtt.url");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | 401: Unauthorized                | SUPERVISOR_REFUSES | HTTP 401",
        "403 | 403: Forbidden                   | SUPERVISOR_REFUSES | HTTP 403",
        "500 | oops                             | SUPERVISOR_AWAY    | HTTP 500",
        "302 | elsewhere                        | SUPERVISOR_AWAY    | HTTP 302",
        "200 | <html>password=hunter2hunter2    | SUPERVISOR_UNCLEAR | not understood",
        "200 | {\"result\":\"ok\",\"data\":{}}  | SUPERVISOR_UNCLEAR | not understood"
      })
  void everyOtherAnswerIsASentenceThatSaysWhatToDo(
      int status, String body, ConnectFailure.Kind kind, String words) {
    supervisor.answers(status, body);

    ConnectFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.sentence())
        .contains(words, "set mqtt.url")
        .doesNotContain("hunter2", supervisor.token());
  }

  @Test
  void aSupervisorThatIsAwayIsNamedWithItsAddress() {
    supervisor.close();

    ConnectFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(ConnectFailure.Kind.SUPERVISOR_AWAY);
    assertThat(failure.sentence())
        .contains("127.0.0.1:" + supervisor.port(), "set mqtt.url")
        .doesNotContain(supervisor.token());
  }

  @Test
  void theLastAnswerHoldsWhileTheSupervisorIsAway() {
    offer(PASSWORD);
    MqttConfig before = found();
    supervisor.answers(502, "");
    time.advance(Duration.ofMinutes(5));

    assertThat(found()).isEqualTo(before);
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void aBrokerThatWasUninstalledIsForgotten() {
    offer(PASSWORD);
    found();
    supervisor.offersNoBroker();
    time.advance(Duration.ofMinutes(5));

    assertThat(failure().kind()).isEqualTo(ConnectFailure.Kind.NO_BROKER);
    assertThat(broker.latest()).isNull();
  }

  private void offer(String password) {
    supervisor.offers("core-mosquitto", 1883, false, "addons", password);
  }

  private SupervisorBroker source(String username, String password) {
    MqttConfig config =
        LinkTester.withUser(
            LinkTester.config(URI.create("auto"), MqttConfig.Protocol.V5), username, password);
    SupervisorConfig where = new SupervisorConfig(supervisor.url(), new Secret(supervisor.token()));
    return new SupervisorBroker(new SupervisorMqtt(where, time), config, redactor, time::nanoTime);
  }

  private MqttConfig found() {
    return broker.next().toCompletableFuture().join();
  }

  private static String login(SupervisorBroker source) {
    MqttConfig found = source.next().toCompletableFuture().join();
    source.close();
    return found.username() + "/" + found.password().reveal();
  }

  private ConnectFailure failure() {
    return BrokerUnknownException.failure(
        catchThrowable(() -> broker.next().toCompletableFuture().join()));
  }
}
