package io.github.phasebridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.testing.FakeSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bridge's own device. */
class BridgeDeviceTest {

  @Test
  void eachCloudHasItsConnectivity() {
    assertThat(BridgeDevice.describe("1.0", List.of(new FakeSource())).entity("fake_cloud"))
        .isPresent();
  }

  @Test
  void aFamilyWithoutACloudShowsNone() {
    List<FakeSource> sources = List.of(new FakeSource().withoutCloud());
    assertThat(BridgeDevice.describe("1.0", List.copyOf(sources)).entity("fake_cloud")).isEmpty();
  }
}
