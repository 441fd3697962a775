package io.github.phasebridge.thingboot;

import static io.github.phasebridge.thingboot.RelayBench.BOILER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.testing.LogLines;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnusedUnitsTest {

  private final RelayBench bench = new RelayBench();

  @Test
  void aUnitForNoPropertyIsNamedAtTheStart() {
    assertThat(warningsWith("power_facter", "V"))
        .containsExactly(
            "WARN thingboot.units.power-facter is not used: no relay measures that; allowed is"
                + " active-power, apparent-power, current, energy, energy-amount, energy-days,"
                + " energy-hours, energy-today, energy-total, power-factor, voltage");
  }

  @Test
  void aUnitOfAPropertyIsNoWarning() {
    assertThat(warningsWith("voltage", "V")).isEmpty();
  }

  @Test
  void aUnitOfAnAnswerIsNoWarning() {
    assertThat(warningsWith("energy_today", "Wh")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"energy", "energy_today"})
  void aUnitThatHomeAssistantDoesNotTakeIsNamedAtTheStart(String property) {
    assertThat(warningsWith(property, "kwh"))
        .singleElement()
        .asString()
        .contains(property.replace('_', '-') + ".unit = kwh", "usual is GWh, MWh, TWh, Wh, kWh");
  }

  private List<String> warningsWith(String property, String unit) {
    try (LogLines log = new LogLines(ThingbootSource.class)) {
      bench.list(BOILER, "Boiler", "http://192.168.1.20").withoutAccount();
      bench.unit(property, unit, "1");
      bench.start();
      return log.warnings();
    }
  }
}
