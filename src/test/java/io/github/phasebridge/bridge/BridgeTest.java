package io.github.phasebridge.bridge;

import static io.github.phasebridge.bridge.BridgeFixture.HOUSE;
import static io.github.phasebridge.bridge.BridgeFixture.START;
import static io.github.phasebridge.bridge.BridgeFixture.house;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.LogConfig.Level;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.Value;
import io.github.phasebridge.mqtt.InboundMessage;
import io.github.phasebridge.testing.FakeBrokerLink;
import io.github.phasebridge.testing.FakeSource;
import io.github.phasebridge.testing.FakeTime;
import io.github.phasebridge.testing.SampleDevices;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BridgeTest {

  @TempDir private Path directory;

  private BridgeFixture fixture;
  private FakeTime time;
  private FakeBrokerLink broker;
  private FakeSource source;

  @BeforeEach
  void startBridge() {
    fixture = new BridgeFixture(directory);
    time = fixture.time;
    broker = fixture.broker;
    source = fixture.source;
    broker.connect();
    settle();
  }

  @Test
  void theBridgeAnnouncesItselfBeforeItsDevices() {
    source.say(new Signal.Described(house()));
    settle();
    List<String> discovery =
        broker.topics().stream().filter(topic -> topic.startsWith("homeassistant/device")).toList();
    assertThat(discovery).first().isEqualTo("homeassistant/device/phasebridge_bridge/config");
    assertThat(discovery).contains("homeassistant/device/fake_house/config");
  }

  @Test
  void theBridgeTellsItsVersionStartAndLogLevel() {
    JsonNode state = state("phasebridge/bridge/state");
    assertThat(state.path("version").asString()).isEqualTo("1.2.3");
    assertThat(state.path("started").asString()).isEqualTo("2026-11-21T10:00:00Z");
    assertThat(state.path("log_level").asString()).isEqualTo("info");
    assertThat(state.path("fake_cloud").isNull()).isTrue();
  }

  @Test
  void theStateOfACloudIsShownWithItsReason() {
    source.cloud(false, "the token is refused");
    assertThat(state("phasebridge/bridge/state").path("fake_cloud").asString()).isEqualTo("OFF");
    assertThat(broker.retained("phasebridge/bridge/fake_cloud/attributes"))
        .isEqualTo("{\"reason\":\"the token is refused\"}");
  }

  @Test
  void theStateIsCompleteWithNullForWhatIsUnknown() {
    source.say(new Signal.Described(house()));
    source.say(read(Map.of("voltage", Value.of(new BigDecimal("230.220")))));
    assertThat(broker.retained("phasebridge/fake_house/state"))
        .isEqualTo("{\"power\":null,\"voltage\":230.220,\"at\":\"2026-11-21T10:00:02Z\"}");
    assertThat(broker.retained("phasebridge/fake_house/voltage")).isEqualTo("230.220");
    assertThat(broker.published("phasebridge/fake_house/power")).containsOnly("");
  }

  @Test
  void aReadingKeepsWhatItDoesNotMention() {
    source.say(new Signal.Described(house()));
    source.say(read(Map.of("voltage", Value.of(230), "power", Value.of(true))));
    source.say(read(Map.of("voltage", Value.UNKNOWN)));
    JsonNode state = state("phasebridge/fake_house/state");
    assertThat(state.path("voltage").isNull()).isTrue();
    assertThat(state.path("power").asString()).isEqualTo("ON");
  }

  @Test
  void aDeviceIsOfflineUntilItsSourceSaysOtherwise() {
    source.say(new Signal.Described(house()));
    assertThat(broker.retained("phasebridge/fake_house/availability")).isEqualTo("offline");
    source.say(new Signal.Availability(HOUSE, true));
    assertThat(broker.retained("phasebridge/fake_house/availability")).isEqualTo("online");
  }

  @Test
  void anEventIsPublishedOnceAndNotRetained() {
    source.say(new Signal.Described(house()));
    source.say(new Signal.Happened(HOUSE, "btn1", "press_end", START, Map.of("id", "7")));
    String topic = "phasebridge/fake_house/event/btn1";
    assertThat(broker.published(topic)).hasSize(1);
    assertThat(broker.retained(topic)).isNull();
    assertThat(json(broker.published(topic).getFirst()).path("event_type").asString())
        .isEqualTo("press_end");
    broker.disconnect();
    broker.connect();
    settle();
    assertThat(broker.published(topic)).hasSize(1);
  }

  @Test
  void aCommandReachesItsSourceAndEndsInOneResultAndTheTrueState() {
    source.say(new Signal.Described(house()));
    settle();
    broker.clear();
    broker.receive("phasebridge/fake_house/power/set", "{\"value\":\"ON\",\"id\":\"mine\"}");
    assertThat(source.commands()).singleElement().extracting("payload").isEqualTo("ON");
    assertThat(broker.published("phasebridge/fake_house/result")).isEmpty();
    time.advance(Duration.ofMillis(80));
    source.end(Outcome.confirmed());
    assertThat(broker.topics())
        .containsExactly("phasebridge/fake_house/result", "phasebridge/fake_house/state");
    assertThat(broker.published("phasebridge/fake_house/result"))
        .containsExactly(
            "{\"id\":\"mine\",\"key\":\"power\",\"payload\":\"ON\",\"outcome\":\"confirmed\","
                + "\"reason\":null,\"ms\":80}");
  }

  @Test
  void aRetainedCommandReachesNobodyAndIsAnsweredWithTheTrueState() {
    source.say(new Signal.Described(house()));
    settle();
    broker.clear();
    broker.receive(
        new InboundMessage("phasebridge/fake_house/power/set", "ON", true, null, time.instant()));
    assertThat(source.commands()).isEmpty();
    assertThat(broker.topics())
        .containsExactly("phasebridge/fake_house/result", "phasebridge/fake_house/state");
    assertThat(broker.published("phasebridge/fake_house/result").getFirst())
        .contains("\"outcome\":\"refused\"")
        .contains("retained");
  }

  @Test
  void aRelayShowsTheResultOfItsLastCommandAlsoOfARefusedOne() {
    source.say(new Signal.Described(SampleDevices.relay()));
    settle();
    broker.clear();
    broker.receive("phasebridge/thingboot_a1b2c3/power/set", "MAYBE");
    assertThat(state("phasebridge/thingboot_a1b2c3/state").path("last_command").asString())
        .isEqualTo("power MAYBE: refused");
    assertThat(broker.published("phasebridge/thingboot_a1b2c3/state")).hasSize(1);
    assertThat(state("phasebridge/thingboot_a1b2c3/last_command/attributes"))
        .isEqualTo(json(broker.published("phasebridge/thingboot_a1b2c3/result").getFirst()));
    broker.receive("phasebridge/thingboot_a1b2c3/point_1000/set", "PRESS");
    source.end(Outcome.accepted(null));
    assertThat(state("phasebridge/thingboot_a1b2c3/state").path("last_command").asString())
        .isEqualTo("point_1000: accepted");
  }

  @Test
  void attributesThatAnEarlierRunLeftAtTheBrokerAreEmptied() {
    source.say(new Signal.Described(SampleDevices.relay()));
    settle();
    assertThat(state("phasebridge/thingboot_a1b2c3/state").path("last_command").isNull()).isTrue();
    assertThat(broker.retained("phasebridge/thingboot_a1b2c3/last_command/attributes"))
        .isEqualTo("{}");
  }

  @Test
  void aRemovedDeviceIsTakenOutOfHomeAssistant() {
    source.say(new Signal.Described(house()));
    settle();
    source.say(new Signal.Removed(HOUSE));
    settle();
    assertThat(broker.published("homeassistant/device/fake_house/config").getLast()).isEmpty();
    assertThat(broker.retained("phasebridge/fake_house/state")).isNull();
    assertThat(broker.retained("phasebridge/fake_house/availability")).isNull();
  }

  @Test
  void aDeviceOfAnEarlierRunCanBeRemovedWithoutBeingDescribed() {
    broker.publishRetained("phasebridge/fake_house/availability", "online");
    source.say(new Signal.Removed(HOUSE));
    settle();
    assertThat(broker.retained("phasebridge/fake_house/availability")).isEqualTo("offline");
  }

  @Test
  void theBridgesOwnButtonsWork() {
    broker.receive("phasebridge/bridge/read_now/set", "PRESS");
    broker.receive("phasebridge/bridge/restart/set", "PRESS");
    broker.receive("phasebridge/bridge/log_level/set", "debug");
    assertThat(source.reads()).isEqualTo(1);
    assertThat(fixture.control.restarts).isEqualTo(1);
    assertThat(fixture.control.level).isEqualTo(Level.DEBUG);
    assertThat(state("phasebridge/bridge/state").path("log_level").asString()).isEqualTo("debug");
    assertThat(broker.published("phasebridge/bridge/result")).hasSize(3);
  }

  private void settle() {
    time.advance(Duration.ofSeconds(30));
    time.jump(Duration.between(time.instant(), START.plusSeconds(2)));
  }

  private Signal.Read read(Map<String, Value> values) {
    return new Signal.Read(HOUSE, Reading.of(values, time.instant()));
  }

  private JsonNode state(String topic) {
    return json(Objects.requireNonNull(broker.retained(topic), topic));
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
