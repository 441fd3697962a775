package io.github.phasebridge.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.testing.FakeTime;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A relay's own port. */
class SimulatedLanRelayTest {

  private static final String SIGNED = "/control?sign=202cb962ac59075b964b07152d234b70";

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-05T10:15:00Z"));
  private final ThingbootClient client = new ThingbootClient(time);
  private final List<String> reports = new ArrayList<>();
  private SimulatedLanRelay relay;

  @BeforeEach
  void start() throws IOException {
    relay = start("123");
    relay.reportTo(reports::add);
  }

  private SimulatedLanRelay start(String secret) throws IOException {
    return SimulatedLanRelay.start(
        RelayPlan.pump(), secret, RelayTraits.defaults().withClock(time), 0, time);
  }

  @AfterEach
  void stop() {
    relay.close();
    client.close();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.post(relay.url() + path, body);
  }

  @Test
  void theBareCommandIsCarriedOutAndReported() throws Exception {
    assertThat(post(SIGNED, "{\"power\":1}").statusCode()).isEqualTo(200);
    time.advance(Duration.ofMillis(120));

    assertThat(relay.relay().isOn()).isTrue();
    assertThat(reports)
        .singleElement()
        .matches(body -> body.contains("\"order\":{\"power\":1},\"data\":{\"power\":\"1\"}"));
    assertThat(relay.violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/control; {\"power\":1}; 403; 0",
        "/control?sign=x; {\"power\":1}; 403; 0",
        "/controls; {\"power\":1}; 404; 1",
        "{signed}; {\"device\":1,\"order\":{\"power\":1}}; 400; 1",
        "{signed}; {\"power\":1,\"extra\":\"a\"}; 400; 1",
        "{signed}; {\"power\":7}; 400; 1",
        "{signed}; [1]; 400; 1",
        "{signed}; power=1; 400; 1"
      })
  void everythingElseIsRefused(String path, String body, int status, int violations)
      throws Exception {
    assertThat(post(path.replace("{signed}", SIGNED), body).statusCode()).isEqualTo(status);
    assertThat(relay.violations()).hasSize(violations);
    assertThat(relay.relay().executed()).isEmpty();
  }

  @Test
  void aRelayWithoutASecretTakesNoSign() throws Exception {
    try (SimulatedLanRelay open = start("")) {
      assertThat(client.post(open.url() + "/control", "{\"power\":1}").statusCode()).isEqualTo(200);
      assertThat(client.post(open.url() + SIGNED, "{\"power\":1}").statusCode()).isEqualTo(403);
      assertThat(client.get(open.url() + "/control").statusCode()).isEqualTo(405);
    }
  }

  @Test
  void anUnpluggedRelayRefusesConnectionsUntilItIsPluggedInAgain() throws Exception {
    relay.unplug();
    assertThatThrownBy(() -> post(SIGNED, "{\"power\":1}")).isInstanceOf(ConnectException.class);
    relay.relay().pressButton();
    assertThat(reports).isEmpty();

    relay.plugIn();
    assertThat(post(SIGNED, "{\"query\":\"today\"}").statusCode()).isEqualTo(200);
    assertThat(reports).singleElement().matches(body -> body.contains("\"name\":\"online\""));
  }

  @Test
  void itMisbehavesOnDemand() throws Exception {
    relay.misbehave(new Misbehaviour.Status(500), 1);
    relay.trouble(new PushTrouble.Duplicated(), 1);

    assertThat(post(SIGNED, "{\"power\":1}").statusCode()).isEqualTo(500);
    time.advance(Duration.ofMillis(120));
    assertThat(reports).hasSize(2);
    assertThat(relay.calls()).extracting(ThingbootCall::body).containsExactly("{\"power\":1}");
  }
}
