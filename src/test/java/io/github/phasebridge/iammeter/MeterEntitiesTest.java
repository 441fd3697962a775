package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.IammeterConfig.Phases;
import io.github.phasebridge.device.Accumulation;
import io.github.phasebridge.device.Category;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.Reach;
import io.github.phasebridge.device.SensorKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterEntitiesTest {

  private static final MeterShape THREE = new MeterShape(3, false, true);

  @ParameterizedTest(name = "{0} rows, {1}, frequency {2}, power factor {3}")
  @CsvSource(
      textBlock =
          """
          1, SUPPLY, false, true, voltage current power import_energy export_energy power_factor
          1, CIRCUITS, true, false, voltage current power import_energy export_energy frequency
          2, CIRCUITS, false, false, voltage_a current_a power_a import_energy_a export_energy_a \
          voltage_b current_b power_b import_energy_b export_energy_b
          2, SUPPLY, false, false, power import_energy export_energy \
          voltage_a current_a power_a import_energy_a export_energy_a \
          voltage_b current_b power_b import_energy_b export_energy_b
          4, SUPPLY, true, true, power import_energy export_energy \
          voltage_a current_a power_a import_energy_a export_energy_a power_factor_a frequency_a \
          voltage_b current_b power_b import_energy_b export_energy_b power_factor_b frequency_b \
          voltage_c current_c power_c import_energy_c export_energy_c power_factor_c frequency_c \
          power_net import_energy_net export_energy_net power_factor_net frequency_net
          """)
  void measurementsFollowFromTheShape(
      int rows, Phases phases, boolean frequency, boolean powerFactor, String keys) {
    MeterShape shape = new MeterShape(rows, frequency, powerFactor);
    List<String> expected = List.of(keys.split(" ", -1));
    assertThat(MeterEntities.measuredKeys(shape, phases)).isEqualTo(expected);
    assertThat(describe(shape, phases).entities())
        .extracting(Entity::key)
        .containsSequence(expected)
        .doesNotContain("average_power");
  }

  @ParameterizedTest
  @CsvSource({"1, Single-phase energy meter", "2, WEM2067", "3, Three-phase energy meter"})
  void theDeviceIsWhatTheAccountAndTheRowsTell(int rows, String model) {
    DeviceDescription meter = describe(new MeterShape(rows, false, true), Phases.SUPPLY);
    assertThat(meter.id().value()).isEqualTo("iammeter_da2bed94");
    assertThat(meter.name()).isEqualTo("House");
    assertThat(meter.manufacturer()).isEqualTo("IAMMETER");
    assertThat(meter.model()).isEqualTo(model);
    assertThat(meter.serialNumber()).isEqualTo("DA2BED94");
    assertThat(meter.configurationUrl()).isEqualTo("https://www.iammeter.com");
  }

  @ParameterizedTest
  @CsvSource({
    "voltage_a, Phase A voltage, VOLTAGE, V, MEASUREMENT, 1",
    "current_b, Phase B current, CURRENT, A, MEASUREMENT, 2",
    "power_c, Phase C power, POWER, W, MEASUREMENT, 0",
    "power, Total power, POWER, W, MEASUREMENT, 0",
    "import_energy, Total import energy, ENERGY, kWh, TOTAL_INCREASING, 2",
    "export_energy_a, Phase A export energy, ENERGY, kWh, TOTAL_INCREASING, 2",
    "power_factor_a, Phase A power factor, POWER_FACTOR, , MEASUREMENT, 2",
    "last_upload, Last upload, TIMESTAMP, , NONE, ",
    "unused_phases, Unused phases, TEXT, , NONE, ",
    "average_power, Average power, POWER, W, NONE, 0",
    "offline_minutes, Offline time, DURATION, min, NONE, 0"
  })
  void sensorsSayWhatTheyMeasure(
      String key,
      String name,
      SensorKind kind,
      @Nullable String unit,
      Accumulation accumulation,
      @Nullable Integer precision) {
    DeviceDescription meter =
        new MeterEntities(new Bench().withAnalyses().config())
            .describe(known(Phases.SUPPLY), THREE);
    Entity.Sensor sensor = (Entity.Sensor) meter.entity(key).orElseThrow();
    assertThat(sensor.info().name()).isEqualTo(name);
    assertThat(sensor.kind()).isEqualTo(kind);
    assertThat(sensor.unit()).isEqualTo(unit);
    assertThat(sensor.accumulation()).isEqualTo(accumulation);
    assertThat(sensor.precision()).isEqualTo(precision);
    assertThat(sensor.info().enabled()).isTrue();
  }

  @Test
  void aSinglePhaseMeterHasPlainNames() {
    DeviceDescription meter = describe(new MeterShape(1, false, true), Phases.SUPPLY);
    assertThat(meter.entity("import_energy").orElseThrow().info().name())
        .isEqualTo("Import energy");
    assertThat(meter.entity("unused_phases")).isEmpty();
  }

  @Test
  void diagnosticsSpeakWhileTheMeterIsGone() {
    for (String key : List.of("last_upload", "cloud", "calls_left")) {
      Entity entity = describe(null, Phases.SUPPLY).entity(key).orElseThrow();
      assertThat(entity.info().reach()).as(key).isEqualTo(Reach.BRIDGE);
      assertThat(entity.info().category()).as(key).isEqualTo(Category.DIAGNOSTIC);
    }
  }

  private static DeviceDescription describe(@Nullable MeterShape shape, Phases phases) {
    return new MeterEntities(new Bench().config()).describe(known(phases), shape);
  }

  private static KnownMeter known(Phases phases) {
    return new KnownMeter(KnownMeter.idOf("da2bed94"), "da2bed94", "House", phases);
  }
}
