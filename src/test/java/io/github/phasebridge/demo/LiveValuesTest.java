package io.github.phasebridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is read from the bridge's topics. */
class LiveValuesTest {

  private static final Instant NOW = Instant.parse("2026-11-05T12:00:00Z");

  private final LiveValues values = new LiveValues("phasebridge", "homeassistant");

  private void announceHouse() {
    take(
        "homeassistant/device/iammeter_7c3a91e4/config",
        """
        {"device":{"name":"House"},"state_topic":"phasebridge/iammeter_7c3a91e4/state",
         "components":{
           "voltage_a":{"name":"Voltage A","unit_of_measurement":"V",
             "unique_id":"iammeter_7c3a91e4_voltage_a"},
           "power":{"name":"Power","unit_of_measurement":"W",
             "unique_id":"iammeter_7c3a91e4_power"}}}
        """);
  }

  private void take(String topic, String payload) {
    values.take(topic, payload, NOW);
  }

  @Test
  void valuesCarryTheAnnouncedNamesAndUnits() {
    announceHouse();
    take(
        "phasebridge/iammeter_7c3a91e4/state",
        "{\"voltage_a\":231.50,\"power\":null,\"at\":\"2026-11-05T11:59:30Z\"}");

    Instant at = Instant.parse("2026-11-05T11:59:30Z");
    assertThat(values.all())
        .containsExactly(
            new LiveValue("House", "Voltage A", "231.5", "V", at),
            new LiveValue("House", "Power", "unknown", "W", at));
  }

  @Test
  void namesAreTheKeysUntilTheDeviceIsAnnounced() {
    take("phasebridge/iammeter_7c3a91e4/state", "{\"power\":5}");
    assertThat(values.all())
        .containsExactly(new LiveValue("iammeter_7c3a91e4", "power", "5", "", NOW));

    announceHouse();
    assertThat(values.all()).containsExactly(new LiveValue("House", "Power", "5", "W", NOW));
  }

  @Test
  void theBridgesOwnDeviceIsFoundByItsStateTopic() {
    take(
        "homeassistant/device/phasebridge_bridge/config",
        """
        {"device":{"name":"phasebridge"},"state_topic":"phasebridge/bridge/state",
         "components":{"version":{"name":"Version","unique_id":"phasebridge_bridge_version"}}}
        """);
    take("phasebridge/bridge/state", "{\"version\":\"0.1.0\"}");

    assertThat(values.all())
        .containsExactly(new LiveValue("phasebridge", "Version", "0.1.0", "", NOW));
  }

  @Test
  void aDeviceThatComesIntoBeingSpeaksOnceItIsNamedAndAvailable() {
    take("phasebridge/x/availability", "offline");
    take("phasebridge/x/state", "{\"a\":1}");
    assertThat(values.takeChanged()).isEmpty();
    announceX();
    assertThat(values.takeChanged()).isEmpty();
    take("phasebridge/x/availability", "online");
    assertThat(values.takeChanged()).extracting(LiveValue::value).containsExactly("1");
  }

  @Test
  void onlyWhatChangedIsReportedAndOnlyOnce() {
    announceX();
    take("phasebridge/x/state", "{\"a\":1,\"b\":2}");
    assertThat(values.takeChanged()).extracting(LiveValue::entity).containsExactly("a", "b");

    take("phasebridge/x/state", "{\"a\":1,\"b\":3}");
    take("phasebridge/x/state", "{\"a\":1,\"b\":4}");
    assertThat(values.takeChanged()).extracting(LiveValue::value).containsExactly("4");
    assertThat(values.takeChanged()).isEmpty();

    take("phasebridge/x/availability", "offline");
    assertThat(values.takeChanged()).extracting(LiveValue::value).contains("unavailable");
  }

  @Test
  void aNameThatComesLateCountsAsAChange() {
    take("phasebridge/iammeter_7c3a91e4/state", "{\"power\":5}");
    values.takeChanged();
    announceHouse();

    assertThat(values.takeChanged())
        .containsExactly(new LiveValue("House", "Power", "5", "W", NOW));
  }

  @Test
  void anUnavailableDeviceShowsNoOldValues() {
    take("phasebridge/x/state", "{\"a\":1}");
    take("phasebridge/x/availability", "offline");
    assertThat(values.all()).extracting(LiveValue::value).containsExactly("unavailable");

    take("phasebridge/x/availability", "online");
    assertThat(values.all()).extracting(LiveValue::value).containsExactly("1");
  }

  @Test
  void aRemovedDeviceDisappears() {
    take("phasebridge/x/state", "{\"a\":1}");
    take("phasebridge/x/state", "");

    assertThat(values.all()).isEmpty();
  }

  @Test
  void devicesStayTogether() {
    take("phasebridge/x/state", "{\"a\":1}");
    take("phasebridge/y/state", "{\"a\":1}");
    take("phasebridge/x/state", "{\"a\":1,\"b\":1}");

    assertThat(values.all()).extracting(LiveValue::device).containsExactly("x", "x", "y");
  }

  @Test
  void whatIsNoStateIsIgnored() {
    take("phasebridge/status", "online");
    take("phasebridge/x/state", "no JSON {");
    take("phasebridge/x/state", "[1]");
    take("phasebridge/x/power", "5");
    take("homeassistant/device/x/config", "");

    assertThat(values.all()).isEmpty();
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    take("phasebridge/x/state", "{\"a\":\"\\u001b[2Jboo\"}");

    assertThat(values.all()).extracting(LiveValue::value).containsExactly("?[2Jboo");
  }

  private void announceX() {
    take(
        "homeassistant/device/x/config",
        """
        {"device":{"name":"x"},"components":{"a":{"unique_id":"x_a"},"b":{"unique_id":"x_b"}}}
        """);
  }

  @Test
  void relaysComeFirstWithTheirLastEvent() {
    take("phasebridge/iammeter_7c3a91e4/state", "{\"power\":5}");
    take(
        "homeassistant/device/thingboot_820720/config",
        """
        {"device":{"name":"Boiler"},"state_topic":"phasebridge/thingboot_820720/state",
         "components":{"power":{"name":null,"unique_id":"thingboot_820720_power"}}}
        """);
    take("phasebridge/thingboot_820720/state", "{\"power\":\"ON\"}");
    take("phasebridge/thingboot_820720/event/btn1", "{\"event_type\":\"press_end\"}");

    assertThat(values.all())
        .containsExactly(
            new LiveValue("Boiler", "power", "ON", "", NOW),
            new LiveValue("Boiler", "Last event", "btn1", "", NOW),
            new LiveValue("iammeter_7c3a91e4", "power", "5", "", NOW));
  }

  @Test
  void eachPressIsSaidAgain() {
    take("phasebridge/thingboot_820720/event/btn1", "{}");
    assertThat(values.takeChanged()).hasSize(1);
    assertThat(values.takeChanged()).isEmpty();

    take("phasebridge/thingboot_820720/event/btn1", "{}");
    assertThat(values.takeChanged())
        .containsExactly(new LiveValue("thingboot_820720", "Last event", "btn1", "", NOW));
  }
}
