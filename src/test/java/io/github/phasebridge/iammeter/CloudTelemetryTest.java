package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CloudTelemetryTest {

  private CloudHarness cloud;

  @BeforeEach
  void open() throws Exception {
    cloud = new CloudHarness();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void callsAreCountedByEndpointAndEnd() throws Exception {
    cloud.answer(CloudHarness.fixture("meterdata2-1-phase"));
    cloud.answer(500, "");
    cloud.answer("<html>");
    cloud.answer("");

    cloud.api().meterData(CloudHarness.SN);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> cloud.api().meterData(CloudHarness.SN))
          .isInstanceOf(IammeterFailure.class);
    }

    assertThat(cloud.telemetry.lines())
        .containsExactly(
            "iammeter site/meterdata2 ok",
            "iammeter site/meterdata2 server_error",
            "iammeter site/meterdata2 unreadable",
            "iammeter site/meterdata2 over_limit");
  }

  @Test
  void aRefusedTokenAndTheLoginAfterItAreCallsOfTheirOwn() throws Exception {
    cloud.userName = "test";
    cloud.answer(401, "");
    cloud.answer(CloudHarness.fixture("login"));
    cloud.answer(CloudHarness.fixture("meterdata2-1-phase"));

    cloud.api().meterData(CloudHarness.SN);

    assertThat(cloud.telemetry.lines())
        .containsExactly(
            "iammeter site/meterdata2 unauthorized",
            "iammeter user/login ok",
            "iammeter site/meterdata2 ok");
  }
}
