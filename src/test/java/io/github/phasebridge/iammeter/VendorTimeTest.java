package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendorTimeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2020/8/28 5:27:33 | 2020-08-28T05:27:33",
        "2020/08/28 05:27:33 | 2020-08-28T05:27:33",
        "2023/9/12 0:00:34 | 2023-09-12T00:00:34",
        "2020/8/28, 5:27:33 | 2020-08-28T05:27:33",
        "28.08.2020 r. 15:27:33 | 2020-08-28T15:27:33",
        "28.08.2020 r., 5:30:48 | 2020-08-28T05:30:48",
        "28.08.2020 15:30:48 | 2020-08-28T15:30:48",
        "21.11.2023, 6:30:22 | 2023-11-21T06:30:22",
        "2023-11-21 06:30:22 | 2023-11-21T06:30:22",
        "2023-11-21T06:30:22 | 2023-11-21T06:30:22",
        "2023-11-21T06:30:22.5 | 2023-11-21T06:30:22.5",
        "2023-11-21T06:30:22.123456789012Z | 2023-11-21T06:30:22.123456789",
        "2023-11-21 6:30 | 2023-11-21T06:30:00",
        "2023/11/21 6:30:22 PM | 2023-11-21T18:30:22",
        "2023/11/21 12:00:01 AM | 2023-11-21T00:00:01",
        "2023/11/21 12:00:01 p.m. | 2023-11-21T12:00:01",
        "2024/2/29 1:02:03 | 2024-02-29T01:02:03",
        "0001/1/1 0:00:00 | 0001-01-01T00:00:00",
      })
  void theClockIsReadAsItStands(String text, LocalDateTime expected) {
    assertThat(read(text)).map(VendorTime::clock).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2023/11/21 6:30:22, 2023-11-21T06:30:22Z",
    "2023-11-21T06:30:22Z, 2023-11-21T06:30:22Z",
    "2023-11-21T06:30:22 UTC, 2023-11-21T06:30:22Z",
    "2023-11-21T14:30:22+08:00, 2023-11-21T06:30:22Z",
    "2023-11-21T14:30:22+0800, 2023-11-21T06:30:22Z",
    "2023-11-21 01:30:22 -05, 2023-11-21T06:30:22Z",
  })
  void anInstantIsUtcUnlessItsOffsetIsWritten(String text, Instant expected) {
    assertThat(read(text)).map(VendorTime::asUtc).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "2023/11/21",
        "6:30:22",
        "21/11/2023 6:30:22",
        "11/21/2023 6:30:22 AM",
        "2023/11-21 6:30:22",
        "2023/13/1 6:30:22",
        "2023/2/29 6:30:22",
        "2023/11/21 24:00:00",
        "2023/11/21 6:60:22",
        "2023/11/21 13:00:00 PM",
        "2023/11/21 0:00:00 AM",
        "2023-11-21T06:30:22+99:00",
        "2023-11-21T06:30:22 later",
        "1700548222",
      })
  void everythingElseIsNoTime(String text) {
    assertThat(read(text)).isEmpty();
  }

  private static Optional<VendorTime> read(String text) {
    return Optional.ofNullable(VendorTime.read(text));
  }
}
