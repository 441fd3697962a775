package io.github.phasebridge.iammeter;

import static io.github.phasebridge.iammeter.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.IammeterConfig.Phases;
import io.github.phasebridge.guard.EnergyGuard;
import io.github.phasebridge.testing.MemoryJsonFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterValuesTest {

  private static final Row A = row("233.8 0.03 4 0.57 222.53 0");
  private static final Row B = row("231.0 1.20 -250 0.90 100.25 3.5");
  private static final Row GHOST = row("5 0 0 0 0 0");

  private final MeterValues values = new MeterValues(new EnergyGuard(new MemoryJsonFile()));
  private Instant at = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void totalsAreSumsOfThePhases() {
    MeterValues.Values read = take(Phases.SUPPLY, A, B, GHOST);
    assertThat(read.numbers().get("power")).isEqualByComparingTo("-246");
    assertThat(read.numbers().get("import_energy")).isEqualByComparingTo("322.78");
    assertThat(read.numbers().get("export_energy")).isEqualByComparingTo("3.5");
  }

  @Test
  void circuitsHaveNoTotals() {
    assertThat(take(Phases.CIRCUITS, A, B, GHOST).numbers())
        .doesNotContainKeys("power", "import_energy", "export_energy");
  }

  @Test
  void aTotalWithAnUnknownPartIsUnknown() {
    MeterValues.Values read = take(Phases.SUPPLY, A, row("231 1.2 - 0.9 - 3.5"), GHOST);
    assertThat(read.numbers()).containsEntry("power", null).containsEntry("import_energy", null);
    assertThat(read.numbers().get("export_energy")).isEqualByComparingTo("3.5");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "5 0 0 0 0 0, C",
    "3.1 0 0 0 0 0, C",
    "0.000 0.000 0.000 - 0.000 0.000, C",
    "5 - - 0 0 0, C",
    "230 0 0 0 468.41 0, none",
    "5 0.2 0 0 0 0, none",
    "- 0 0 0 0 0, none"
  })
  void aPhaseWithoutMainsAndLoadIsNotWired(String third, String unused) {
    MeterValues.Values read = take(Phases.SUPPLY, A, B, row(third));
    assertThat(read.unusedPhases()).isEqualTo(unused.equals("none") ? List.of() : List.of("C"));
  }

  @Test
  void aPhaseThatIsNotWiredShowsWhatWasMeasuredButNoPowerFactor() {
    MeterValues.Values read = take(Phases.SUPPLY, A, B, GHOST);
    assertThat(read.numbers().get("voltage_c")).isEqualByComparingTo("5");
    assertThat(read.numbers().get("import_energy_c")).isEqualByComparingTo("0");
    assertThat(read.numbers()).containsEntry("power_factor_c", null);
    assertThat(read.numbers().get("power_factor_b")).isEqualByComparingTo("0.90");
  }

  @Test
  void theOnlyPhaseIsNeverUnused() {
    MeterValues.Values read = take(Phases.SUPPLY, GHOST);
    assertThat(read.unusedPhases()).isEmpty();
    assertThat(read.numbers().get("power_factor")).isEqualByComparingTo("0");
  }

  @Test
  void zerosAfterAPhaseHasCountedAreUnknownAndNeverConfirmed() {
    take(Phases.SUPPLY, A, B, GHOST);
    Row zeros = row("0 0 0 - 0 0");
    for (int i = 0; i < 5; i++) {
      MeterValues.Values read = take(Phases.SUPPLY, A, zeros, zeros);
      assertThat(read.numbers())
          .containsEntry("import_energy_b", null)
          .containsEntry("export_energy_b", null)
          .containsEntry("import_energy", null);
      assertThat(read.numbers()).containsEntry("voltage_b", null).containsEntry("power_b", null);
      assertThat(read.unusedPhases()).containsExactly("C");
      assertThat(read.numbers().get("import_energy_c")).as("never counted").isZero();
    }
    assertThat(take(Phases.SUPPLY, A, B, GHOST).numbers().get("import_energy_b"))
        .isEqualByComparingTo("100.25");
  }

  @Test
  void everyCounterIsGuarded() {
    Row net = row("226 0 594 0.62 1275.075 900");
    take(Phases.SUPPLY, A, B, GHOST, net);
    MeterValues.Values read =
        take(
            Phases.SUPPLY,
            row("233 1 4 0.5 222.4 0"),
            row("231 1 9 0.9 100.2 3.4"),
            GHOST,
            row("226 0 594 0.62 0 0"));
    assertThat(
            Stream.of(
                    "import_energy_a", "export_energy_b", "import_energy_net", "export_energy_net")
                .map(key -> read.numbers().get(key)))
        .usingElementComparator((one, other) -> one.compareTo(other))
        .containsExactly(
            A.importEnergy(), B.exportEnergy(), net.importEnergy(), net.exportEnergy());
    assertThat(read.numbers().get("import_energy")).isEqualByComparingTo("322.78");
  }

  private MeterValues.Values take(Phases phases, Row... rows) {
    at = at.plus(Duration.ofMinutes(5));
    KnownMeter meter = new KnownMeter(KnownMeter.idOf("DA2BED94"), "DA2BED94", "House", phases);
    return values.of(meter, MeterShape.of(List.of(rows), true), List.of(rows), at);
  }
}
