package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirmwareVersionTest {

  @ParameterizedTest
  @CsvSource({
    "p46.20240428.v3, p46.20250823.v12",
    "p46.20250813.v11, p46.20250823.v12",
    "P46.20250813.V11, p46.20250823.v12",
    "p46.20250823.v12, p46.20250823.v12",
    "p46.20250823.v13, p46.20250823.v13",
    "p46.20260101.v1, p46.20260101.v1"
  })
  void theLatestIsTheLargerOfTheDefinedAndTheInstalled(String installed, String latest) {
    assertThat(FirmwareVersion.attributes(TestProducts.p46(), installed))
        .isEqualTo(Map.of("installed_version", installed, "latest_version", latest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.4.0", "v12", "p156.20240115.v1", "p46.20241399.v1", "p46.20240101.v", "p46"})
  void whatCannotBeComparedIsTheLatest(String installed) {
    assertThat(FirmwareVersion.attributes(TestProducts.p46(), installed))
        .containsEntry("latest_version", installed);
  }
}
