package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.http.OneShotHttp;
import io.github.phasebridge.testing.Mutations;
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

  private static final Mutations MUTATIONS = new Mutations(POISON);

  private static final int MUTANTS = 1500;

  private final Parsers parsers = new Parsers();

  @ParameterizedTest
  @FieldSource("FIXTURES")
  void damagedAnswersOnlyFailAsTheyMay(String name) {
    String fixture = CloudHarness.fixture(name);
    Random random = new Random(name.hashCode());
    int accepted = 0;
    for (int i = 0; i < MUTANTS; i++) {
      accepted += parsers.accept(MUTATIONS.of(fixture, random));
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
}
