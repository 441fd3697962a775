package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A row as text here: V A W import export Hz PF, "-" for null. */
class RowLayoutTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[230,1,119,1766,5] | 230 1 119 1766 5 - -",
        "[230,1,119,1766,5,50,0.9] | 230 1 119 1766 5 50 0.9",
        "[230,1,119,1766,5,50,-1] | 230 1 119 1766 5 50 -1",
        "[230,1,119,1766,5,null,0.9] | 230 1 119 1766 5 - 0.9",
        "[230,1,119,1766,5,50,null] | 230 1 119 1766 5 50 -",
        "[230,1,119,1766,5,50,57] | 230 1 119 1766 5 - -",
        "[230,1,119,1766,5,0,0.9] | 230 1 119 1766 5 - 0.9",
        "[230,1,119,1766,5,50] | 230 1 119 1766 5 - -",
        "[0,0,0,0,0,0] | 0 0 0 0 0 - -",
        "[230,1,119,1766,5,50,0.9,1,2,3] | 230 1 119 1766 5 - -",
        "[230,1,119,1766] | 230 1 119 - - - -",
        "[230,1,119] | 230 1 119 - - - -",
        "[230] | 230 - - - - - -",
        "[] | - - - - - - -",
        "[null,null,null,null,null] | - - - - - - -",
        "[1001,1,119,1766,5] | - 1 119 1766 5 - -",
        "[-230,-1,-119,-1766,-5] | - - -119 - - - -",
        "[230,true,{},[1],\"\"] | 230 - - - - - -",
        "[\"230,5\",\"1\",\"-119\",\"1766\",\"5\"] | 230.5 1 -119 1766 5 - -",
      })
  void basicRows(String json, String expected) throws Exception {
    assertThat(read(RowLayout.BASIC, json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[230,1,119,0.66,1766,5] | 230 1 119 1766 5 - 0.66",
        "[230,1,119,-1,1766,5] | 230 1 119 1766 5 - -1",
        "[230,1,119,null,1766,5] | 230 1 119 1766 5 - -",
        "[230,1,119,\"0,66\",1766,5] | 230 1 119 1766 5 - 0.66",
        "[230,1,119,0.66,1766,5,50] | 230 1 119 1766 5 - 0.66",
        "[230,1,119,0.66,1766,5,50,1,2,3,4] | 230 1 119 1766 5 - 0.66",
        "[230,1,119,0.66,1766] | 230 1 119 - - - -",
        "[230,1,119,1766,5] | 230 1 119 - - - -",
        "[5,0,0,0,0,0] | 5 0 0 0 0 - 0",
        "[null,null,null,null,null,null] | - - - - - - -",
      })
  void rowsWithPowerFactor(String json, String expected) throws Exception {
    assertThat(read(RowLayout.WITH_POWER_FACTOR, json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[230,1,119,1766,5,0]",
        "[230,1,119,1766.59,0,50,0.99]",
        "[233,41,0,718,111,0,66,5724,85,0]",
        "[230,1,119,-1.001,1766,5]",
      })
  void aRowWhosePowerFactorCannotBeOneIsRejected(String json) {
    assertRejected(RowLayout.WITH_POWER_FACTOR, json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[230,1,119,0.66,1766,5]", "[230,1,119,null,1766,5]"})
  void aBasicRowOfSixThatMayHoldAPowerFactorIsRejected(String json) {
    assertRejected(RowLayout.BASIC, json);
  }

  @Test
  void oneRejectedRowRejectsTheReading() {
    assertThatThrownBy(
            () ->
                MeterDataParser.parse(
                    CloudHarness.data(
                        "{\"data\":{\"values\":[[230,1,119,0.6,1766,5],[230,1,119,1766,5,0]]}}"),
                    RowLayout.WITH_POWER_FACTOR))
        .isInstanceOf(IammeterFailure.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[230,1,119,1766,5] | 1",
        "[[230,1,119,1766,5]] | 1",
        "{\"values\":[230,1,119,1766,5]} | 1",
        "{\"values\":[230,1,119,1766,5,231,1,119,1766,5]} | 2",
        "{\"values\":[[230,1,119,1766,5],null,[231,1,119,1766,5]]} | 3",
        "{\"values\":[null,null,null,null,null]} | 1",
      })
  void rowsMayBeNestedFlatOrWithoutAnObject(String data, int rows) throws Exception {
    assertThat(MeterDataParser.parse(data(data), RowLayout.BASIC).rows()).hasSize(rows);
  }

  @Test
  void aRowThatIsNullKeepsItsPlace() throws Exception {
    MeterData data =
        MeterDataParser.parse(data("{\"values\":[null,[231,1,119,1766,5]]}"), RowLayout.BASIC);

    assertThat(data.rows().stream().map(RowLayoutTest::text))
        .containsExactly("- - - - - - -", "231 1 119 1766 5 - -");
  }

  @Test
  void aFlatListOfAnotherLengthIsUnreadable() {
    assertThatThrownBy(() -> MeterDataParser.parse(data("[1,2,3,4,5,6,7,8]"), RowLayout.BASIC))
        .isInstanceOf(IammeterFailure.class)
        .hasMessageContaining("flat list of 8");
  }

  @Test
  void aMeterThatCannotBeReadIsLeftOutOfAll() throws Exception {
    assertThat(
            MeterDataParser.parseAll(
                data(
                    """
                    [{"sn":"A1","values":[[230,1,119,1766,5]]}, {"sn":"B2"}, {"values":[[1]]}, 7,
                     {"SN":" C3 ","Values":[[230,1,119,1766,5]]}, {"sn":"A1","values":[[1]]},
                     {"sn":"D4","values":[[230,1,119,0.5,1766,5]]}, null]
                    """)))
        .containsOnlyKeys("A1", "C3");
  }

  private static void assertRejected(RowLayout layout, String json) {
    assertThatThrownBy(() -> read(layout, json))
        .isInstanceOfSatisfying(
            IammeterFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(Kind.IMPLAUSIBLE));
  }

  private static String read(RowLayout layout, String json) throws Exception {
    List<JsonNode> values = data("[" + json + "]").path(0).values().stream().toList();
    return text(layout.row(values));
  }

  private static JsonNode data(String json) throws IammeterFailure {
    return CloudHarness.data("{\"data\":" + json + "}");
  }

  private static String text(Row row) {
    return Stream.of(
            row.voltage(),
            row.current(),
            row.power(),
            row.importEnergy(),
            row.exportEnergy(),
            row.frequency(),
            row.powerFactor())
        .map(value -> Objects.toString(value, "-"))
        .collect(Collectors.joining(" "));
  }
}
