package io.github.phasebridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker of payloads must find what Home Assistant would refuse. */
class DiscoveryRulesTest {

  private static final String GOOD =
      """
      {"device":{"identifiers":["m"],"name":"Meter"},"origin":{"name":"phasebridge"},
       "availability":[{"topic":"pb/status"}],"availability_mode":"all","state_topic":"pb/m/state",
       "components":{
        "energy":{"platform":"sensor","unique_id":"m_energy","name":"Energy","device_class":"energy",
         "unit_of_measurement":"kWh","state_class":"total","qos":1,
         "value_template":"{{ value_json.energy }}"},
        "cloud":{"platform":"binary_sensor","unique_id":"m_cloud","name":"Cloud",
         "entity_category":"diagnostic"},
        "relay":{"platform":"switch","unique_id":"m_relay","name":null,
         "command_topic":"pb/m/relay/set"},
        "mode":{"platform":"select","unique_id":"m_mode","name":"Mode","options":["A","B"],
         "command_topic":"pb/m/mode/set"},
        "key":{"platform":"event","unique_id":"m_key","name":"Key","event_types":["press_end"],
         "state_topic":"pb/m/event/key"},
        "one":{"platform":"device_automation","automation_type":"trigger","type":"press",
         "subtype":"one","topic":"pb/m/event/key"},
        "two":{"platform":"device_automation","automation_type":"trigger","type":"press",
         "subtype":"two","topic":"pb/m/event/key"},
        "gone":{"platform":"sensor"}}}
      """;

  @Test
  void aGoodPayloadIsAccepted() {
    assertThat(DiscoveryRules.complaints(GOOD, "homeassistant")).isEmpty();
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "state_topic":"pb/m/state" | "state_topic":"pb/m/state","~":"pb"       | root: '~' is unknown there
          "state_topic":"pb/m/state" | "retain":true                             | energy: needs state_topic
          "name":"Meter"             | "name":"Meter","area":"Hall"              | device: 'area' is unknown there
          "name":"Meter"             | "name":"Meter","serial_number":7          | device: serial_number has a bad value
          "name":"Meter"             | "name":"Meter","configuration_url":"x"    | device: configuration_url has a bad value
          "identifiers":["m"],       | ""                                        | device: needs identifiers or connections
          "name":"phasebridge"       | "sw_version":"1"                          | origin: needs name
          "origin":                  | "o":                                      | origin: is missing or no object
          "availability_mode":"all"  | "availability_mode":"both"                | root: availability_mode has a bad value
          {"topic":"pb/status"}      | {"topic":"pb/#"}                          | root.availability: topic has a bad value
          "platform":"select"        | "platform":"choice"                       | mode: has the unknown platform 'choice'
          "unique_id":"m_energy",    | ""                                        | energy: needs unique_id
          "unique_id":"m_energy"     | "unique_id":"m_cloud"                     | cloud: another entity has its unique_id
          "unit_of_measurement":"kWh" | "unit_of_measurement":"W"                | energy: unit 'W' does not go with energy
          "state_class":"total"      | "state_class":"measurement"               | energy: state_class 'measurement' does not go with energy
          "state_class":"total"      | "state_class":"growing"                   | energy: state_class has a bad value
          "device_class":"energy"    | "device_class":"uptime"                   | energy: has the unknown device_class 'uptime'
          "qos":1                    | "qos":3                                   | energy: qos has a bad value
          "name":"Energy"            | "name":"Energy","object_id":"x"           | energy: object_id is dead since 2026.4
          "name":"Energy"            | "name":"Energy","uniq_id":"x"             | energy: 'uniq_id' is unknown in a sensor
          "name":"Energy"            | "name":"Meter energy"                     | energy: its name repeats the device's
          "name":"Energy"            | "name":null                               | relay: another entity has no name of its own either
          "name":"Energy"            | "name":"Energy","icon":"flash"            | energy: icon has a bad value
          "name":"Energy"            | "name":"Energy","default_entity_id":"e"   | energy: default_entity_id must begin with sensor.
          "entity_category":"diagnostic" | "entity_category":"config"            | cloud: entity_category has a bad value
          "command_topic":"pb/m/relay/set" | "optimistic":false                  | relay: needs command_topic
          "command_topic":"pb/m/relay/set" | "command_topic":"homeassistant/x"   | relay: command_topic is below the discovery prefix
          "command_topic":"pb/m/relay/set" | "command_topic":"pb/m","retain":true | relay: retain has a bad value
          "options":["A","B"]        | "options":["A","A"]                       | mode: options has a bad value
          "event_types":["press_end"], | ""                                      | key: needs event_types
          "subtype":"two"            | "subtype":"one"                           | two: another trigger has its type and subtype
          "{{ value_json.energy }}"  | "value_json.energy"                       | energy: value_template has a bad value
          """)
  void aBadPayloadIsComplainedAbout(String good, String bad, String complaint) {
    String payload = GOOD.replace(good, bad.equals("\"\"") ? "" : bad);

    assertThat(payload).isNotEqualTo(GOOD);
    assertThat(DiscoveryRules.complaints(payload, "homeassistant")).contains(complaint);
  }

  @Test
  void whatIsNotJsonIsComplainedAbout() {
    assertThat(DiscoveryRules.complaints("{", "homeassistant")).isNotEmpty();
  }
}
