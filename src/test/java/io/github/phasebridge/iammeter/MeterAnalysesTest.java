package io.github.phasebridge.iammeter;

import static io.github.phasebridge.iammeter.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeterAnalysesTest {

  private static final String HOUSE = "DA2BED94";

  private final Bench bench = new Bench().withAnalyses();

  @BeforeEach
  void putMeterIntoTheAccount() {
    bench.api.meter(HOUSE, "House", row("233.41 0.718 111 0.66 5724.85 0"));
  }

  @Test
  void showsBothAnalysesSoonAfterTheFirstReading() {
    bench.start();
    bench.pass(Duration.ofMinutes(3));
    assertThat(bench.shown(HOUSE, "average_power")).isEqualTo("862.6");
    assertThat(bench.shown(HOUSE, "daytime_average_power")).isEqualTo("836.9");
    assertThat(bench.shown(HOUSE, "minimum_power")).isEqualTo("259.0");
    assertThat(bench.shown(HOUSE, "maximum_power")).as("missing in the answer").isEqualTo("-");
    assertThat(bench.attributes(HOUSE, "average_power"))
        .isEqualTo(Map.of("from", "2023-09-01", "to", "2023-09-07"));
    assertThat(bench.shown(HOUSE, "offline_minutes")).isEqualTo("906");
    Map<String, Object> facts = bench.attributes(HOUSE, "offline_minutes");
    assertThat(facts).containsEntry("gap_count", 60);
    assertThat((List<?>) facts.get("gaps")).hasSize(50).last().asString().contains("from 59");
  }

  @Test
  void readsEachFourTimesADayOverRestartsToo() {
    bench.start();
    for (int hour = 0; hour < 24; hour++) {
      bench.pass(Duration.ofMinutes(59));
      bench.restart(Duration.ofMinutes(1).minusSeconds(1));
    }
    assertThat(bench.api.count("power")).isEqualTo(4);
    assertThat(bench.api.count("offline")).isEqualTo(4);
    assertThat(bench.shown(HOUSE, "average_power")).as("from disk").isEqualTo("862.6");
  }

  @Test
  void aPathThatTheCloudDoesNotKnowIsNotTriedAgainAndHurtsNothing() {
    bench.api.fail("power", Kind.NOT_FOUND);
    bench.start();
    bench.pass(Duration.ofHours(13));
    assertThat(bench.api.count("power")).isEqualTo(1);
    assertThat(bench.api.count("offline")).isEqualTo(3);
    assertThat(bench.shown(HOUSE, "cloud")).isEqualTo("ON");
    assertThat(bench.availability(HOUSE)).last().isEqualTo(true);
    assertThat(bench.cloud).containsExactly("");
  }

  @Test
  void aFailureIsTriedAgainAfterSixHours() {
    bench.api.fail("offline", Kind.SERVER_ERROR);
    bench.start();
    bench.pass(Duration.ofHours(5));
    assertThat(bench.api.count("offline")).isEqualTo(1);
    bench.api.heal();
    bench.pass(Duration.ofMinutes(70));
    assertThat(bench.shown(HOUSE, "offline_minutes")).isEqualTo("906");
  }

  @ParameterizedTest
  @EnumSource(names = {"FORBIDDEN", "UNAUTHORIZED", "TIMEOUT"})
  void aRefusedAnalysisDoesNotHoldBackTheReadings(Kind kind) {
    bench.api.fail("power", kind);
    bench.start();
    bench.pass(Bench.POLL.multipliedBy(10));
    assertThat(bench.api.count("power")).isEqualTo(1);
    assertThat(bench.api.count("meterdata")).isEqualTo(11);
    assertThat(bench.cloud).containsExactly("");
    assertThat(bench.shown(HOUSE, "offline_minutes")).isEqualTo("906");
  }

  @Test
  void waitsForAMeterThatWasNeverRead() {
    bench.api.fail("meterdata", Kind.NOT_FOUND);
    bench.start();
    bench.pass(Duration.ofHours(1));
    assertThat(bench.api.count("power")).isZero();
  }

  @Test
  void areOffUnlessTheyAreWanted() {
    Bench plain = new Bench();
    plain.api.meter(HOUSE, "House", row("233.41 0.718 111 0.66 5724.85 0"));
    plain.start();
    plain.pass(Duration.ofHours(7));
    assertThat(plain.api.count("power") + plain.api.count("offline")).isZero();
    assertThat(plain.descriptions(HOUSE).getLast().entity("average_power")).isEmpty();
  }
}
