package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

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
      accepted += readers.accept(mutate(fixture, random));
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

  private static String mutate(String fixture, Random random) {
    String text = fixture;
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(12));
      String poison = POISON.get(random.nextInt(POISON.size()));
      text =
          switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + text.substring(end);
            case 2 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(end);
            case 3 -> text.substring(0, at) + text.substring(at, end) + text.substring(at);
            case 4 -> replaceToken(text, at, poison);
            default -> text.substring(0, at) + poison + text.substring(end);
          };
    }
    return text;
  }

  /** Replaces the number or text that begins at or after a place, so that the JSON stays whole. */
  private static String replaceToken(String text, int at, String poison) {
    String[] parts = text.substring(at).split("(?<=[\\[,:])", 2);
    if (parts.length < 2) {
      return text;
    }
    String rest = parts[1].replaceFirst("^\\s*(?:\"[^\"]*\"|[-0-9.a-z]+)", "");
    return text.substring(0, at) + parts[0] + poison + rest;
  }
}
