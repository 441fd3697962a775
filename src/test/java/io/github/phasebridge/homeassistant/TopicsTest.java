package io.github.phasebridge.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.testing.SampleDevices;
import org.junit.jupiter.api.Test;

class TopicsTest {

  private static final DeviceId METER = new DeviceId("iammeter_da2bed94");

  private final Topics topics = new Topics("phasebridge", "homeassistant");

  @Test
  void namesAreThoseOfTheDesign() {
    assertThat(topics.status()).isEqualTo("phasebridge/status");
    assertThat(topics.availability(METER)).isEqualTo("phasebridge/iammeter_da2bed94/availability");
    assertThat(topics.state(METER)).isEqualTo("phasebridge/iammeter_da2bed94/state");
    assertThat(topics.value(METER, "power")).isEqualTo("phasebridge/iammeter_da2bed94/power");
    assertThat(topics.command(METER, "power")).isEqualTo("phasebridge/iammeter_da2bed94/power/set");
    assertThat(topics.attributes(METER, "power"))
        .isEqualTo("phasebridge/iammeter_da2bed94/power/attributes");
    assertThat(topics.result(METER)).isEqualTo("phasebridge/iammeter_da2bed94/result");
    assertThat(topics.event(METER, "btn1")).isEqualTo("phasebridge/iammeter_da2bed94/event/btn1");
    assertThat(topics.discovery(METER)).isEqualTo("homeassistant/device/iammeter_da2bed94/config");
  }

  @Test
  void theBridgeIsIdentifiedByItsBaseTopic() {
    Topics house = new Topics("home/Power bridge", "ha");

    assertThat(house.state(Topics.BRIDGE)).isEqualTo("home/Power bridge/bridge/state");
    assertThat(house.identifier(Topics.BRIDGE)).isEqualTo("home_Power_bridge_bridge");
    assertThat(house.discovery(Topics.BRIDGE))
        .isEqualTo("ha/device/home_Power_bridge_bridge/config");
  }

  @Test
  void everyRetainedTopicOfARelayIsKnownAndNoOther() {
    assertThat(topics.retained(SampleDevices.relay()))
        .contains(
            "phasebridge/thingboot_a1b2c3/availability",
            "phasebridge/thingboot_a1b2c3/state",
            "phasebridge/thingboot_a1b2c3/power",
            "phasebridge/thingboot_a1b2c3/last_command/attributes",
            "phasebridge/thingboot_a1b2c3/firmware/attributes")
        .doesNotContain(
            "phasebridge/thingboot_a1b2c3/btn1",
            "phasebridge/thingboot_a1b2c3/restart",
            "phasebridge/thingboot_a1b2c3/voltage/attributes")
        .noneMatch(topic -> topic.contains("/event/") || topic.endsWith("/set"));
  }
}
