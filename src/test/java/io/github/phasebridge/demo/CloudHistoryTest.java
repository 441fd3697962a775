package io.github.phasebridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.testing.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The past and the analyses, over real HTTP. */
class CloudHistoryTest {

  private static final String HOUSE = "7C3A91E4";
  private static final String LIST = "site/meterdatalist/B04D62F8";
  private static final String LIST_2 = "site/meterdatalist2/" + HOUSE;

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
  void aDayBeginsAtLocalMidnightAndEndsBeforeTheNext() throws Exception {
    JsonNode data = client.data(LIST_2 + "?startTime=2026-11-02&endTime=2026-11-02&interval=300");

    assertThat(data.size()).isEqualTo(288);
    assertThat(data.get(0).path("rtcTime").stringValue()).startsWith("2026/11/2 0:0");
    assertThat(data.get(0).path("gmtTime").stringValue()).startsWith("2026/11/1 22:0");
    assertThat(data.get(287).path("rtcTime").stringValue()).startsWith("2026/11/2 23:5");
    assertThat(data.get(0).path("values").size()).isEqualTo(3);
    assertThat(data.get(0).path("values").get(0).size()).isEqualTo(6);
  }

  @Test
  void todayEndsWithTheLastUpload() throws Exception {
    JsonNode data = client.data(LIST_2 + "?starttime=2026-11-05&endtime=2026-11-05&interval=60");
    JsonNode now = client.data("site/meterdata2/" + HOUSE);

    assertThat(data.get(data.size() - 1).path("values")).isEqualTo(now.path("values"));
    assertThat(data.get(data.size() - 1).path("gmtTime")).isEqualTo(now.path("gmtTime"));
  }

  @Test
  void flatRowsEndWithLocalTimeThenUtcOrAsAssumed() throws Exception {
    String path = LIST + "?startTime=2026-11-05&endTime=2026-11-05&interval=3600";
    JsonNode asInSamples = client.data(path).get(0);
    cloud.assume(VendorUnknowns.DEFAULT.withUtcFirst(true));
    JsonNode asInText = client.data(path).get(0);

    assertThat(asInSamples.size()).isEqualTo(7);
    assertThat(asInSamples.get(5).stringValue()).startsWith("2026/11/5 0:0");
    assertThat(asInSamples.get(6).stringValue()).startsWith("2026/11/4 22:0");
    assertThat(asInText.get(5)).isEqualTo(asInSamples.get(6));
  }

  @Test
  void aThreePhaseFlatRowHasFifteenValuesAndTwoTimes() throws Exception {
    JsonNode data =
        client.data(
            "site/meterdatalist/"
                + HOUSE
                + "?startTime=2026-11-05&endTime=2026-11-05&interval=9000");

    assertThat(data.get(0).size()).isEqualTo(17);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?startTime=2026-11-05&endTime=2026-11-05",
        "?startTime=2026-11-05&interval=300",
        "?endTime=2026-11-05&interval=300",
        "?startTime=2026/11/05&endTime=2026-11-05&interval=300",
        "?startTime=2026-11-31&endTime=2026-11-05&interval=300",
        "?startTime=2026-11-05&endTime=2026-11-04&interval=300",
        "?startTime=2026-11-05&endTime=2026-11-05&interval=0",
        "?startTime=2026-11-05&endTime=2026-11-05&interval=5m",
        "?startTime=2026-10-04&endTime=2026-10-05&interval=300",
        "?startTime=2026-11-03&endTime=2026-11-04&interval=60"
      })
  void whatBreaksTheDocumentedFormIsNotSuccessful(String parameters) throws Exception {
    assertThat(client.get(LIST_2 + parameters).body()).contains("\"successful\":false");
    assertThat(cloud.violations())
        .extracting(Violation::kind)
        .containsExactly(Violation.Kind.FORMAT);
  }

  @Test
  void thePowerAnalysisCoversTheLastSevenDaysByDefault() throws Exception {
    JsonNode data = client.data("site/powerAnalysis?sn=" + HOUSE);

    assertThat(data.path("startTime").stringValue()).isEqualTo("2026-10-30");
    assertThat(data.path("endTime").stringValue()).isEqualTo("2026-11-05");
    double minimum = data.path("minimum").asDouble();
    double average = data.path("average").asDouble();
    double maximum = data.path("maximum").asDouble();
    assertThat(minimum).isPositive().isLessThan(average);
    assertThat(average).isLessThan(maximum);
    assertThat(data.path("averageDaytime").asDouble()).isBetween(minimum, maximum);
  }

  @Test
  void theOfflineAnalysisListsGapsLongerThanTheInterval() throws Exception {
    cloud.meter(HOUSE).goOffline();
    time.advance(Duration.ofMinutes(4));
    cloud.meter(HOUSE).comeBack();
    String path = "site/offlineAnalysis?startTime=2026-11-04&endTime=2026-11-05&sn=" + HOUSE;

    JsonNode longer = client.data(path);
    JsonNode all = client.data(path + "&interval=3");

    assertThat(longer.path("totalCount").asInt()).isEqualTo(2880);
    assertThat(longer.path("offlineCount").asInt()).isEqualTo(47);
    assertThat(longer.path("list").toString())
        .isEqualTo(
            "[{\"startTime\":\"2026/11/4 3:10:00\",\"endTime\":\"2026/11/4"
                + " 3:57:00\",\"duration\":47}]");
    assertThat(all.path("offlineCount").asInt()).isEqualTo(51);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "site/powerAnalysis",
        "site/offlineAnalysis?startTime=2026-11-01",
        "site/powerAnalysis?sn=7C3A91E4&startTime=2026-10-28&endTime=2026-11-04"
      })
  void anAnalysisWithoutSerialNumberOrOfMoreThanSevenDaysIsNotSuccessful(String path)
      throws Exception {
    assertThat(client.get(path).body()).contains("\"successful\":false");
    assertThat(cloud.violations()).hasSize(1);
  }
}
