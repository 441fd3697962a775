package io.github.phasebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppOptionsTest {

  @TempDir Path directory;
  private Sources sources;

  @BeforeEach
  void prepare() {
    sources = new Sources(directory);
  }

  @Test
  void namesAreThoseOfTheSettingsInSnakeCase() throws Exception {
    PhasebridgeConfig config =
        sources
            .options(
                """
                {
                  "iammeter": {
                    "token": "0123",
                    "poll_interval": "10m",
                    "stale_after": "20m",
                    "only_listed": true,
                    "meters": [ { "sn": "DA2BED94", "name": "House" } ]
                  },
                  "thingboot": {
                    "query_interval": false,
                    "units": { "active_power": { "unit": "kW", "factor": 0.001 } }
                  },
                  "mqtt": { "protocol": 5 },
                  "data_dir": "/data"
                }
                """)
            .config();

    assertThat(config.iammeter().pollInterval()).hasMinutes(10);
    assertThat(config.iammeter().onlyListed()).isTrue();
    assertThat(config.iammeter().meters())
        .containsExactly(
            new IammeterConfig.Meter("DA2BED94", "House", IammeterConfig.Phases.SUPPLY));
    assertThat(config.thingboot().queryInterval()).isNull();
    assertThat(config.thingboot().units())
        .containsEntry("active_power", new ThingbootConfig.Unit("kW", new BigDecimal("0.001")));
    assertThat(config.mqtt().protocol()).isEqualTo(MqttConfig.Protocol.V5);
    assertThat(config.dataDir()).isEqualTo(Path.of("/data"));
  }

  @Test
  void deepSettingsMayBeWrittenFlatSinceAFormHasGroupsOfOneLevel() throws Exception {
    PhasebridgeConfig config =
        sources
            .options(
                """
                {
                  "thingboot": {
                    "push_mqtt_url": "mqtts://192.0.2.1",
                    "push_mqtt": { "client_id": "mine" },
                    "units_energy_unit": "Wh",
                    "units_power_factor_factor": 0.01
                  }
                }
                """)
            .config();

    assertThat(config.thingboot().pushUrl()).hasToString("mqtts://192.0.2.1");
    assertThat(config.thingboot().pushClientId()).isEqualTo("mine");
    assertThat(config.thingboot().units())
        .containsEntry("energy", new ThingbootConfig.Unit("Wh", BigDecimal.ONE))
        .containsEntry("power_factor", new ThingbootConfig.Unit(null, new BigDecimal("0.01")));
  }

  @Test
  void whatIsEmptyOrNullDoesNotHideTheLayersBelow() throws Exception {
    sources
        .settings("mqtt { username = joe, client-id = x }", "iammeter.meters = [{sn = A}]")
        .options(
            """
            {"mqtt": {"username": "", "client_id": null, "tls": {}}, "iammeter": {"meters": []}}
            """);

    assertThat(sources.config().mqtt().username()).isEqualTo("joe");
    assertThat(sources.config().mqtt().clientId()).isEqualTo("x");
    assertThat(sources.config().iammeter().meters()).hasSize(1);
  }

  @Test
  void aTextIsLiteral() throws Exception {
    sources.options("{\"mqtt\": {\"password\": \"a\\\"b#c${x}//\"}}");

    assertThat(sources.config().mqtt().password()).isEqualTo(new Secret("a\"b#c${x}//"));
  }

  @Test
  void problemsNameTheOption() {
    sources.options("{\"mqtt\": {\"client_idd\": \"x\"}, \"iammeter\": {\"meters\": [{}]}}");

    assertThat(sources.problems())
        .containsExactly(
            "app option mqtt.client_idd: mqtt.client-idd: unknown setting; did you mean"
                + " 'client-id'?",
            "app option iammeter.meters[0]: iammeter.meters[0].sn: allowed is the meter's serial"
                + " number: without white space and without any of / \\ ? # + %");
  }

  @Test
  void optionsThatAreNoJsonAreAProblem() {
    assertThat(sources.options("{\"mqtt\": {\"password\": hunter2}}").problems())
        .singleElement()
        .asString()
        .startsWith("options.json:1: not valid")
        .doesNotContain("hunter2");
  }
}
