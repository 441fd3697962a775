package io.github.phasebridge.thingboot;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No body makes the readers of messages throw anything. A normal run goes through the seeds, which
 * are the fixtures; {@code JAZZER_FUZZ=1 mvn test -Dtest='PushFuzzTest#bodies'} searches for more.
 */
class PushFuzzTest {

  private final PushReaders readers = new PushReaders();

  @MethodSource("fixtures")
  @FuzzTest(maxDuration = "2m")
  void bodies(byte @NotNull [] body) {
    readers.accept(new String(body, StandardCharsets.UTF_8));
  }

  static Stream<Arguments> fixtures() {
    return PushFixtures.names().stream()
        .map(
            name ->
                Arguments.of((Object) PushFixtures.read(name).getBytes(StandardCharsets.UTF_8)));
  }
}
