package io.github.phasebridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost",
    "LocalHost:8099, localhost",
    "pi.local., pi.local",
    "pi.local.:8099, pi.local",
    "pi.local:, pi.local",
    "a_b-c.example, a_b-c.example",
    "1.2.3.4.example, 1.2.3.4.example",
    "300.1.1.1, 300.1.1.1",
    "1.2.3, 1.2.3",
  })
  void namesLoseTheirPortAndTheirDot(String written, String text) {
    assertThat(HostName.of(written)).contains(new HostName(text, false));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "192.168.1.20:8099, 192.168.1.20",
    "[::1], ::1",
    "[::1]:8099, ::1",
    "[FE80::1]:8099, fe80::1",
    "[::ffff:10.0.0.1], ::ffff:10.0.0.1",
    "::1, ::1",
  })
  void addressesAreKnownAsSuch(String written, String text) {
    assertThat(HostName.of(written)).contains(new HostName(text, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":8099",
        "a b",
        "a/b",
        "a@b",
        "a:b",
        "a:8099:8099",
        "[::1",
        "::1]",
        "[]",
        "[evil]",
        "[evil.example]:80",
        "[1::2::3]",
        "localhost#",
        "localhost,evil",
        "lo\tcalhost",
        "münchen",
      })
  void everythingElseIsNoHost(String written) {
    assertThat(HostName.of(written)).isEmpty();
  }
}
