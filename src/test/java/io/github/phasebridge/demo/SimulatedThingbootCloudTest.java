package io.github.phasebridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.testing.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The HTTP interface as a caller sees it: its rules, codes and forms. */
class SimulatedThingbootCloudTest {

  private static final String ON = "{\"device\":820720,\"order\":{\"power\":1,\"extra\":\"a1\"}}";

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-05T10:15:00Z"));
  private final ThingbootClient client = new ThingbootClient(time);
  private SimulatedThingbootCloud cloud;

  @BeforeEach
  void start() throws IOException {
    cloud = SimulatedThingbootCloud.start(options(), time);
  }

  private ThingbootOptions options() {
    return ThingbootOptions.defaults()
        .withoutListener()
        .withTraits(
            RelayTraits.defaults().withClock(time).withExecution(Duration.ZERO, Duration.ZERO))
        .withRelays(RelayPlan.house(13));
  }

  @AfterEach
  void stop() {
    client.close();
    cloud.close();
  }

  private JsonNode control(String body) throws Exception {
    return client.call(cloud, "device/control", body);
  }

  private static int code(JsonNode envelope) {
    return envelope.path("code").asInt();
  }

  @Test
  void theSignatureIsTheDocumentedOne() {
    assertThat(ThingbootSignature.ofCall("abc", "1700000000"))
        .isEqualTo("d8c14303eea6e84b7ec653c40d5bc5b9");
    assertThat(ThingbootSignature.ofLan("123")).isEqualTo("202cb962ac59075b964b07152d234b70");
  }

  @ParameterizedTest
  @CsvSource({
    "'/device/list/?sign={sign}&ts={ts}', 5001, true",
    "'/999/device/list/?sign={sign}&ts={ts}', 5001, true",
    "'/{app}/device/list/?sign={sign}', 5002, true",
    "'/{app}/device/list/?sign={sign}&ts=123', 5003, true",
    "'/{app}/device/list/?sign={sign}&ts=1762337700123', 5003, true",
    "'/{app}/device/list/?sign={sign}&ts=1700000000', 5003, false",
    "'/{app}/device/list/?ts={ts}', 5004, true",
    "'/{app}/device/list/?sign={SIGN}&ts={ts}', 5006, true",
    "'/{app}/device/list/?sign=202cb962ac59075b964b07152d234b70&ts={ts}', 5006, false",
    "'/{app}/device/list/?debug=x', 5007, true",
    "'/{app}/device/list/?sign={sign}&ts={ts}', 200, false"
  })
  void everyGlobalCodeIsAnswered(String form, int code, boolean violation) throws Exception {
    String ts = Long.toString(time.instant().getEpochSecond());
    String sign = ThingbootClient.md5(ThingbootClient.md5(cloud.appSecret()) + ts);
    String path =
        form.replace("{app}", cloud.appId())
            .replace("{sign}", sign)
            .replace("{SIGN}", sign.toUpperCase(Locale.ROOT))
            .replace("{ts}", ts);

    assertThat(code(ThingbootClient.json(client.post(cloud.url() + path, "")))).isEqualTo(code);
    assertThat(cloud.violations()).hasSize(violation ? 1 : 0);
  }

  @Test
  void anAccountWithoutASecretIsTold() throws Exception {
    try (SimulatedThingbootCloud bare =
        SimulatedThingbootCloud.start(options().withAccount("7", ""), time)) {
      assertThat(code(client.call(bare, "device/list", ""))).isEqualTo(5005);
    }
  }

  @ParameterizedTest
  @CsvSource({"device/list, POST, 404", "device/nothing/, POST, 404", "device/config/, GET, 405"})
  void pathsAndMethodsAreThoseOfTheDocuments(String path, String method, int status)
      throws Exception {
    String url = cloud.url() + "/" + cloud.appId() + "/" + path;

    assertThat((method.equals("GET") ? client.get(url) : client.post(url, "")).statusCode())
        .isEqualTo(status);
    assertThat(cloud.violations()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"power\":1}",
        "{\"power\":\"0\"}",
        "{\"metering\":0}",
        "{\"point\":\"1000\"}",
        "{\"reset\":\"5000\"}",
        "{\"query\":\"days\"}",
        "{\"clear\":\"all\"}",
        "{\"system\":\"network\",\"extra\":\"0123456789abcdefABCDEF0123456789\"}"
      })
  void documentedOrdersAreTaken(String order) throws Exception {
    JsonNode answer = control("{\"device\":820720,\"order\":" + order + "}");

    assertThat(code(answer)).isEqualTo(200);
    assertThat(cloud.violations()).isEmpty();
    assertThat(cloud.relay("820720").executed()).containsExactly(order);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"power\":2}",
        "{\"power\":true}",
        "{\"power\":\"on\"}",
        "{\"point\":1000}",
        "{\"point\":\"4000\"}",
        "{\"query\":\"week\"}",
        "{\"clear\":\"total\"}",
        "{\"system\":\"off\"}",
        "{\"relay1\":\"1\"}",
        "{}",
        "{\"extra\":\"a\"}",
        "{\"power\":1,\"metering\":1}",
        "{\"power\":1,\"extra\":\"with-dash\"}",
        "{\"power\":1,\"extra\":\"0123456789abcdefABCDEF0123456789x\"}",
        "{\"power\":1,\"extra\":5}",
        "\"power\""
      })
  void otherOrdersAreViolationsAndNotCarriedOut(String order) throws Exception {
    assertThat(code(control("{\"device\":820720,\"order\":" + order + "}"))).isEqualTo(504);
    assertThat(cloud.violations()).hasSize(1);
    assertThat(cloud.relay("820720").executed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"order\":{\"power\":1}}; 501; 1",
        "{\"device\":\"\",\"order\":{\"power\":1}}; 501; 1",
        "{\"device\":999999,\"order\":{\"power\":1}}; 502; 0",
        "{\"device\":820720; 504; 1"
      })
  void targetsThatAreMissingOrUnknownHaveTheirCodes(String body, int code, int violations)
      throws Exception {
    assertThat(code(control(body))).isEqualTo(code);
    assertThat(cloud.violations()).hasSize(violations);
  }

  @ParameterizedTest
  @ValueSource(strings = {"820720", "\"820720\"", "\"820720,820801\"", "\"820801|820720\""})
  void devicesAreANumberATextOrSeveral(String device) throws Exception {
    control("{\"device\":%s,\"order\":{\"power\":1}}".formatted(device));

    assertThat(cloud.relay("820720").isOn()).isTrue();
    assertThat(cloud.relay("820801").isOn()).isEqualTo(device.contains("820801"));
  }

  @Test
  void aMarkThatComesTwiceIsAViolation() throws Exception {
    control(ON);
    assertThat(cloud.violations()).isEmpty();
    control(ON);

    assertThat(cloud.violations())
        .singleElement()
        .matches(violation -> violation.what().contains("a1"));
    assertThat(cloud.relay("820720").executed()).hasSize(2);
  }

  @Test
  void anOfflineRelayStillGets200() throws Exception {
    cloud.relay("820720").goOffline();

    assertThat(code(control(ON))).isEqualTo(200);
    assertThat(cloud.relay("820720").isOn()).isFalse();
  }

  @Test
  void theListComesInPages() throws Exception {
    JsonNode first = client.call(cloud, "device/list", "{\"page_index\":1,\"page_size\":10}");
    JsonNode second = client.call(cloud, "device/list", "{\"page_index\":2,\"page_size\":10}");

    assertThat(first.path("data").size()).isEqualTo(10);
    assertThat(first.path("is_more").asInt()).isEqualTo(1);
    assertThat(second.path("data").size()).isEqualTo(3);
    assertThat(second.path("is_more").asInt()).isZero();
    assertThat(first.path("data").path(0).path("name").asString()).isEqualTo("Boiler");
    assertThat(cloud.violations()).isEmpty();

    client.call(cloud, "device/list", "{\"page_size\":15}");
    assertThat(cloud.violations()).hasSize(1);
  }

  @Test
  void oneDeviceIsAnObjectAndSeveralAreAList() throws Exception {
    JsonNode one = client.call(cloud, "device/info", "{\"device\":820720}").path("data");
    JsonNode two =
        client.call(cloud, "device/info", "{\"device\":\"820720,820801,5\"}").path("data");

    assertThat(one.path("id").asInt()).isEqualTo(820720);
    assertThat(one.path("state").path("power").stringValue()).isEqualTo("0");
    assertThat(one.path("product").path("key").asString()).isEqualTo("Rt5AHeMfYR");
    assertThat(one.path("firmware").asString()).isEqualTo("p46.20250823.v12");
    assertThat(two.isArray()).isTrue();
    assertThat(two.size()).isEqualTo(2);
  }

  @Test
  void openQuestionsCanBeSettledOtherwise() throws Exception {
    cloud.assume(
        ThingbootUnknowns.DEFAULT
            .withDevices(true, PushForms.Values.NUMBER, ThingbootUnknowns.Online.NUMBER)
            .withCodeAsText(true));

    JsonNode answer = client.call(cloud, "device/info", "{\"device\":820720}");
    assertThat(answer.path("code").stringValue()).isEqualTo("200");
    assertThat(answer.path("data").path("status").path("power").intValue()).isZero();
    assertThat(answer.path("data").path("online").intValue()).isEqualTo(1);

    cloud.assume(
        ThingbootUnknowns.DEFAULT
            .withWattHours(true)
            .withDevices(false, PushForms.Values.TEXT, ThingbootUnknowns.Online.ABSENT));
    JsonNode other = client.call(cloud, "device/info", "{\"device\":820720}").path("data");
    assertThat(other.has("online")).isFalse();
    assertThat(other.path("state").path("energy").stringValue())
        .isEqualTo(cloud.relay("820720").energy("amount").movePointRight(3).toPlainString());
  }

  @Test
  void configurationIsWrittenAndCounted() throws Exception {
    JsonNode answer =
        client.call(
            cloud, "device/config", "{\"device\":820720,\"config\":{\"action1\":\"point\"}}");

    assertThat(code(answer)).isEqualTo(200);
    assertThat(answer.path("data").path("action1").asString()).isEqualTo("ok");
    assertThat(cloud.relay("820720").item("action1")).isEqualTo("point");
    assertThat(cloud.relay("820720").flashWrites()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "820720; {\"action1\":\"explode\"}; 504",
        "820720; {\"relay1\":1}; 504",
        "820720; {\"power\":\"1\"}; 504",
        "820720; {}; 504",
        "\"820720,820801\"; {\"relay1\":\"1\"}; 504"
      })
  void otherConfigurationIsAViolationAndNotWritten(String device, String config, int code)
      throws Exception {
    String body = "{\"device\":%s,\"config\":%s}".formatted(device, config);

    assertThat(code(client.call(cloud, "device/config", body))).isEqualTo(code);
    assertThat(cloud.violations()).hasSize(1);
    assertThat(cloud.relay("820720").flashWrites()).isZero();
  }

  @Test
  void aRelayThatIsOfflineIsNotConfigured() throws Exception {
    cloud.relay("820720").goOffline();

    assertThat(
            code(
                client.call(
                    cloud, "device/config", "{\"device\":820720,\"config\":{\"relay1\":\"1\"}}")))
        .isEqualTo(502);
    assertThat(cloud.violations()).isEmpty();
  }

  @Test
  void theProductAndTheClockAreTold() throws Exception {
    assertThat(client.call(cloud, "product/list", "").path("data").path(0).path("device").asInt())
        .isEqualTo(13);
    assertThat(client.get(cloud.url() + "/ntp/").body())
        .isEqualTo(Long.toString(time.instant().getEpochSecond()));
  }

  @Test
  void formsAndQueryStringsServeToo() throws Exception {
    client.call(cloud, "device/control", "device=820720&order=%7B%22power%22%3A1%7D");

    assertThat(cloud.relay("820720").isOn()).isTrue();
    assertThat(cloud.violations()).isEmpty();
  }

  @Test
  void aBrokenAnswerStillHasItsEffect() throws Exception {
    cloud.misbehave(ThingbootEndpoint.DEVICE_CONTROL, new Misbehaviour.EmptyBody(), 1);
    cloud.misbehave(null, new Misbehaviour.Rejected("busy"), 1);
    String url = cloud.url() + "/" + cloud.appId() + "/device/control/";
    String ts = Long.toString(time.instant().getEpochSecond());
    String sign = ThingbootClient.md5(ThingbootClient.md5(cloud.appSecret()) + ts);

    assertThat(client.post(url + "?sign=" + sign + "&ts=" + ts, ON).body()).isEmpty();
    assertThat(cloud.relay("820720").isOn()).isTrue();
    assertThat(code(control("{\"device\":820720,\"order\":{\"power\":0}}"))).isEqualTo(500);
    assertThat(cloud.calls(ThingbootEndpoint.DEVICE_CONTROL))
        .extracting(ThingbootCall::body)
        .containsExactly(ON, "{\"device\":820720,\"order\":{\"power\":0}}");
  }

  @Test
  void relaysComeAndGo() throws Exception {
    cloud.removeRelay("820720");
    cloud.addRelay(RelayPlan.pump()).rename("Cellar");

    JsonNode answer = client.call(cloud, "device/info", "{\"device\":\"820720,820733\"}");
    assertThat(answer.path("data").size()).isEqualTo(1);
    assertThat(answer.path("data").path(0).path("name").asString()).isEqualTo("Cellar");
    assertThat(cloud.relays()).hasSize(13);
    assertThat(List.of(cloud.relay("820733").key())).containsExactly(RelayPlan.pump().key());
  }
}
