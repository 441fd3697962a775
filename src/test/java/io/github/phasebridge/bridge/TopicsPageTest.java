package io.github.phasebridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.testing.TopicsPage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code docs/mqtt.md} says about the bridge itself and about commands. */
class TopicsPageTest {

  private static final TopicsPage PAGE = TopicsPage.read();

  @Test
  void everyExampleIsJson() {
    assertThat(PAGE.examples()).isNotEmpty();
    PAGE.examples().values().forEach(payloads -> payloads.forEach(JsonMapper.shared()::readTree));
  }

  @Test
  void thePageHasEveryKeyOfTheBridgeAndNoOther() {
    DeviceDescription bridge = BridgeDevice.describe("1.2.3", List.of());
    Set<String> keys =
        Stream.concat(
                Stream.of("iammeter_cloud", "thingboot_cloud"),
                bridge.entities().stream().map(Entity::key))
            .collect(Collectors.toSet());
    assertThat(PAGE.keys("The bridge")).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void eachOutcomeHasAnExampleWithTheFieldsOfAResult() {
    List<JsonNode> results =
        PAGE.examples().entrySet().stream()
            .filter(example -> example.getKey().endsWith("/result"))
            .flatMap(example -> example.getValue().stream())
            .map(JsonMapper.shared()::readTree)
            .toList();
    assertThat(results)
        .extracting(result -> result.path("outcome").asString())
        .containsAll(
            Stream.of(Outcome.Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList());
    CommandResult result =
        new CommandResult("id", "power", "ON", Outcome.confirmed(), Duration.ZERO);
    assertThat(results)
        .allSatisfy(
            example ->
                assertThat(example.propertyNames())
                    .containsExactlyElementsOf(result.document().keySet()));
  }
}
