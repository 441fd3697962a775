package io.github.phasebridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The documented limits as rolling windows, over real HTTP and driven time. */
class SimulatedIammeterCloudQuotaTest {

  private static final String HOUSE = "7C3A91E4";
  private static final String HEAT_PUMP = "B04D62F8";
  private static final String LOGIN_BODY = "{\"userName\":\"demo\",\"password\":\"demo-password\"}";

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-05T12:00:00Z"));
  private SimulatedIammeterCloud cloud;
  private CloudClient client;

  @BeforeEach
  void start() throws IOException {
    restart(CloudOptions.defaults());
  }

  @AfterEach
  void stop() {
    client.close();
    cloud.close();
  }

  private void restart(CloudOptions options) throws IOException {
    if (cloud != null) {
      stop();
    }
    cloud = SimulatedIammeterCloud.start(options.withClock(time));
    client = new CloudClient(cloud);
  }

  @ParameterizedTest
  @CsvSource({
    "site/meterdata/7C3A91E4, 12, PT1H",
    "site/meterdata2/7C3A91E4, 12, PT1H",
    "site/metersdata, 1, PT5M",
    "site/powerAnalysis?sn=7C3A91E4, 5, PT24H",
    "site/offlineAnalysis?sn=7C3A91E4, 5, PT24H",
    "'site/meterdatalist2/7C3A91E4?startTime=2026-11-05&endTime=2026-11-05&interval=3600', 12,"
        + " PT1H",
    "'site/meterdatalist/7C3A91E4?startTime=2026-11-05&endTime=2026-11-05&interval=3600', 12, PT1H"
  })
  void aCallOverTheLimitGetsAnEmptyBodyUntilTheWindowHasRolledOn(
      String path, int allowed, Duration window) throws Exception {
    for (int i = 0; i < allowed; i++) {
      assertThat(client.get(path).body()).contains("\"successful\":true");
    }
    assertThat(cloud.violations()).isEmpty();

    HttpResponse<String> over = client.get(path);
    assertThat(over.statusCode()).isEqualTo(200);
    assertThat(over.body()).isEmpty();
    assertThat(cloud.violations()).extracting(Violation::kind).containsOnly(Violation.Kind.QUOTA);

    time.advance(window);
    assertThat(client.get(path).body()).contains("\"successful\":true");
  }

  @Test
  void bothKindsOfMeterDataCountTogetherAndEveryMeterForItself() throws Exception {
    for (int i = 0; i < 6; i++) {
      client.get("site/meterdata/" + HOUSE);
      client.get("site/meterdata2/7c3a91e4");
    }

    assertThat(client.get("site/meterdata2/" + HOUSE).body()).isEmpty();
    assertThat(client.get("site/meterdata2/" + HEAT_PUMP).body()).isNotEmpty();
  }

  @Test
  void aWindowRollsCallByCall() throws Exception {
    for (int i = 0; i < 24; i++) {
      assertThat(client.get("site/meterdata2/" + HOUSE).body()).isNotEmpty();
      time.advance(Duration.ofMinutes(5));
    }
    assertThat(cloud.violations()).isEmpty();
  }

  @Test
  void theDailyLimitOfMeterDataIs288() throws Exception {
    for (int i = 0; i < 288; i++) {
      client.get("site/meterdata2/" + HOUSE);
      time.advance(Duration.ofSeconds(299));
    }
    // 288 calls in a little less than a day, though never more than 12 (and once 13) an hour.
    assertThat(cloud.violations()).allSatisfy(v -> assertThat(v.what()).contains("PT1H"));
    int before = cloud.violations().size();

    client.get("site/meterdata2/" + HOUSE);

    assertThat(cloud.violations().subList(before, cloud.violations().size()))
        .anySatisfy(v -> assertThat(v.what()).contains("call 289 within PT24H"));
  }

  @Test
  void loginsAreLimitedPerHourAndPerDay() throws Exception {
    for (int hour = 0; hour < 6; hour++) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.login("application/json", LOGIN_BODY).body()).contains("token");
      }
      time.advance(Duration.ofHours(1));
    }
    assertThat(client.login("application/json", LOGIN_BODY).body()).isEmpty();
    assertThat(cloud.violations()).hasSize(1);
  }

  @Test
  void refusedCallsCountToo() throws Exception {
    for (int i = 0; i < 12; i++) {
      client.getWithToken("site/meterdata2/" + HOUSE, "wrong");
    }
    assertThat(client.get("site/meterdata2/" + HOUSE).body()).isEmpty();
  }

  @Test
  void metersDataUsesUpEveryMetersLimitUnlessAssumedOtherwise() throws Exception {
    client.get("site/metersdata");
    for (int i = 0; i < 11; i++) {
      client.get("site/meterdata2/" + HOUSE);
    }
    assertThat(client.get("site/meterdata2/" + HOUSE).body()).isEmpty();

    restart(CloudOptions.defaults());
    cloud.assume(VendorUnknowns.DEFAULT.withMetersDataCountsOnMeters(false));
    client.get("site/metersdata");
    for (int i = 0; i < 12; i++) {
      assertThat(client.get("site/meterdata2/" + HOUSE).body()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"EMPTY, 200, ''", "NULL, 200, null", "TOO_MANY_REQUESTS, 429, ''"})
  void theAnswerOverTheLimitCanBeChosen(OverLimitAnswer answer, int status, String body)
      throws Exception {
    cloud.assume(VendorUnknowns.DEFAULT.withOverLimit(answer));
    client.get("site/metersdata");

    HttpResponse<String> over = client.get("site/metersdata");

    assertThat(over.statusCode()).isEqualTo(status);
    assertThat(over.body()).isEqualTo(body);
  }

  @Test
  void theAnswerOverTheLimitCanBeARejection() throws Exception {
    cloud.assume(VendorUnknowns.DEFAULT.withOverLimit(OverLimitAnswer.REJECTED));
    client.get("site/metersdata");

    assertThat(client.get("site/metersdata").body())
        .isEqualTo("{\"data\":null,\"successful\":false,\"message\":\"request limit exceeded\"}");
  }

  @Test
  void aTimeLapseShrinksTheWindowsAndAGraceForgivesJitter() throws Exception {
    restart(CloudOptions.defaults().withLapse(60, Duration.ofMillis(250)));

    client.get("site/metersdata");
    time.advance(Duration.ofMillis(4_700));
    assertThat(client.get("site/metersdata").body()).isEmpty();
    time.advance(Duration.ofMillis(4_800));
    assertThat(client.get("site/metersdata").body()).isNotEmpty();
  }
}
