package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.IammeterConfig.Phases;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.testing.TopicsPage;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** The meters in {@code docs/mqtt.md}. */
class MeterTopicsPageTest {

  private static final TopicsPage PAGE = TopicsPage.read();

  @Test
  void thePageHasEveryKeyOfAMeterAndNoOther() {
    Set<String> withoutPhase =
        keys(new MeterShape(4, true, true), Phases.SUPPLY, true).stream()
            .map(key -> key.replaceAll("_(a|b|c|net)$", ""))
            .collect(Collectors.toSet());
    assertThat(PAGE.keys("Meters")).containsExactlyInAnyOrderElementsOf(withoutPhase);
  }

  @ParameterizedTest
  @CsvSource({"b04d62f8, 1, SUPPLY", "7c3a91e4, 3, SUPPLY", "e95c1d07, 3, CIRCUITS"})
  void theExamplesHaveTheKeysOfSuchAMeter(String sn, int rows, Phases phases) {
    String state = PAGE.example("phasebridge/iammeter_" + sn + "/state");
    Set<String> expected = keys(new MeterShape(rows, false, true), phases, false);
    expected.add("at");
    assertThat(JsonMapper.shared().readTree(state).propertyNames())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static Set<String> keys(MeterShape shape, Phases phases, boolean analyses) {
    Bench bench = analyses ? new Bench().withAnalyses() : new Bench();
    KnownMeter meter = new KnownMeter(KnownMeter.idOf("da2bed94"), "da2bed94", "House", phases);
    return new MeterEntities(bench.config())
        .describe(meter, shape).entities().stream().map(Entity::key).collect(Collectors.toSet());
  }
}
