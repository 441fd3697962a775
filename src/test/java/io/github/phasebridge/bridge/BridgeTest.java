package io.github.phasebridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import io.github.phasebridge.config.HomeAssistantConfig;
import io.github.phasebridge.config.LogConfig.Level;
import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.ProductVersion;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.device.Accumulation;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.EntityInfo;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.SensorKind;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.Value;
import io.github.phasebridge.homeassistant.Announcer;
import io.github.phasebridge.homeassistant.HomeAssistantModule;
import io.github.phasebridge.homeassistant.Topics;
import io.github.phasebridge.mqtt.BrokerLink;
import io.github.phasebridge.mqtt.InboundMessage;
import io.github.phasebridge.storage.DataDir;
import io.github.phasebridge.testing.FakeBrokerLink;
import io.github.phasebridge.testing.FakeSource;
import io.github.phasebridge.testing.FakeTime;
import io.github.phasebridge.testing.SampleDevices;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BridgeTest {

  private static final DeviceId HOUSE = new DeviceId("fake_house");
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir private Path directory;

  private final FakeTime time = new FakeTime(START);
  private final FakeBrokerLink broker = new FakeBrokerLink(time);
  private final FakeSource source = new FakeSource();
  private final FakeControl control = new FakeControl();

  @BeforeEach
  void startBridge() {
    MqttConfig mqtt = config();
    Injector injector =
        Guice.createInjector(
            new HomeAssistantModule(),
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(MqttConfig.class).toInstance(mqtt);
                bind(HomeAssistantConfig.class)
                    .toInstance(
                        new HomeAssistantConfig(true, "homeassistant", "homeassistant/status"));
                bind(ProductVersion.class).toInstance(new ProductVersion("1.2.3"));
                bind(DataDir.class).toInstance(DataDir.open(directory));
                bind(BrokerLink.class).toInstance(broker);
                bind(InstantSource.class).toInstance(time);
                bind(ScheduledExecutorService.class).toInstance(time);
                bind(RandomGenerator.class).toInstance(new Random(1));
              }
            });
    Announcer announcer = injector.getInstance(Announcer.class);
    Bridge bridge =
        new Bridge(
            mqtt,
            Set.of(source),
            broker,
            announcer,
            injector.getInstance(Topics.class),
            control,
            time,
            Runnable::run,
            new ProductVersion("1.2.3"));
    announcer.start();
    bridge.start();
    bridge.startSources();
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
    assertThat(control.restarts).isEqualTo(1);
    assertThat(control.level).isEqualTo(Level.DEBUG);
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

  private static DeviceDescription house() {
    return new DeviceDescription(
        HOUSE,
        "House",
        "Fake",
        null,
        null,
        null,
        null,
        List.of(
            new Entity.Switch(EntityInfo.of("power", null)),
            new Entity.EventSource(
                EntityInfo.of("btn1", "Button"), "button", List.of("press_end"), null),
            new Entity.Sensor(
                EntityInfo.of("voltage", "Voltage"),
                SensorKind.VOLTAGE,
                "V",
                Accumulation.MEASUREMENT,
                1)));
  }

  private static MqttConfig config() {
    return new MqttConfig(
        URI.create("mqtt://localhost:1883"),
        "",
        Secret.NONE,
        "phasebridge",
        MqttConfig.Protocol.V5,
        "phasebridge",
        true,
        new MqttConfig.Tls(null, null, null));
  }

  private static final class FakeControl implements BridgeControl {
    private Level level = Level.INFO;
    private int restarts;

    @Override
    public Level logLevel() {
      return level;
    }

    @Override
    public void logLevel(Level changed) {
      level = changed;
    }

    @Override
    public void restart() {
      restarts++;
    }
  }
}
