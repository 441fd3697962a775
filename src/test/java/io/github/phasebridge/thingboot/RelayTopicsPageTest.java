package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.Entity;
import io.github.phasebridge.testing.TopicsPage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The relays in {@code docs/mqtt.md}. */
class RelayTopicsPageTest {

  private static final TopicsPage PAGE = TopicsPage.read();

  @Test
  void thePageHasEveryKeyOfARelayAndNoOther() {
    List<Entity> entities = RelayEntities.of(TestProducts.p46(), Map.of(), true, true);
    assertThat(PAGE.keys("Relays"))
        .containsExactlyInAnyOrderElementsOf(
            keys(entities, entity -> !(entity instanceof Entity.EventSource)));
  }

  @Test
  void theStateHasTheKeysOfARelay() {
    String state = PAGE.example("phasebridge/thingboot_820720/state");
    Set<String> expected =
        keys(
            RelayEntities.of(TestProducts.p46(), Map.of(), false, true),
            entity ->
                !(entity instanceof Entity.EventSource) && !(entity instanceof Entity.Button));
    expected.add("at");
    assertThat(JsonMapper.shared().readTree(state).propertyNames())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyEventIsThere() {
    RelayEntities.of(TestProducts.p46(), Map.of(), false, true).stream()
        .filter(Entity.EventSource.class::isInstance)
        .map(Entity.EventSource.class::cast)
        .forEach(
            source -> {
              String topic = "phasebridge/thingboot_820720/event/" + source.key();
              JsonNode event = JsonMapper.shared().readTree(PAGE.example(topic));
              assertThat(source.eventTypes()).contains(event.path("event_type").asString());
            });
  }

  private static Set<String> keys(List<Entity> entities, Predicate<Entity> which) {
    return entities.stream()
        .filter(which)
        .map(Entity::key)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
