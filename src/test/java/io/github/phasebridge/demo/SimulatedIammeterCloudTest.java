package io.github.phasebridge.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.testing.FakeTime;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The cloud's forms, tokens and formats, over real HTTP. */
class SimulatedIammeterCloudTest {

  private static final String HOUSE = "7C3A91E4";
  private static final String HEAT_PUMP = "B04D62F8";
  private static final String SOLAR = "E95C1D07";

  /** 14:00 where the meters are. */
  private final FakeTime time = new FakeTime(Instant.parse("2026-11-05T12:00:00Z"));

  private SimulatedIammeterCloud cloud;
  private CloudClient client;

  @BeforeEach
  void start() throws IOException {
    cloud = SimulatedIammeterCloud.start(CloudOptions.defaults().withClock(time));
    client = new CloudClient(cloud);
  }

  @AfterEach
  void stop() {
    client.close();
    cloud.close();
  }

  @Test
  void theSiteListNamesEveryMeterOfEverySite() throws Exception {
    assertThat(client.get("user/sitelist").body())
        .isEqualTo(
            """
            {"data":[{"id":1001,"name":"Home","meters":[{"name":"House","sn":"7C3A91E4"},\
            {"name":"Heat pump","sn":"B04D62F8"}]},{"id":1002,"name":"Cottage",\
            "meters":[{"name":"Solar","sn":"E95C1D07"}]}],"successful":true,"message":null}\
            """);
  }

  @Test
  void meterDataHasFiveValuesWithThreeDigitsAndUnpaddedTimes() throws Exception {
    assertThat(client.get("site/meterdata/" + HEAT_PUMP).body())
        .matches(
            "\\{\"data\":\\{\"values\":\\[\\[2\\d\\d\\.\\d{3},\\d+\\.\\d{3},\\d+\\.\\d{3},\\d+\\.\\d{3},0\\.000]],\"localTime\":\"2026/11/5"
                + " (13:59|14:00):\\d\\d\",\"gmtTime\":\"2026/11/5 (11:59|12:00):\\d\\d\"},"
                + "\"successful\":true,\"message\":null}");
  }

  @Test
  void meterData2HasThePowerFactorBeforeTheCounters() throws Exception {
    JsonNode row = client.data("site/meterdata2/" + HEAT_PUMP).path("values").path(0);

    assertThat(row.size()).isEqualTo(6);
    assertThat(row.get(3).asDouble()).isBetween(0.5, 1.0);
    assertThat(row.get(4).asDouble()).isGreaterThan(5_000);
  }

  @Test
  void theLongFormOfMeterDataEndsWithFrequencyAndPowerFactor() throws Exception {
    cloud.assume(VendorUnknowns.DEFAULT.withRows(true, true));

    JsonNode row = client.data("site/meterdata/" + HOUSE).path("values").path(2);
    JsonNode flat = client.data("site/metersdata").path(1).path("values");

    assertThat(row.size()).isEqualTo(7);
    assertThat(row.get(5).asDouble()).isBetween(49.9, 50.1);
    assertThat(row.get(6).asDouble()).isBetween(0.5, 1.0);
    assertThat(flat.size()).isEqualTo(7);
  }

  @Test
  void metersDataHasEveryMeterAndNoLocalTime() throws Exception {
    JsonNode data = client.data("site/metersdata");

    assertThat(data.size()).isEqualTo(3);
    assertThat(data.get(0).path("sn").stringValue()).isEqualTo(HOUSE);
    assertThat(data.get(0).propertyNames()).containsExactlyInAnyOrder("sn", "values", "gmtTime");
  }

  @Test
  void theUnwiredPhaseOfTheSolarMeterShowsAGhostVoltage() throws Exception {
    JsonNode values = client.data("site/meterdata2/" + SOLAR).path("values");

    assertThat(values.size()).isEqualTo(3);
    assertThat(values.get(2).get(0).asDouble()).isBetween(2.9, 5.6);
    assertThat(values.get(2).toString()).endsWith(",0,0,0,0,0]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "site/meterdata2/" + HOUSE,
        "Site/MeterData2/" + HOUSE,
        "SITE/METERDATA2/7c3a91e4",
        "site/powerAnalysis?sn=" + HOUSE,
        "site/poweranalysis?SN=" + HOUSE,
        "site/offlineAnalysis?Sn=" + HOUSE
      })
  void pathsAndParameterNamesMayHaveAnyCase(String path) throws Exception {
    assertThat(client.data(path).isObject()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "site/meterdata",
        "site/meterdata/",
        "site/meterdata3/" + HOUSE,
        "site/meterdatalist2/",
        "site/powerAnalytics?sn=" + HOUSE,
        "site/meterdata/" + HOUSE + "/more",
        "sitelist"
      })
  void otherPathsAreNotFound(String path) throws Exception {
    assertThat(client.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void theTokenMayBeInTheHeaderOrInTheQuery() throws Exception {
    client.data("site/meterdata/" + HOUSE);
    HttpResponse<String> byQuery =
        client.getWithoutToken("site/meterdata/" + HOUSE + "?token=" + cloud.token());

    assertThat(CloudClient.json(byQuery).path("successful").asBoolean()).isTrue();
    assertThat(cloud.calls())
        .extracting(RecordedCall::tokenPlace)
        .containsExactly(TokenPlace.HEADER, TokenPlace.QUERY);
  }

  @Test
  void withoutTheRightTokenEverythingIs401() throws Exception {
    assertThat(client.getWithoutToken("user/sitelist").statusCode()).isEqualTo(401);
    assertThat(client.getWithToken("site/metersdata", "wrong").statusCode()).isEqualTo(401);
  }

  @Test
  void aRevokedTokenIsReplacedByALogin() throws Exception {
    String old = cloud.token();
    cloud.revokeToken();

    assertThat(client.getWithToken("user/sitelist", old).statusCode()).isEqualTo(401);
    JsonNode login =
        CloudClient.json(
            client.login(
                "application/json",
                "{\"userName\":\"demo\",\"password\":\"" + cloud.password() + "\"}"));
    String fresh = login.path("data").path("token").stringValue();
    assertThat(fresh).isNotEqualTo(old);
    assertThat(client.getWithToken("user/sitelist", fresh).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json                  | {\"userName\":\"demo\",\"password\":\"no\"} | 200",
        "application/json                  | {\"username\":\"demo\",\"password\":\"x\"}  | 400",
        "application/json                  | userName=demo                               | 400",
        "application/x-www-form-urlencoded | userName=demo&password=demo-password        | 415"
      })
  void aLoginThatIsNotTheVendorsJsonIsRefused(String type, String body, int status)
      throws Exception {
    HttpResponse<String> response = client.login(type, body);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).doesNotContain("\"successful\":true");
  }

  @Test
  void aWrongPasswordMayAlsoBe401() throws Exception {
    cloud.assume(VendorUnknowns.DEFAULT.withLoginRefusedBy401(true));

    assertThat(
            client
                .login("application/json", "{\"userName\":\"demo\",\"password\":\"no\"}")
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void anUnknownSerialNumberIsNotSuccessful() throws Exception {
    JsonNode answer = CloudClient.json(client.get("site/meterdata/00000000"));

    assertThat(answer.path("successful").asBoolean(true)).isFalse();
    assertThat(answer.path("data").isNull()).isTrue();
    assertThat(answer.path("message").stringValue()).contains("00000000");
  }

  @Test
  void loginIsAPostAndEverythingElseAGet() throws Exception {
    assertThat(client.get("user/login").statusCode()).isEqualTo(405);
    assertThat(cloud.violations())
        .extracting(Violation::kind)
        .containsExactly(Violation.Kind.FORMAT);
  }

  @Test
  void metersCanBeAddedRemovedAndRenamed() throws Exception {
    cloud.addMeter(new MeterPlan("33U8FSRE", "Net", "Barn", MeterPlan.Wiring.HOUSE_WITH_NET_ROW));
    cloud.addMeter(new MeterPlan("A0B1C2D3", "Two", "Barn", MeterPlan.Wiring.TWO_CHANNELS));
    cloud.meter(HOUSE).rename("Villa");
    cloud.removeMeter(SOLAR);

    assertThat(client.get("user/sitelist").body())
        .contains("Villa", "33U8FSRE", "Barn")
        .doesNotContain(SOLAR, "\"House\"", "Cottage");
    assertThat(client.data("site/meterdata2/33U8FSRE").path("values").size()).isEqualTo(4);
    assertThat(client.data("site/meterdata2/A0B1C2D3").path("values").size()).isEqualTo(2);
    assertThat(client.get("site/meterdata2/" + SOLAR).body()).contains("\"successful\":false");
  }

  @Test
  void aTakenPortIsReportedInOneSentence() {
    CloudOptions same = CloudOptions.defaults().withPort(cloud.url().getPort());

    assertThatThrownBy(() -> SimulatedIammeterCloud.start(same))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:" + cloud.url().getPort())
        .hasMessageContaining("Choose another port");
  }

  @Test
  void everyCallIsWrittenDown() throws Exception {
    client.get("user/sitelist");
    time.advance(Duration.ofSeconds(9));
    client.getWithoutToken("site/meterdata2/" + HOUSE);

    assertThat(cloud.calls())
        .containsExactly(
            new RecordedCall(
                Instant.parse("2026-11-05T12:00:00Z"),
                IammeterEndpoint.SITE_LIST,
                "",
                TokenPlace.HEADER,
                200,
                "ok"),
            new RecordedCall(
                Instant.parse("2026-11-05T12:00:09Z"),
                IammeterEndpoint.METER_DATA_2,
                HOUSE,
                TokenPlace.NONE,
                401,
                "the token is missing or wrong"));
    assertThat(cloud.violations()).isEmpty();
  }
}
