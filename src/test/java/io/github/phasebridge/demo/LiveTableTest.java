package io.github.phasebridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table as lines. */
class LiveTableTest {

  private static final Instant NOW = Instant.parse("2026-11-05T12:00:00Z");

  private static LiveValue value(String device, String entity, String value, String unit) {
    return new LiveValue(device, entity, value, unit, NOW.minusSeconds(3));
  }

  @Test
  void valuesAreAlignedUnderTheirTitles() {
    List<LiveValue> values =
        List.of(
            value("House", "Voltage A", "231.56", "V"),
            value("House", "Power A", "-108", "W"),
            value("Heat pump", "Power factor", "unknown", ""));

    assertThat(new LiveTable(80, 24).lines(List.of("demo"), values, NOW))
        .containsExactly(
            "demo",
            "",
            "DEVICE     ENTITY          VALUE  UNIT  AGE",
            "House      Voltage A      231.56  V     3 s",
            "           Power A          -108  W     3 s",
            "Heat pump  Power factor  unknown        3 s");
  }

  @ParameterizedTest
  @CsvSource({"0, now", "-5, now", "59, 59 s", "60, 1 min", "3599, 59 min", "3600, 1 h"})
  void theAgeIsToldInTheLargestUnit(long seconds, String age) {
    LiveValue value = new LiveValue("House", "Power", "1", "W", NOW.minusSeconds(seconds));

    assertThat(new LiveTable(80, 24).lines(List.of(), List.of(value), NOW).getLast())
        .endsWith("  " + age);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 20, 38, 45, 60, 200})
  void noLineReachesTheRightEdge(int columns) {
    List<LiveValue> values =
        List.of(
            value("A house with a very long name", "Daytime average power", "123456.789", "kWh"));

    assertThat(new LiveTable(columns, 24).lines(List.of("x".repeat(15)), values, NOW))
        .hasSizeGreaterThan(3)
        .allSatisfy(line -> assertThat(line.length()).isLessThan(columns));
  }

  @Test
  void aNarrowTerminalShortensNamesAndKeepsValueUnitAndAge() {
    List<LiveValue> values =
        List.of(value("A house with a very long name", "Daytime average power", "862.6", "W"));

    assertThat(new LiveTable(46, 24).lines(List.of(), values, NOW).getLast())
        .isEqualTo("A house with a…  Daytime a…  862.6  W     3 s");
  }

  @Test
  void aNarrowTerminalWrapsTheHeaderSoThatItCanBeCopied() {
    assertThat(
            new LiveTable(21, 24).lines(List.of("mosquitto_sub -p 41883 -v", ""), List.of(), NOW))
        .startsWith("mosquitto_sub -p 418", "83 -v", "", "");
  }

  @Test
  void moreRowsThanFitAreShownPageByPage() {
    List<LiveValue> values = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      values.add(value("House", "Entity " + i, "1", ""));
    }
    LiveTable table = new LiveTable(80, 15);

    List<String> first = table.lines(List.of("demo"), values, Instant.EPOCH);
    List<String> last = table.lines(List.of("demo"), values, Instant.EPOCH.plusSeconds(12));

    assertThat(first).hasSize(14);
    assertThat(first).contains("rows 1-10 of 25, page 1 of 3");
    assertThat(first.get(3)).startsWith("House   Entity 0");
    assertThat(last).contains("rows 21-25 of 25, page 3 of 3");
    assertThat(last.get(3)).startsWith("House   Entity 20");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void aLowTerminalNeverScrolls(int rows) {
    List<LiveValue> values = List.of(value("House", "A", "1", ""), value("House", "B", "1", ""));

    assertThat(new LiveTable(80, rows).lines(List.of("one", "two"), values, NOW))
        .hasSizeLessThanOrEqualTo(Math.max(1, rows - 1));
  }

  @Test
  void outputThatIsNoTerminalGetsOneLinePerValue() {
    assertThat(LiveTable.line(value("House", "Voltage A", "231.56", "V")))
        .isEqualTo("House  Voltage A  231.56 V");
    assertThat(LiveTable.line(value("House", "Power factor", "0.6", "")))
        .isEqualTo("House  Power factor  0.6");
  }
}
