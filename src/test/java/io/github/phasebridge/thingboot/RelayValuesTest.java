package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.device.Value;
import io.github.phasebridge.guard.EnergyGuard;
import io.github.phasebridge.testing.LogLines;
import io.github.phasebridge.testing.MemoryJsonFile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayValuesTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final KnownRelay RELAY =
      new KnownRelay("820720", null, "Boiler", TestProducts.p46(), null, null);

  private final Map<String, ThingbootConfig.Unit> units = new HashMap<>();
  private final EnergyGuard guard = new EnergyGuard(new MemoryJsonFile());

  @ParameterizedTest
  @CsvSource({"1,true", "true,true", "on,true", "ON,true", "0,false", "false,false", "Off,false"})
  void aPositionIsReadInEveryFormInWhichItMayCome(String text, boolean on) {
    RelayValues values = values();
    assertThat(values.take(Map.of("power", text), NOW, false))
        .containsExactly(Map.entry("power", Value.of(on)));
    assertThat(values.position("power")).isEqualTo(Optional.of(on));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "-", "null", "perhaps"})
  void whatIsNoPositionIsUnknownAndNotOff(String text) {
    RelayValues values = values();
    values.take(Map.of("power", "1"), NOW, false);
    assertThat(values.take(Map.of("power", text), NOW, false))
        .containsExactly(Map.entry("power", Value.UNKNOWN));
    assertThat(values.position("power")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "voltage,230.5,230.5",
    "voltage,-1,",
    "voltage,1001,",
    "voltage,'',",
    "voltage,NaN,",
    "current,0,0",
    "current,-0.1,",
    "active_power,-5,-5",
    "active_power,1e9,",
    "apparent_power,-5,",
    "power_factor,0.98,0.98",
    "power_factor,98,",
    "energy,12.345,12.345",
    "energy,-1,",
    "energy,much,"
  })
  void aNumberIsShownWithItsDigitsAndAnImpossibleOneIsUnknown(
      String property, String text, String shown) {
    Value value = values().take(Map.of(property, text), NOW, false).get(property);
    assertThat(value).isEqualTo(shown == null ? Value.UNKNOWN : Value.of(new BigDecimal(shown)));
  }

  @Test
  void onlyWhatChangedIsTold() {
    RelayValues values = values();
    values.take(Map.of("power", "1", "voltage", "230"), NOW, false);
    assertThat(values.take(Map.of("power", "true", "voltage", "231"), NOW, false))
        .containsOnlyKeys("voltage");
  }

  @Test
  void aFactorIsAppliedBeforeAnythingIsJudged() {
    units.put("power_factor", new ThingbootConfig.Unit(null, new BigDecimal("0.01")));
    assertThat(values().take(Map.of("power_factor", "98"), NOW, false).get("power_factor"))
        .isEqualTo(Value.of(new BigDecimal("0.98")));
  }

  @Test
  void anImpossibleValueIsSaidOnceWithTheOptionThatMendsIt() {
    RelayValues values = values();
    try (LogLines log = new LogLines(RelayValues.class)) {
      values.take(Map.of("power_factor", "98"), NOW, false);
      values.take(Map.of("power_factor", "97"), NOW, false);
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("Boiler (820720)", "power_factor 98", "thingboot.units.power-factor.factor");
    }
  }

  @ParameterizedTest
  @CsvSource({"kWh,1,5,5", "Wh,1,5000,5000", "MWh,0.001,5,0.005", "kWh,0.001,5000,5.000"})
  void theGuardWorksInKilowattHoursWhateverTheUnit(
      String unit, String factor, String text, String shown) {
    units.put("energy", new ThingbootConfig.Unit(unit, new BigDecimal(factor)));
    RelayValues values = values();
    Value.Numeric value =
        (Value.Numeric) values.take(Map.of("energy", text), NOW, false).get("energy");
    assertThat(value).isNotNull();
    assertThat(value.number()).isEqualByComparingTo(shown);
    assertThat(guard.last(RELAY.id(), "energy")).isEqualByComparingTo("5");
    assertThat(values.take(Map.of("energy", "0"), NOW.plusSeconds(5), false))
        .as("a counter that falls is held")
        .isEmpty();
  }

  @Test
  void anAnswerHasTheUnitOfTheEnergy() {
    units.put("energy", new ThingbootConfig.Unit("Wh", BigDecimal.ONE));
    assertThat(values().answer("energy_today", new BigDecimal("1500"), NOW))
        .isEqualTo(Value.of(new BigDecimal("1500")));
    assertThat(guard.last(RELAY.id(), "energy_today")).isEqualByComparingTo("1.5");
    assertThat(values().answer("energy_today", null, NOW)).isEqualTo(Value.UNKNOWN);
  }

  @Test
  void anEventsStateLeavesOutWhatIsUnknown() {
    assertThat(values().plain(Map.of("power", "1", "voltage", "x", "active_power", "5.5")))
        .isEqualTo(Map.of("power", "ON", "active_power", new BigDecimal("5.5")));
  }

  private RelayValues values() {
    return new RelayValues(RELAY, units, guard);
  }
}
