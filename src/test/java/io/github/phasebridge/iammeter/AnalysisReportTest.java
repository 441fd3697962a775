package io.github.phasebridge.iammeter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnalysisReportTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final AnalysisRequest LAST_WEEK =
      new AnalysisRequest("DA2BED94", null, null, FIVE_MINUTES);

  private final Cloud cloud = new Cloud();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Answers with the vendor's sample numbers. */
  private static final class Cloud extends ScriptedApi {
    private @Nullable IammeterFailure power;
    private @Nullable IammeterFailure offline;
    private List<OfflineAnalysis.Gap> gaps =
        List.of(
            new OfflineAnalysis.Gap(
                "2023/9/5 0:00:00", "2023/9/5 15:06:14", BigDecimal.valueOf(906)));

    @Override
    public PowerAnalysis powerAnalysis(String sn, @Nullable LocalDate from, @Nullable LocalDate to)
        throws IammeterFailure {
      if (power != null) {
        throw power;
      }
      return new PowerAnalysis(
          "2023-09-01",
          "2023-09-07",
          new BigDecimal("862.6"),
          null,
          new BigDecimal("259.0"),
          new BigDecimal("3999.0"));
    }

    @Override
    public OfflineAnalysis offlineAnalysis(
        String sn, @Nullable LocalDate from, @Nullable LocalDate to, Duration longerThan)
        throws IammeterFailure {
      if (offline != null) {
        throw offline;
      }
      return new OfflineAnalysis(
          "2023-09-05", "2023-09-11", BigDecimal.valueOf(906), BigDecimal.valueOf(10080), gaps);
    }
  }

  private boolean print(AnalysisRequest request) throws InterruptedException {
    return new AnalysisReport(cloud, CLOCK)
        .print(request, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }

  private static List<String> problems(@Nullable String from, @Nullable String to, Duration gap) {
    return new AnalysisReport(new Cloud(), CLOCK)
        .problems(
            new AnalysisRequest(
                "DA2BED94",
                from == null ? null : LocalDate.parse(from),
                to == null ? null : LocalDate.parse(to),
                gap));
  }

  @Test
  void bothAnalysesAreAligned() throws Exception {
    assertThat(print(LAST_WEEK)).isTrue();

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            Power of DA2BED94, 2023-09-01 to 2023-09-07
              average           862.6  W
              daytime average       -  W, 8:00 to 20:00
              minimum           259.0  W
              maximum          3999.0  W

            Offline times of DA2BED94, 2023-09-05 to 2023-09-11, gaps above 5 min
              offline 906 of 10080 min (9.0 %)
              from              min  to
              2023/9/5 0:00:00  906  2023/9/5 15:06:14
            """);
  }

  @Test
  void aWeekWithoutGapsSaysSo() throws Exception {
    cloud.gaps = List.of();

    assertThat(print(LAST_WEEK)).isTrue();
    assertThat(out.toString(UTF_8)).endsWith("  no gaps\n");
  }

  @Test
  void aFailedPowerAnalysisDoesNotHideTheOther() throws Exception {
    cloud.power = new IammeterFailure(Kind.NOT_FOUND, "The cloud does not know the path.");

    assertThat(print(LAST_WEEK)).isFalse();
    assertThat(out.toString(UTF_8)).contains("Offline times of DA2BED94");
    assertThat(err.toString(UTF_8))
        .isEqualTo("The power analysis is missing: The cloud does not know the path.\n");
  }

  @Test
  void aFailedOfflineAnalysisDoesNotHideTheOther() throws Exception {
    cloud.offline = new IammeterFailure(Kind.QUOTA, "None of 5 calls a day is left.");

    assertThat(print(LAST_WEEK)).isFalse();
    assertThat(out.toString(UTF_8)).contains("maximum");
    assertThat(err.toString(UTF_8)).contains("The offline analysis is missing: None of 5");
  }

  @Test
  void aWeekWithinTheLastMonthIsAllowed() {
    assertThat(problems("2026-10-21", "2026-10-27", FIVE_MINUTES)).isEmpty();
    assertThat(problems(null, null, Duration.ofDays(1))).isEmpty();
  }

  @Test
  void moreThanAWeekIsRefusedWithTheLastAllowedDay() {
    assertThat(problems("2026-10-21", "2026-10-28", FIVE_MINUTES))
        .singleElement()
        .asString()
        .contains("more than 7 days", "2026-10-27");
  }

  @Test
  void daysBeforeTheLastMonthAreRefused() {
    assertThat(problems("2026-10-20", "2026-10-21", FIVE_MINUTES))
        .singleElement()
        .asString()
        .contains("the first allowed day is 2026-10-21");
  }

  @Test
  void oneDayAloneIsRefused() {
    assertThat(problems("2026-11-01", null, FIVE_MINUTES))
        .singleElement()
        .asString()
        .contains("Give both --from and --to");
  }

  @Test
  void theIntervalIsWholeMinutes() {
    assertThat(problems(null, null, Duration.ofSeconds(90)))
        .singleElement()
        .asString()
        .contains("--interval 1 min 30 s", "whole minutes");
  }
}
