package io.github.phasebridge.iammeter;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No body makes the parsers throw anything but their own failure. A normal run goes through the
 * seeds, which are the fixtures; {@code JAZZER_FUZZ=1 mvn test -Dtest='ParsersFuzzTest#bodies'}
 * searches for more.
 */
class ParsersFuzzTest {

  private final Parsers parsers = new Parsers();

  @MethodSource("fixtures")
  @FuzzTest(maxDuration = "2m")
  void bodies(byte @NotNull [] body) {
    parsers.accept(new String(body, StandardCharsets.UTF_8));
  }

  @MethodSource("times")
  @FuzzTest(maxDuration = "1m")
  void times(@NotNull String text) {
    VendorTime time = VendorTime.read(text);
    if (time != null) {
      time.asUtc();
    }
  }

  static Stream<Arguments> fixtures() {
    return MutatedFixturesTest.FIXTURES.stream()
        .map(
            name ->
                Arguments.of((Object) CloudHarness.fixture(name).getBytes(StandardCharsets.UTF_8)));
  }

  static Stream<Arguments> times() {
    return Stream.of(
            "2020/8/28 5:27:33",
            "28.08.2020 r. 15:27:33",
            "2023-11-21T06:30:22.5+08:00",
            "2023/11/21 12:00:01 AM")
        .map(Arguments::of);
  }
}
