package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every sample of the vendor, served by a real HTTP server and read by the real client. */
class VendorSamplesTest {

  private CloudHarness cloud;

  @BeforeEach
  void open() throws Exception {
    cloud = new CloudHarness();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void meterdataSinglePhase() throws Exception {
    MeterData data = meterData("meterdata-1-phase", false);

    assertThat(data)
        .isEqualTo(
            new MeterData(
                List.of(row("230.220", "1.300", "119.000", "1766.590", "0.000", null, null)),
                Instant.parse("2020-08-28T05:27:33Z"),
                LocalDateTime.parse("2020-08-28T15:27:33")));
    assertThat(cloud.request().getTarget()).isEqualTo("/api/v1/site/meterdata/DA2BED94");
  }

  @Test
  void meterdata2SinglePhase() throws Exception {
    MeterData data = meterData("meterdata2-1-phase", true);

    assertThat(data)
        .isEqualTo(
            new MeterData(
                List.of(row("233.41", "0.718", "111", "5724.85", "0", null, "0.66")),
                Instant.parse("2023-11-21T06:30:22Z"),
                LocalDateTime.parse("2023-11-21T14:30:22")));
    RecordedRequest request = cloud.request();
    assertThat(request.getTarget()).isEqualTo("/api/v1/site/meterdata2/DA2BED94");
    assertThat(request.getMethod()).isEqualTo("GET");
    assertThat(request.getHeaders().get("token")).isEqualTo(CloudHarness.TOKEN);
    assertThat(request.getHeaders().get("Accept")).isEqualTo("application/json");
    assertThat(request.getHeaders().get("User-Agent")).startsWith("phasebridge/");
  }

  @Test
  void meterdataThreePhases() throws Exception {
    assertThat(meterData("meterdata-3-phase", false).rows())
        .containsExactly(
            row("242.600", "1.000", "216.000", "32354.600", "0.000", null, null),
            row("242.600", "1.000", "1986.000", "30536.410", "17704.720", null, null),
            row("0.000", "0.000", "0.000", "0.000", "0.000", null, null));
  }

  @Test
  void meterdata2ThreePhasesOfWhichTwoAreNotWired() throws Exception {
    assertThat(meterData("meterdata2-3-phase", true).rows())
        .containsExactly(
            row("233.8", "0.03", "4", "222.53", "0", null, "0.57"),
            row("5", "0", "0", "0", "0", null, "0"),
            row("3.1", "0", "0", "0", "0", null, "0"));
  }

  @Test
  void meterdataWithSevenValuesHasFrequencyAndPowerFactor() throws Exception {
    assertThat(meterData("meterdata-7-values", false).rows())
        .containsExactly(row("236.4", "6.66", "-1565", "8832.250", "8865.660", "49.93", "0.99"));
  }

  @Test
  void meterdataWithTwoAndFourRows() throws Exception {
    assertThat(meterData("meterdata-2-rows", false).rows()).hasSize(2);
    assertThat(meterData("meterdata-4-rows", false).rows())
        .hasSize(4)
        .last()
        .isEqualTo(row("226.0", "0.000", "594.0", "1275.075", "0.000", "50.00", "0.62"));
  }

  @Test
  void textsDecimalCommasAndKeysInCapitalsAreRead() throws Exception {
    assertThat(meterData("meterdata-texts", false))
        .isEqualTo(
            new MeterData(
                List.of(row("230.220", "1.300", "119", "1766.590", null, null, null)),
                Instant.parse("2020-08-28T05:27:33Z"),
                LocalDateTime.parse("2020-08-28T15:27:33")));
  }

  @Test
  void aMeterThatIsNotReadyHasARowOfNulls() throws Exception {
    assertThat(meterData("meterdata-not-ready", false))
        .isEqualTo(
            new MeterData(List.of(row(null, null, null, null, null, null, null)), null, null));
  }

  @Test
  void sitelist() throws Exception {
    cloud.answer(CloudHarness.fixture("sitelist"));

    assertThat(cloud.api().siteList())
        .containsExactly(
            new MeterInfo("DA2BED94", "House", "Home"),
            new MeterInfo("5DB50BF4", "Garage", "Home"),
            new MeterInfo("33U8FSRE", "Pump", "Farm"));
    assertThat(cloud.request().getTarget()).isEqualTo("/api/v1/user/sitelist");
  }

  @Test
  void metersdataWithNestedAndFlatRowsIsTheSame() throws Exception {
    cloud.answer(CloudHarness.fixture("metersdata"));
    cloud.answer(CloudHarness.fixture("metersdata-flat"));

    Map<String, MeterData> nested = cloud.api().metersData(List.of(CloudHarness.SN));
    Map<String, MeterData> flat = cloud.api().metersData(List.of(CloudHarness.SN));

    assertThat(nested).containsOnlyKeys("DA2BED94", "5DB50BF4").isEqualTo(flat);
    assertThat(nested)
        .extractingByKey("DA2BED94")
        .isEqualTo(
            new MeterData(
                List.of(row("230.220", "1.300", "119.000", "1766.590", "0.000", null, null)),
                Instant.parse("2020-08-28T05:27:33Z"),
                null));
    assertThat(nested)
        .extractingByKey("5DB50BF4")
        .satisfies(data -> assertThat(data.rows()).hasSize(3));
    assertThat(cloud.request().getTarget()).isEqualTo("/api/v1/site/metersdata");
  }

  @Test
  void meterdatalistSinglePhaseHasLocalTimeFirst() throws Exception {
    List<MeterData> history = history("meterdatalist-1-phase", "2023-09-12", false);

    assertThat(history)
        .containsExactly(
            new MeterData(
                List.of(row("227.73", "1.45", "172", "13121.56", "0", null, null)),
                Instant.parse("2023-09-11T14:00:34Z"),
                LocalDateTime.parse("2023-09-12T00:00:34")),
            new MeterData(
                List.of(row("229.43", "1.45", "172", "13121.56", "0", null, null)),
                Instant.parse("2023-09-11T14:01:33Z"),
                LocalDateTime.parse("2023-09-12T00:01:33")));
    assertThat(cloud.request().getTarget())
        .isEqualTo(
            "/api/v1/site/meterdatalist/DA2BED94"
                + "?startTime=2023-09-12&endTime=2023-09-12&interval=300");
  }

  @Test
  void meterdatalistWithUtcFirstIsTheSame() throws Exception {
    assertThat(history("meterdatalist-utc-first", "2023-09-12", false))
        .isEqualTo(history("meterdatalist-1-phase", "2023-09-12", false));
  }

  @Test
  void meterdatalistThreePhases() throws Exception {
    List<MeterData> history = history("meterdatalist-3-phase", "2023-09-12", false);

    assertThat(history).hasSize(2);
    assertThat(history.getFirst())
        .isEqualTo(
            new MeterData(
                List.of(
                    row("230", "0", "0", "468.41", "0", null, null),
                    row("230", "0", "0", "236.58", "290.77", null, null),
                    row("230", "0", "0", "258.62", "0", null, null)),
                Instant.parse("2023-09-11T16:00:15Z"),
                LocalDateTime.parse("2023-09-12T00:00:15")));
  }

  @Test
  void meterdatalist2ThreePhases() throws Exception {
    List<MeterData> history = history("meterdatalist2-3-phase", "2023-09-01", true);

    assertThat(history).hasSize(3);
    assertThat(history.getLast())
        .isEqualTo(
            new MeterData(
                List.of(
                    row("235.6", "0.03", "4", "210.27", "0", null, "0.57"),
                    row("5.5", "0", "0", "0", "0", null, "0"),
                    row("3.4", "0", "0", "0", "0", null, "0")),
                Instant.parse("2023-09-01T08:00:24Z"),
                LocalDateTime.parse("2023-09-01T16:00:24")));
    assertThat(cloud.request().getTarget()).startsWith("/api/v1/site/meterdatalist2/DA2BED94?");
  }

  @Test
  void powerAnalysis() throws Exception {
    cloud.answer(CloudHarness.fixture("power-analysis"));

    assertThat(cloud.api().powerAnalysis(CloudHarness.SN, null, null))
        .isEqualTo(
            new PowerAnalysis(
                "2023-09-01",
                "2023-09-07",
                new BigDecimal("862.6"),
                new BigDecimal("836.9"),
                new BigDecimal("259.0"),
                new BigDecimal("3999.0")));
    assertThat(cloud.request().getTarget()).isEqualTo("/api/v1/site/powerAnalysis?sn=DA2BED94");
  }

  @Test
  void offlineAnalysis() throws Exception {
    cloud.answer(CloudHarness.fixture("offline-analysis"));

    assertThat(
            cloud
                .api()
                .offlineAnalysis(
                    CloudHarness.SN,
                    LocalDate.parse("2023-09-05"),
                    LocalDate.parse("2023-09-11"),
                    Duration.ofMinutes(5)))
        .isEqualTo(
            new OfflineAnalysis(
                "2023-09-05",
                "2023-09-11",
                new BigDecimal("906"),
                new BigDecimal("10080"),
                List.of(
                    new OfflineAnalysis.Gap(
                        "2023/9/5 0:00:00", "2023/9/5 15:06:14", new BigDecimal("906")))));
    assertThat(cloud.request().getTarget())
        .isEqualTo(
            "/api/v1/site/offlineAnalysis"
                + "?sn=DA2BED94&startTime=2023-09-05&endTime=2023-09-11&interval=5");
  }

  private MeterData meterData(String fixture, boolean powerFactor) throws Exception {
    cloud.answer(CloudHarness.fixture(fixture));
    cloud.powerFactor = powerFactor;
    return cloud.api().meterData(CloudHarness.SN);
  }

  private List<MeterData> history(String fixture, String day, boolean powerFactor)
      throws Exception {
    cloud.answer(CloudHarness.fixture(fixture));
    LocalDate date = LocalDate.parse(day);
    return cloud.api().history(CloudHarness.SN, date, date, Duration.ofMinutes(5), powerFactor);
  }

  private static Row row(
      @Nullable String voltage,
      @Nullable String current,
      @Nullable String power,
      @Nullable String importEnergy,
      @Nullable String exportEnergy,
      @Nullable String frequency,
      @Nullable String powerFactor) {
    return new Row(
        number(voltage),
        number(current),
        number(power),
        number(importEnergy),
        number(exportEnergy),
        number(frequency),
        number(powerFactor));
  }

  private static @Nullable BigDecimal number(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }
}
