package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderJsonTest {

  private static final Product.Property.Switched ONE_OR_ZERO =
      new Product.Property.Switched("1", "0");

  @Test
  void theCloudGetsDeviceAndOrderWithTheMark() {
    assertThat(OrderJson.cloud("820720", Order.toSwitch("power", ONE_OR_ZERO, true), "T2503"))
        .isEqualTo("{\"device\":820720,\"order\":{\"power\":1,\"extra\":\"T2503\"}}");
  }

  @Test
  void theRelayItselfGetsTheBareCommand() {
    assertThat(OrderJson.lan(Order.toSwitch("power", ONE_OR_ZERO, false)))
        .isEqualTo("{\"power\":0}");
    assertThat(OrderJson.lan(new Order("point", "1000"))).isEqualTo("{\"point\":\"1000\"}");
  }

  @Test
  void aConfigurationItemIsWrittenAsAText() {
    assertThat(OrderJson.configuration("820720", "relay1", "1"))
        .isEqualTo("{\"device\":820720,\"config\":{\"relay1\":\"1\"}}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "999999999999999999, 999999999999999999",
    "0820720, '\"0820720\"'",
    "9999999999999999999, '\"9999999999999999999\"'",
    "-5, '\"-5\"'",
    "a1b2, '\"a1b2\"'"
  })
  void anIdIsANumberOnlyIfItReadsTheSameAsOne(String id, String written) {
    assertThat(OrderJson.configuration(id, "a", "b"))
        .isEqualTo("{\"device\":" + written + ",\"config\":{\"a\":\"b\"}}");
  }
}
