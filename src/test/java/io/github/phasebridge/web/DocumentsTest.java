package io.github.phasebridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.bridge.Overview;
import io.github.phasebridge.log.RecentLog;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The documents as the page reads them. */
class DocumentsTest {

  private final Overview overview = SampleOverview.usual();

  @Test
  void theStatusHasTheBrokerHomeAssistantAndTheClouds() {
    assertThat(json(StatusDocument.of(overview)).toString())
        .startsWith(
            "{\"version\":\"0.1.0\",\"started\":\"2026-11-21T10:00:00Z\",\"broker\":{\"ok\":true,"
                + "\"since\":\"2026-11-21T10:00:00Z\",\"detail\":\"\","
                + "\"address\":\"mqtt://localhost:1883\",\"origin\":\"configuration\","
                + "\"protocol\":\"5\"},\"home_assistant\":")
        .contains(
            "{\"name\":\"iammeter\",\"title\":\"IAMMETER\",\"ok\":true,"
                + "\"since\":\"2026-11-21T10:00:00Z\",\"detail\":\"\",\"last_failure\":{")
        .contains(
            "{\"title\":\"Readings\",\"device\":\"iammeter_3f00aa11\",\"limit\":12,"
                + "\"window_seconds\":3600,\"left\":7,\"next\":\"2026-11-21T10:05:00Z\"}")
        .contains(
            "{\"title\":\"Analyses\",\"device\":null,\"limit\":5,\"window_seconds\":86400,"
                + "\"left\":5,\"next\":null}")
        .contains(
            "\"title\":\"ThingBoot\",\"ok\":null,\"since\":null,\"detail\":\"\","
                + "\"last_failure\":null,\"channels\":[{\"title\":\"Push over MQTT\",\"ok\":false,")
        .contains("{\"severity\":\"warning\",\"title\":\"Meter House is offline\",")
        .endsWith(
            "\"devices\":[\"bridge\",\"iammeter_da2bed94\",\"iammeter_3f00aa11\","
                + "\"thingboot_a1b2c3\"]}");
  }

  @Test
  void valuesKeepTheirDigitsAndTheUnknownIsNull() {
    JsonNode meter = device(2);

    assertThat(entity(meter, "power_a").get("value").toString()).isEqualTo("231.50");
    assertThat(entity(meter, "voltage_a").get("value").toString()).isEqualTo("230.10");
    assertThat(entity(meter, "power_b").get("value").toString()).isEqualTo("0");
    assertThat(entity(meter, "power_c").get("value").isNull()).isTrue();
    assertThat(entity(meter, "power_a").toString())
        .startsWith(
            "{\"key\":\"power_a\",\"name\":\"Phase A power\",\"kind\":\"sensor\","
                + "\"category\":\"primary\",\"enabled\":true,\"unit\":\"W\","
                + "\"sensor_kind\":\"power\",");
  }

  @Test
  void everyKindOfEntityHasItsName() {
    assertThat(kinds(device(3)))
        .containsExactlyInAnyOrder("switch", "sensor", "button", "event", "select", "update");
    assertThat(kinds(device(0))).contains("binary_sensor");
  }

  @Test
  void aRelayHasItsCommandsEventsAndOptions() {
    JsonNode relay = device(3);

    assertThat(entity(relay, "power").get("value").stringValue()).isEqualTo("ON");
    assertThat(entity(relay, "power").get("name").isNull()).isTrue();
    assertThat(entity(relay, "clear_all").get("enabled").booleanValue()).isFalse();
    assertThat(entity(relay, "after_power_cut").get("options").get(1).get("label").stringValue())
        .isEqualTo("Switch on");
    assertThat(entity(relay, "last_command").get("attributes").get("ms").intValue()).isEqualTo(412);
    assertThat(relay.get("commands").toString())
        .startsWith(
            "[{\"at\":\"2026-11-21T10:00:00Z\",\"key\":\"power\",\"payload\":\"ON\","
                + "\"outcome\":\"confirmed\",\"reason\":null,\"ms\":412},")
        .contains("\"outcome\":\"refused\",\"reason\":\"The relay is offline.\"");
    assertThat(relay.get("events").toString())
        .isEqualTo(
            "[{\"at\":\"2026-11-21T10:00:00Z\",\"name\":\"btn1\",\"event_type\":\"press_end\"}]");
  }

  @Test
  void aDeviceThatNeverReadHasNoTime() {
    assertThat(device(1).get("at").isNull()).isTrue();
    assertThat(device(1).get("online").booleanValue()).isFalse();
  }

  @Test
  void aStackTraceIsForTheDiagnosticsFileOnly() {
    RecentLog.Line line =
        new RecentLog.Line(7, overview.started(), "error", "web", "It broke", "Broken: x\n\tat y");

    assertThat(json(LogDocument.of(line)).propertyNames())
        .containsExactly("number", "at", "level", "subject", "message");
    assertThat(json(LogDocument.complete(line)).get("trace").toString())
        .isEqualTo("[\"Broken: x\",\"at y\"]");
  }

  private JsonNode device(int index) {
    return json(DeviceDocument.of(overview.devices().get(index)));
  }

  private static JsonNode entity(JsonNode device, String key) {
    return StreamSupport.stream(device.get("entities").spliterator(), false)
        .filter(entity -> entity.get("key").stringValue().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> kinds(JsonNode device) {
    return StreamSupport.stream(device.get("entities").spliterator(), false)
        .map(entity -> entity.get("kind").stringValue())
        .collect(Collectors.toSet());
  }

  private static JsonNode json(Object document) {
    return Json.MAPPER
        .rebuild()
        .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build()
        .readTree(Json.text(document));
  }
}
