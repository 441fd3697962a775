package io.github.phasebridge.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.EntityInfo;
import io.github.phasebridge.testing.DiscoveryRules;
import io.github.phasebridge.testing.SampleDevices;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DiscoveryPayloadTest {

  private final DiscoveryPayload payloads =
      new DiscoveryPayload(new Topics("phasebridge", "homeassistant"), "0.1.0");

  static List<DeviceDescription> samples() {
    return SampleDevices.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void homeAssistantHasNothingToComplainAbout(DeviceDescription description) {
    assertThat(DiscoveryRules.complaints(payloads.text(description), "homeassistant")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyEntityHasItsComponent(DeviceDescription description) {
    assertThat(payloads.tree(description).path("components").propertyNames())
        .containsAll(description.entities().stream().map(Entity::key).toList());
  }

  @Test
  void aSmallMeterLooksLikeThis() {
    DeviceDescription meter =
        new DeviceDescription(
            SampleDevices.singlePhaseMeter().id(),
            "House",
            "IAMMETER",
            null,
            "DA2BED94",
            null,
            null,
            List.of(
                SampleDevices.singlePhaseMeter().entity("import_energy").orElseThrow(),
                SampleDevices.singlePhaseMeter().entity("cloud").orElseThrow()));

    assertThat(payloads.text(meter))
        .isEqualTo(
            """
            {"device":{"identifiers":["iammeter_da2bed94"],"name":"House",\
            "manufacturer":"IAMMETER","serial_number":"DA2BED94",\
            "via_device":"phasebridge_bridge"},\
            "origin":{"name":"phasebridge","sw_version":"0.1.0",\
            "support_url":"https://github.com/phasebridge/phasebridge"},\
            "availability":[{"topic":"phasebridge/status"},\
            {"topic":"phasebridge/iammeter_da2bed94/availability"}],"availability_mode":"all",\
            "state_topic":"phasebridge/iammeter_da2bed94/state","components":{\
            "import_energy":{"platform":"sensor","unique_id":"iammeter_da2bed94_import_energy",\
            "name":"Import energy","qos":1,"device_class":"energy",\
            "unit_of_measurement":"kWh","state_class":"total_increasing",\
            "suggested_display_precision":2,\
            "value_template":"{{ value_json[\\"import_energy\\"] | default(none) }}"},\
            "cloud":{"platform":"binary_sensor","unique_id":"iammeter_da2bed94_cloud",\
            "name":"Cloud","entity_category":"diagnostic","qos":1,\
            "device_class":"connectivity",\
            "value_template":"{{ value_json[\\"cloud\\"] | default(none) }}",\
            "availability":[{"topic":"phasebridge/status"}]}}}\
            """);
  }

  @Test
  void theBridgeIsAvailableWhileItRunsAndIsReachedThroughNobody() {
    JsonNode bridge = payloads.tree(SampleDevices.bridge());

    assertThat(bridge.path("availability")).hasToString("[{\"topic\":\"phasebridge/status\"}]");
    assertThat(bridge.path("device").has("via_device")).isFalse();
    assertThat(bridge.at("/components/started/unique_id").asString())
        .isEqualTo("phasebridge_bridge_started");
  }

  @Test
  void theMainEntityCarriesTheDevicesNameAlone() {
    JsonNode relay = component(SampleDevices.relay(), "power");

    assertThat(relay.has("name")).isTrue();
    assertThat(relay.path("name").isNull()).isTrue();
  }

  @Test
  void anEntityIsOnlyHiddenWhenItIsDisabled() {
    assertThat(component(SampleDevices.relay(), "clear_all").path("enabled_by_default"))
        .hasToString("false");
    assertThat(component(SampleDevices.relay(), "restart").has("enabled_by_default")).isFalse();
  }

  @Test
  void attributesHaveTheirOwnTopic() {
    assertThat(
            component(SampleDevices.singlePhaseMeter(), "calls_left")
                .path("json_attributes_topic")
                .asString())
        .isEqualTo("phasebridge/iammeter_da2bed94/calls_left/attributes");
    assertThat(component(SampleDevices.relay(), "voltage").has("json_attributes_topic")).isFalse();
  }

  @Test
  void eventAndTriggerReadOneTopic() {
    JsonNode event = component(SampleDevices.relay(), "btn1");
    JsonNode trigger = component(SampleDevices.relay(), "btn1_trigger");

    assertThat(event.path("state_topic").asString())
        .isEqualTo("phasebridge/thingboot_a1b2c3/event/btn1")
        .isEqualTo(trigger.path("topic").asString());
    assertThat(trigger)
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"platform":"device_automation","automation_type":"trigger",
                     "type":"button_short_press","subtype":"button_1",
                     "topic":"phasebridge/thingboot_a1b2c3/event/btn1",
                     "value_template":"{{ value_json.event_type }}","payload":"press_end","qos":1}
                    """));
  }

  @Test
  void aSelectShowsLabelsAndSendsValues() {
    JsonNode select = component(SampleDevices.bridge(), "log_level");

    assertThat(select.path("options")).hasToString("[\"Debug\",\"Info\",\"Warnings only\"]");
    assertThat(select.path("value_template").asString())
        .isEqualTo(
            "{{ {\"debug\": \"Debug\", \"info\": \"Info\", \"warn\": \"Warnings only\"}"
                + ".get(value_json[\"log_level\"] | default(none) | string) }}");
    assertThat(select.path("command_template").asString())
        .isEqualTo(
            "{{ {\"Debug\": \"debug\", \"Info\": \"info\", \"Warnings only\": \"warn\"}"
                + ".get(value) }}");
  }

  @Test
  void aSelectWhoseLabelsAreItsValuesNeedsNoTable() {
    DeviceDescription relay =
        with(
            new Entity.Choice(
                EntityInfo.of("mode", "Mode"),
                List.of(
                    new Entity.Choice.Option("auto", "auto"),
                    new Entity.Choice.Option("off", "off"))));

    assertThat(component(relay, "mode").path("value_template").asString())
        .isEqualTo("{{ value_json[\"mode\"] | default(none) }}");
    assertThat(component(relay, "mode").has("command_template")).isFalse();
  }

  @Test
  void aSensorNeverSaysThatItConfigures() {
    DeviceDescription relay =
        with(new Entity.BinarySensor(EntityInfo.of("locked", "Locked").config(), null));

    assertThat(component(relay, "locked").path("entity_category").asString())
        .isEqualTo("diagnostic");
  }

  private JsonNode component(DeviceDescription description, String key) {
    return payloads.tree(description).path("components").path(key);
  }

  private static DeviceDescription with(Entity entity) {
    return new DeviceDescription(
        SampleDevices.relay().id(), "R", "M", null, null, null, null, List.of(entity));
  }
}
