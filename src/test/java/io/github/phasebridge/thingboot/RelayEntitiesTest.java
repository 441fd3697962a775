package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.device.Accumulation;
import io.github.phasebridge.device.Category;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.Reach;
import io.github.phasebridge.device.SensorKind;
import io.github.phasebridge.homeassistant.DiscoveryPayload;
import io.github.phasebridge.homeassistant.Topics;
import io.github.phasebridge.testing.DiscoveryRules;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayEntitiesTest {

  private static final Product P46 = TestProducts.p46();

  @Test
  void aUserMeetsWhatTheRelayIsForFirst() {
    assertThat(RelayEntities.of(P46, Map.of(), false, false))
        .extracting(Entity::key)
        .containsExactly(
            "power",
            "energy",
            "voltage",
            "current",
            "apparent_power",
            "active_power",
            "power_factor",
            "energy_today",
            "energy_amount",
            "energy_total",
            "energy_days",
            "energy_hours",
            "point_1000",
            "point_2000",
            "point_3000",
            "point_5000",
            "reset_1000",
            "reset_2000",
            "reset_3000",
            "reset_5000",
            "btn1",
            "metering",
            "restart",
            "reboot",
            "clear_all",
            "clear_today",
            "clear_amount",
            "clear_days",
            "clear_hours",
            "network",
            "query_today",
            "query_amount",
            "query_total",
            "query_days",
            "query_hours",
            "boot",
            "signal",
            "ip",
            "last_command");
  }

  @Test
  void settingsInFlashMemoryAreOfferedOnlyWhenAskedFor() {
    List<String> without = keys(RelayEntities.of(P46, Map.of(), false, false));
    List<Entity> with = RelayEntities.of(P46, Map.of(), true, false);

    assertThat(with).filteredOn(Entity.Choice.class::isInstance).hasSize(11);
    assertThat(keys(with)).containsAll(without).hasSize(without.size() + 11);
    Entity.Choice limit = (Entity.Choice) only(with, "high_power_value");
    assertThat(limit.info().category()).isEqualTo(Category.CONFIG);
    assertThat(limit.options()).contains(new Entity.Choice.Option("2500", "2.5 kW"));
  }

  @Test
  void firmwareIsShownOnceItsVersionIsKnown() {
    assertThat(keys(RelayEntities.of(P46, Map.of(), false, false))).doesNotContain("firmware");
    assertThat(only(RelayEntities.of(P46, Map.of(), false, true), "firmware"))
        .isInstanceOf(Entity.Firmware.class);
  }

  @ParameterizedTest
  @CsvSource({
    "power, , PRIMARY, true, ",
    "metering, Metering, CONFIG, true, ",
    "point_1000, On for 1 s, PRIMARY, true, ",
    "reset_5000, Off for 5 s, PRIMARY, true, ",
    "restart, Restart (keep state), CONFIG, true, restart",
    "reboot, Reboot (drop state), CONFIG, true, restart",
    "clear_all, Clear all energy, CONFIG, false, ",
    "clear_hours, Clear energy of the last 6 hours, CONFIG, false, ",
    "query_today, Refresh energy today, DIAGNOSTIC, true, ",
    "network, Refresh network, DIAGNOSTIC, true, ",
    "btn1, Button, PRIMARY, true, button",
    "boot, Boot, DIAGNOSTIC, true, "
  })
  void whatIsPressedOrHappensIsFoundWhereItBelongs(
      String key,
      @Nullable String name,
      Category category,
      boolean enabled,
      @Nullable String deviceClass) {
    Entity entity = only(RelayEntities.of(P46, Map.of(), false, false), key);
    assertThat(entity.info().name()).isEqualTo(name);
    assertThat(entity.info().category()).isEqualTo(category);
    assertThat(entity.info().enabled()).isEqualTo(enabled);
    assertThat(deviceClass(entity)).isEqualTo(deviceClass);
  }

  @ParameterizedTest
  @CsvSource({
    "energy, ENERGY, kWh, TOTAL_INCREASING, false",
    "voltage, VOLTAGE, V, MEASUREMENT, false",
    "current, CURRENT, A, MEASUREMENT, false",
    "active_power, POWER, W, MEASUREMENT, false",
    "apparent_power, APPARENT_POWER, VA, MEASUREMENT, false",
    "power_factor, POWER_FACTOR, , MEASUREMENT, false",
    "energy_today, ENERGY, kWh, TOTAL_INCREASING, false",
    "energy_days, ENERGY, kWh, NONE, true",
    "signal, SIGNAL_STRENGTH, dBm, MEASUREMENT, false",
    "ip, TEXT, , NONE, false",
    "last_command, TEXT, , NONE, true"
  })
  void aSensorSaysWhatItMeasures(
      String key,
      SensorKind kind,
      @Nullable String unit,
      Accumulation accumulation,
      boolean attributes) {
    Entity.Sensor sensor = sensor(Map.of(), key);
    assertThat(sensor.kind()).isEqualTo(kind);
    assertThat(sensor.unit()).isEqualTo(unit);
    assertThat(sensor.accumulation()).isEqualTo(accumulation);
    assertThat(sensor.info().attributes()).isEqualTo(attributes);
  }

  @Test
  void theLastCommandCanBeReadWhileTheRelayIsGone() {
    assertThat(sensor(Map.of(), "last_command").info().reach()).isEqualTo(Reach.BRIDGE);
    assertThat(sensor(Map.of(), "signal").info().reach()).isEqualTo(Reach.DEVICE);
  }

  @ParameterizedTest
  @CsvSource({
    "energy, Wh, energy, Wh, ENERGY, ",
    "energy, Wh, energy_today, Wh, ENERGY, ",
    "energy, Wh, energy_days, Wh, ENERGY, ",
    "energy_today, MWh, energy_today, MWh, ENERGY, ",
    "energy_today, MWh, energy_total, kWh, ENERGY, 2",
    "energy, kWh, energy, kWh, ENERGY, 2",
    "energy, units, energy, units, NUMBER, ",
    "apparent_power, kVA, apparent_power, kVA, NUMBER, ",
    "power_factor, %, power_factor, %, POWER_FACTOR, "
  })
  void aConfiguredUnitReplacesTheDefaultAndKeepsTheKindIfItCan(
      String configured,
      String configuredUnit,
      String key,
      String unit,
      SensorKind kind,
      @Nullable Integer precision) {
    Entity.Sensor sensor = sensor(Map.of(configured, unit(configuredUnit)), key);
    assertThat(sensor.unit()).isEqualTo(unit);
    assertThat(sensor.kind()).isEqualTo(kind);
    assertThat(sensor.precision()).isEqualTo(precision);
  }

  @ParameterizedTest
  @CsvSource({
    "voltage, V", "voltage, volts", "current, mA", "current, µA", "active_power, kW",
    "apparent_power, kVA", "energy, Wh", "energy, J", "energy_days, ticks", "power_factor, %",
    "power_factor, V"
  })
  void homeAssistantHasNothingToComplainAbout(String property, String unit) {
    List<Entity> entities = RelayEntities.of(P46, Map.of(property, unit(unit)), true, true);
    DeviceDescription relay =
        new DeviceDescription(
            new DeviceId("thingboot_820720"),
            "Boiler",
            "ThingBoot",
            P46.model(),
            "820720",
            "p46.20250823.v12",
            null,
            entities);
    String payload =
        new DiscoveryPayload(new Topics("phasebridge", "homeassistant"), "0.1.0").text(relay);
    assertThat(DiscoveryRules.complaints(payload, "homeassistant")).isEmpty();
  }

  @Test
  void anAnswerWithoutAFactorOfItsOwnHasThatOfEnergy() {
    Map<String, ThingbootConfig.Unit> units =
        Map.of("energy", unit("Wh"), "energy_today", unit("MWh"));
    assertThat(RelayEntities.unitOf(P46, units, "energy_total")).isEqualTo(unit("Wh"));
    assertThat(RelayEntities.unitOf(P46, units, "energy_today")).isEqualTo(unit("MWh"));
    assertThat(RelayEntities.unitOf(P46, units, "voltage")).isNull();
  }

  private static ThingbootConfig.Unit unit(String unit) {
    return new ThingbootConfig.Unit(unit, BigDecimal.ONE);
  }

  private static Entity.Sensor sensor(Map<String, ThingbootConfig.Unit> units, String key) {
    return (Entity.Sensor) only(RelayEntities.of(P46, units, false, false), key);
  }

  private static Entity only(List<Entity> entities, String key) {
    return entities.stream().filter(it -> it.key().equals(key)).findFirst().orElseThrow();
  }

  private static List<String> keys(List<Entity> entities) {
    return entities.stream().map(Entity::key).toList();
  }

  private static @Nullable String deviceClass(Entity entity) {
    return switch (entity) {
      case Entity.Button button -> button.deviceClass();
      case Entity.EventSource source -> source.deviceClass();
      default -> null;
    };
  }
}
