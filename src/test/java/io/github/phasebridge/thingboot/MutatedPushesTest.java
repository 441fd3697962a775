package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.testing.Mutations;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Thousands of damaged messages, the same in every run: nothing is thrown, nothing hangs. */
@Timeout(120)
class MutatedPushesTest {

  /** What breaks readers: put in place of any character or piece of a message. */
  private static final List<String> POISON =
      List.of(
          "null",
          "[]",
          "{}",
          "[[[[[[[[",
          "\"\"",
          "\"null\"",
          "\"227,73\"",
          "NaN",
          "1e400",
          "1e999999999",
          "-1e-999999999",
          "1e99999999999",
          "99999999999999999999999999999999999999999",
          "-1",
          "true",
          "\\",
          "\\ud800",
          "\u0000",
          "\uFEFF",
          ",",
          ":",
          "%",
          "&=&",
          "\"{\\\"data\\\":\\\"[1\\\"}\"",
          "{\"data\":{\"event\":{\"result\":{\"name\":{}}}}}",
          "\"online\"",
          "9".repeat(2000),
          "\"" + "/".repeat(2000) + "\"");

  private static final Mutations MUTATIONS = new Mutations(POISON);

  private static final int MUTANTS = 400;

  private final PushReaders readers = new PushReaders();

  static List<String> fixtures() {
    return PushFixtures.names();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void damagedMessagesBreakNothing(String name) {
    String fixture = PushFixtures.read(name);
    Random random = new Random(name.hashCode());
    int accepted = 0;
    for (int i = 0; i < MUTANTS; i++) {
      accepted += readers.accept(MUTATIONS.of(fixture, random));
    }
    assertThat(accepted)
        .as("mutants that were still read, so that the test has teeth")
        .isPositive();
  }

  @Test
  void randomTextsBreakNothing() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 128 : 65536));
      }
      readers.accept(text.toString());
    }
  }

  @Test
  void hugeBodiesEnd() {
    int size = PushBody.MOST_CHARACTERS;
    readers.accept("[".repeat(size));
    readers.accept("{\"data\":".repeat(size / 8));
    readers.accept("[" + "{},".repeat(size / 3 - 1) + "{}]");
    readers.accept("{\"device\":1,\"data\":[" + "{\"mid\":1},".repeat(6000) + "{}]}");
    readers.accept("{\"device\":1," + "\"a\":1,".repeat(size / 6 - 10) + "\"b\":1}");
    readers.accept("{\"device\":" + "9".repeat(size - 20) + "}");
    readers.accept("{\"device\":1,\"today\":" + "9".repeat(900) + "}");
    readers.accept("{\"device\":1,\"today\":\"" + "9".repeat(size - 40) + "\"}");
    readers.accept("{\"device\":1,\"error\":\"" + "x".repeat(size - 40) + "\"}");
    readers.accept("{\"device\":1,\"ip\":\"" + "1.".repeat(size / 3) + "\"}");
    readers.accept("a=1&".repeat(size / 4));
    readers.accept("a" + "[b]".repeat(size / 4) + "=1");
    readers.accept("%".repeat(size));
  }
}
