package io.github.phasebridge.iammeter;

import static io.github.phasebridge.iammeter.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.IammeterConfig.Phases;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterAccountTest {

  private static final String HOUSE = "DA2BED94";
  private static final String PLANT = "5DB50BF4";
  private static final Row ONE = row("233.41 0.718 111 0.66 5724.85 0");
  private static final Row A = row("233.8 0.03 4 0.57 222.53 0");
  private static final Row B = row("231.0 1.20 250 0.90 100.25 3.5");
  private static final Row C = row("3.1 0 0 0 0 0");

  private final Bench bench = new Bench();

  @Test
  void aListedMeterHasItsNameAndItsPhases() {
    bench.list("5db50bf4", "Solar", Phases.CIRCUITS);
    bench.list("33U8FSRE", null, Phases.SUPPLY);
    bench.api.rows.put("33U8FSRE", List.of(ONE));
    twoMeters().start();
    DeviceDescription plant = bench.descriptions(PLANT).getLast();
    assertThat(plant.name()).isEqualTo("Solar");
    assertThat(plant.entity("power")).isEmpty();
    assertThat(bench.descriptions("33U8FSRE").getLast().name()).isEqualTo("33U8FSRE");
    assertThat(bench.api.count("meterdata " + PLANT)).as("the vendor's spelling").isPositive();
    assertThat(bench.api.count("meterdata 33U8FSRE")).isEqualTo(1);
  }

  @Test
  void onlyListedMetersAreReadWithoutAskingTheAccount() {
    twoMeters().start();
    bench.list(HOUSE, null, Phases.SUPPLY).onlyListed().restart(Duration.ofMinutes(10));
    assertThat(bench.api.count("sitelist")).isEqualTo(1);
    assertThat(bench.removed()).containsExactly(KnownMeter.idOf(PLANT));
    assertThat(bench.descriptions(PLANT)).isEmpty();
    assertThat(bench.shown(HOUSE, "power")).isEqualTo("111");
  }

  @Test
  void aMeterIsRemovedOnlyWhenItWasMissingTwice() {
    twoMeters().start();
    bench.api.account.removeLast();
    bench.restart(Duration.ofHours(7));
    assertThat(bench.api.count("sitelist")).isEqualTo(2);
    assertThat(bench.removed()).isEmpty();
    bench.restart(Duration.ofMinutes(20));
    assertThat(bench.api.count("sitelist")).as("not again so soon").isEqualTo(2);
    bench.api.fail("sitelist", Kind.SERVER_ERROR);
    bench.pass(Duration.ofHours(2));
    assertThat(bench.removed()).as("a failed call says nothing").isEmpty();
    bench.api.heal();
    bench.pass(Duration.ofHours(2));
    assertThat(bench.removed()).containsExactly(KnownMeter.idOf(PLANT));
    long calls = bench.api.count("meterdata " + PLANT);
    bench.restart(Duration.ofHours(1));
    assertThat(bench.descriptions(PLANT)).isEmpty();
    assertThat(bench.api.count("meterdata " + PLANT)).isEqualTo(calls);
  }

  @Test
  void aMeterThatComesBackAfterMissingOnceStays() {
    twoMeters().start();
    MeterInfo plant = bench.api.account.removeLast();
    bench.pass(Duration.ofHours(6));
    bench.api.account.add(plant);
    bench.pass(Duration.ofHours(2));
    bench.api.account.remove(plant);
    bench.pass(Duration.ofMinutes(359));
    assertThat(bench.removed()).isEmpty();
  }

  @Test
  void anEmptyListCountsForAllButListedMetersStay() {
    bench.list(HOUSE, null, Phases.SUPPLY);
    twoMeters().start();
    bench.api.account.clear();
    bench.pass(Duration.ofHours(8));
    assertThat(bench.removed()).containsExactly(KnownMeter.idOf(PLANT));
  }

  @Test
  void aMeterOfALostAccountFileIsNotForgotten() {
    twoMeters().start();
    bench.accountFile.delete();
    bench.api.account.removeLast();
    bench.restart(Duration.ofMinutes(1));
    assertThat(bench.removed()).isEmpty();
    bench.pass(Duration.ofMinutes(61));
    assertThat(bench.removed()).containsExactly(KnownMeter.idOf(PLANT));
  }

  @Test
  void theListOfAnotherAccountIsAsGoodAsNone() {
    twoMeters().start();
    bench.api.account.clear();
    bench.api.meter("33U8FSRE", "Barn", ONE);
    bench.token("of another account").restart(Duration.ofMinutes(1));
    assertThat(bench.api.count("sitelist")).as("asked at once").isEqualTo(2);
    assertThat(bench.descriptions("33U8FSRE").getLast().name()).isEqualTo("Barn");
    assertThat(bench.removed()).as("the old meters go by the same rule").isEmpty();
    bench.pass(Duration.ofMinutes(61));
    assertThat(bench.removed())
        .containsExactlyInAnyOrder(KnownMeter.idOf(HOUSE), KnownMeter.idOf(PLANT));
  }

  @Test
  void theListOnDiskDoesNotTellTheToken() {
    twoMeters().token("s3cr3t-token").start();
    assertThat(bench.accountFile.read())
        .hasValueSatisfying(
            document -> assertThat(document.path("account").asString("")).matches("[0-9a-f]{32}"))
        .hasValueSatisfying(
            document -> assertThat(document.toString()).doesNotContain("s3cr3t-token"));
  }

  @Test
  void aRenameAtTheVendorRenamesTheDevice() {
    twoMeters().start();
    bench.api.account.set(0, new MeterInfo(HOUSE, "Villa", "Home"));
    bench.pass(Duration.ofHours(6));
    assertThat(bench.descriptions(HOUSE).getLast().name()).isEqualTo("Villa");
  }

  private Bench twoMeters() {
    bench.api.meter(HOUSE, "House", ONE);
    bench.api.meter(PLANT, "Plant", A, B, C);
    return bench;
  }
}
