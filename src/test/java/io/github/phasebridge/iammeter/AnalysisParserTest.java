package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AnalysisParserTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"averageDaytime", "daytimeAverage", "averageDay", "AverageDayTime", "avgDaytime"})
  void theDaytimeAverageHasSeveralSpellings(String key) throws Exception {
    PowerAnalysis analysis = AnalysisParser.power(data("{\"" + key + "\":\"836,9\"}"));

    assertThat(analysis)
        .isEqualTo(new PowerAnalysis("", "", null, new BigDecimal("836.9"), null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Average\":1,\"Minimum\":-2,\"Maximum\":3}",
        "{\"avg\":1,\"min\":-2,\"max\":3,\"averageDaytime\":\"none\"}",
      })
  void powersAreReadInAnyCaseAndShortForm(String json) throws Exception {
    assertThat(AnalysisParser.power(data(json)))
        .isEqualTo(
            new PowerAnalysis(
                "", "", BigDecimal.ONE, null, new BigDecimal("-2"), new BigDecimal("3")));
  }

  @Test
  void whatTheOfflineAnalysisLacksIsNullOrEmpty() throws Exception {
    assertThat(
            AnalysisParser.offline(
                data("{\"offline\":906,\"List\":[{\"duration\":-5},3,{\"StartTime\":\"a\"}]}")))
        .isEqualTo(
            new OfflineAnalysis(
                "",
                "",
                new BigDecimal("906"),
                null,
                List.of(
                    new OfflineAnalysis.Gap("", "", null),
                    new OfflineAnalysis.Gap("a", "", null))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "\"x\"", "5", "{\"startTime\":\"2023-09-01\"}"})
  void dataWithoutAnyKnownFieldIsUnreadable(String json) {
    assertThatThrownBy(() -> AnalysisParser.power(data(json))).isInstanceOf(IammeterFailure.class);
    assertThatThrownBy(() -> AnalysisParser.offline(data(json)))
        .isInstanceOf(IammeterFailure.class);
  }

  private static JsonNode data(String json) throws IammeterFailure {
    return CloudHarness.data("{\"data\":" + json + "}");
  }
}
