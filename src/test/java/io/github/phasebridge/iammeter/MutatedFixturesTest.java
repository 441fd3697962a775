package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.http.OneShotHttp;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Thousands of damaged answers, the same in every run: nothing but an {@link IammeterFailure} comes
 * out, and no parser hangs.
 */
@Timeout(120)
class MutatedFixturesTest {

  static final List<String> FIXTURES =
      List.of(
          "login",
          "sitelist",
          "metersdata",
          "metersdata-flat",
          "meterdata-1-phase",
          "meterdata2-1-phase",
          "meterdata-3-phase",
          "meterdata2-3-phase",
          "meterdata-7-values",
          "meterdata-2-rows",
          "meterdata-4-rows",
          "meterdata-texts",
          "meterdata-not-ready",
          "meterdatalist-1-phase",
          "meterdatalist-3-phase",
          "meterdatalist-utc-first",
          "meterdatalist2-3-phase",
          "power-analysis",
          "offline-analysis");

  /** What breaks parsers: put in place of any character or piece of an answer. */
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
          "-Infinity",
          "1e400",
          "1e999999999",
          "-1e-999999999",
          "99999999999999999999999999999999999999999",
          "true",
          "\\",
          "\\ud800",
          "\u0000",
          "\uFEFF",
          ",",
          ":",
          "\"2020/8/28 5:27:33\"",
          "\"0001/1/1 0:00:00\"",
          "9".repeat(2000),
          "\"" + "/".repeat(2000) + "\"");

  private static final int MUTANTS = 1500;

  private final Parsers parsers = new Parsers();

  @ParameterizedTest
  @FieldSource("FIXTURES")
  void damagedAnswersOnlyFailAsTheyMay(String name) {
    String fixture = CloudHarness.fixture(name);
    Random random = new Random(name.hashCode());
    int accepted = 0;
    for (int i = 0; i < MUTANTS; i++) {
      accepted += parsers.accept(mutate(fixture, random));
    }
    assertThat(accepted)
        .as("mutants that were still read, so that the test has teeth")
        .isPositive();
  }

  @Test
  void randomTextsOnlyFailAsTheyMay() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 128 : 65536));
      }
      parsers.accept(text.toString());
      VendorTime.read(text.toString());
    }
  }

  @Test
  void hugeAnswersEnd() {
    int size = (int) OneShotHttp.MOST_BYTES;
    parsers.accept("{\"data\":" + "[".repeat(size));
    parsers.accept("{\"data\":[" + "0,".repeat(size / 2) + "0]}");
    parsers.accept("{\"data\":{\"values\":[" + "[],".repeat(size / 3) + "[]]}}");
    parsers.accept("{\"data\":{\"gmtTime\":\"" + "1".repeat(size) + "\",\"values\":[[1]]}}");
    parsers.accept("{\"data\":[" + "{\"sn\":\"A1\"},".repeat(size / 12) + "{}]}");
    parsers.accept("{\"successful\":false,\"message\":\"" + "token=".repeat(size / 6) + "\"}");
    parsers.accept("{\"successful\":false,\"message\":\"" + "\\\"token".repeat(size / 7) + "\"}");
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
    String rest = parts[1].replaceFirst("^(?:\"[^\"]*\"|[-0-9.a-z]+)", "");
    return text.substring(0, at) + parts[0] + poison + rest;
  }
}
