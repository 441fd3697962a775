package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A relay's own HTTP port. */
@Timeout(60)
class LanLinkTest {

  private ThingbootHarness relay;

  @BeforeEach
  void open() throws Exception {
    relay = new ThingbootHarness();
  }

  @AfterEach
  void close() {
    relay.close();
  }

  @Test
  void theBareCommandIsPosted() throws Exception {
    relay.answer("");

    ThingbootHarness.get(relay.lan("/", "").send(new Order("power", 1), "0123"));

    RecordedRequest request = relay.request();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo("/control");
    assertThat(request.getHeaders().get("Content-Type"))
        .isEqualTo("application/json; charset=utf-8");
    assertThat(ThingbootHarness.body(request)).isEqualTo("{\"power\":1}");
  }

  @Test
  void aSecretSignsWithoutATime() throws Exception {
    relay.answer("");

    ThingbootHarness.get(relay.lan("/", "123").send(new Order("point", "1000"), "0123"));

    RecordedRequest request = relay.request();
    assertThat(request.getTarget()).isEqualTo("/control?sign=202cb962ac59075b964b07152d234b70");
    assertThat(ThingbootHarness.body(request)).isEqualTo("{\"point\":\"1000\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/base", "/base/"})
  void theAddressMayHaveAPath(String base) throws Exception {
    relay.answer("");

    ThingbootHarness.get(relay.lan(base, "").send(new Order("power", 0), "0123"));

    assertThat(relay.request().getTarget()).isEqualTo("/base/control");
  }

  @ParameterizedTest
  @CsvSource({
    "http://192.168.1.123:1998, 192.168.1.123:1998",
    "http://192.168.1.123, 192.168.1.123",
    "http://192.168.1.123:80/base, 192.168.1.123",
    "https://relay.lan, relay.lan",
    "https://relay.lan:80, relay.lan:80",
  })
  void theLinkIsNamedByItsAddress(URI address, String title) {
    assertThat(relay.lan(address, "").title()).isEqualTo(title);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ok",
        "<html>",
        "{",
        "null",
        "[]",
        "{}",
        "{\"ret\":\"ok\"}",
        "{\"power\":\"1\"}",
        "{\"code\":200,\"msg\":\"success\"}",
        "{\"code\":\"200\"}",
        "{\"code\":0}",
        "{\"error\":\"\"}",
        "{\"error\":null}",
        "{\"error\":0,\"power\":1}",
        "{\"error\":false}",
        "{\"error\":{}}",
      })
  void status200MeansThatTheRelayTookIt(String body) throws Exception {
    relay.answer(body);

    ThingbootHarness.get(relay.lan("/", "").send(new Order("power", 1), "0123"));

    assertThat(relay.server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":\"no such command\"} | refused: no such command.",
        "{\"error\":{\"text\":\"busy\"}} | busy",
        "{\"error\":1} | refused: 1.",
        "{\"code\":504,\"msg\":\"bad\"} | refused with code 504: bad.",
        "{\"code\":\"500\"} | refused with code 500.",
      })
  void aBodyMaySayOtherwise(String body, String words) {
    relay.answer(body);

    LinkFailure failure = sent();

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageStartingWith("The relay at ").hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | CONFIGURATION | Check its secret",
        "403 | CONFIGURATION | Check its secret",
        "404 | CONFIGURATION | does not know /control",
        "302 | REJECTED | HTTP status 302",
        "400 | REJECTED | HTTP status 400",
        "405 | REJECTED | HTTP status 405",
        "408 | UNCERTAIN | HTTP status 408",
        "500 | UNCERTAIN | HTTP status 500",
        "503 | UNCERTAIN | HTTP status 503",
      })
  void everyOtherStatusIsAFailure(int status, Kind kind, String words) {
    relay.answerWith(answer -> answer.code(status).addHeader("Location", "/other"));
    relay.answer("");

    LinkFailure failure = sent();

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageContaining(words);
    assertThat(relay.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aClosedPortWasSurelyNotReached() throws Exception {
    URI address;
    try (ServerSocket closed = new ServerSocket(0)) {
      address = URI.create("http://127.0.0.1:" + closed.getLocalPort());
    }

    LinkFailure failure =
        ThingbootHarness.failure(relay.lan(address, "").send(new Order("power", 1), "0123"));

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure).hasMessageStartingWith("There is no connection to the relay at 127.0.0.1:");
  }

  @Test
  void anUnknownNameWasSurelyNotReached() {
    relay.tuning =
        client ->
            client.dns(
                host -> {
                  throw new UnknownHostException(host);
                });

    LinkFailure failure =
        ThingbootHarness.failure(
            relay.lan(URI.create("http://relay.lan"), "").send(new Order("power", 1), "0123"));

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure).hasMessageContaining("thingboot.devices");
  }

  @Test
  void silenceLeavesTheFateOpen() {
    relay.tuning = client -> client.callTimeout(Duration.ofMillis(300));
    relay.answerWith(answer -> answer.onResponseStart(SocketEffect.Stall.INSTANCE));

    assertThat(sent().kind()).isEqualTo(Kind.UNCERTAIN);
  }

  @Test
  void aConnectionThatBreaksNeverRepeatsACommand() {
    relay.answerWith(answer -> answer.onResponseStart(SocketEffect.ShutdownConnection.INSTANCE));
    relay.answer("");

    assertThat(sent().kind()).isEqualTo(Kind.UNCERTAIN);
    assertThat(relay.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void noConnectionIsKept() throws Exception {
    relay.answer("");
    relay.answer("");
    LanLink link = relay.lan("/", "");

    ThingbootHarness.get(link.send(new Order("power", 1), "0123"));
    ThingbootHarness.get(link.send(new Order("power", 0), "0124"));

    assertThat(relay.request().getExchangeIndex()).isZero();
    assertThat(relay.request().getExchangeIndex()).isZero();
  }

  @Test
  void configurationItemsAreNotWritten() {
    LanLink link = relay.lan("/", "");

    LinkFailure failure = ThingbootHarness.failure(link.configure("relay1", "1"));

    assertThat(link.configures()).isFalse();
    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageStartingWith("relay1 can be written through the vendor's cloud");
    assertThat(relay.server.getRequestCount()).isZero();
  }

  @Test
  void otherSchemesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> relay.lan(URI.create("ftp://relay.lan"), ""));
  }

  private LinkFailure sent() {
    return ThingbootHarness.failure(relay.lan("/", "").send(new Order("power", 1), "0123"));
  }
}
