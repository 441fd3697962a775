package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class VendorNumberTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "0.000 | 0.000",
        "230.220 | 230.220",
        "-1565 | -1565",
        "1e3 | 1000",
        "2.5E-2 | 0.025",
        "\"227,73\" | 227.73",
        "\" 1.5 \" | 1.5",
        "\"+7\" | 7",
        "\"-0,5\" | -0.5",
        "\",5\" | 0.5",
        "\"5.\" | 5",
        "\"1e2\" | 100",
      })
  void numbersAndTextsKeepTheirDigits(String json, BigDecimal expected) throws Exception {
    assertThat(VendorNumber.read(node(json))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\"",
        "\" \"",
        "\"null\"",
        "\"NaN\"",
        "\"Infinity\"",
        "NaN",
        "-Infinity",
        "true",
        "false",
        "[]",
        "[1]",
        "{}",
        "\"230 V\"",
        "\"1,234.5\"",
        "\"1.234,5\"",
        "\"0x10\"",
        "\"١٢\"",
        "\"--1\"",
        "1e400",
        "1e-400",
        "1e1000000000",
        "1e-1000000000",
        "\"1e1000000000\"",
      })
  void everythingElseIsNull(String json) throws Exception {
    assertThat(VendorNumber.read(node(json))).isNull();
  }

  @Test
  @Timeout(10)
  void longTextsAreNullAndCostNothing() throws Exception {
    assertThat(VendorNumber.read(node("\"" + "9".repeat(1_000_000) + "\""))).isNull();
    assertThat(VendorNumber.read(node("9".repeat(900)))).isNull();
    assertThat(VendorNumber.read(node("0." + "9".repeat(900)))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "VOLTAGE, 0, 1000",
    "CURRENT, 0, 20000",
    "POWER, -20000000, 20000000",
    "ENERGY, 0, 1000000000",
    "FREQUENCY, 30, 80",
    "POWER_FACTOR, -1, 1",
    "MINUTES, 0, 527040",
  })
  void valuesOutsideTheirRangeAreNull(PlausibleRange range, BigDecimal least, BigDecimal most)
      throws Exception {
    BigDecimal step = new BigDecimal("0.001");

    assertThat(range.read(node(least.toString()))).isEqualTo(least);
    assertThat(range.read(node(most.toString()))).isEqualTo(most);
    assertThat(range.read(node(least.subtract(step).toString()))).isNull();
    assertThat(range.read(node(most.add(step).toString()))).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsNullInEveryRange(PlausibleRange range) throws Exception {
    assertThat(range.read(node("null"))).isNull();
  }

  private static JsonNode node(String json) throws Exception {
    return CloudHarness.data("{\"data\":[" + json + "]}").path(0);
  }
}
