package io.github.phasebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is written, the answer is a configuration or a {@link ConfigException}. */
class ConfigFuzzTest {

  private static final int ROUNDS = 200;

  private static final List<String> PIECES =
      List.of(
          "phasebridge",
          "mqtt",
          "iammeter",
          "meters",
          "units",
          "url",
          "token",
          "include ",
          "\"",
          "\"\"\"",
          "{",
          "}",
          "[",
          "]",
          "=",
          "+=",
          ":",
          ",",
          ".",
          "..",
          "$",
          "${",
          "${?",
          "}",
          "\\",
          "\\u",
          "#",
          "//",
          "\n",
          " ",
          "null",
          "true",
          "auto",
          "off",
          "310s",
          "1e999999999",
          "-1",
          "0x1",
          "mqtt://x",
          "://",
          "@",
          "?",
          "%",
          "\u0000",
          "ü",
          "\uD83D\uDE00",
          "file(",
          ")",
          "required(");

  @TempDir Path directory;

  @Test
  void anyFile() {
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      String text = text(random);
      outcome(new Sources(directory).file(text), text);
      outcome(new Sources(directory).settings(text), text);
    }
  }

  @Test
  void anyValueOfAnySetting() throws Exception {
    Random random = new Random(2);
    List<String> paths =
        new Sources(directory)
            .load().effective().rows().stream().map(EffectiveConfiguration.Row::path).toList();
    for (int i = 0; i < ROUNDS; i++) {
      String text = text(random);
      String path = paths.get(random.nextInt(paths.size()));
      String name = EnvironmentVariables.nameOf(path);
      outcome(new Sources(directory).variable(name, text), name + "=" + text);
      outcome(new Sources(directory).variable(name + "_FILE", text), name + "_FILE=" + text);
      outcome(new Sources(directory).settings(path + " = " + text), path + " = " + text);
    }
  }

  @Test
  void anyAppOptions() {
    Random random = new Random(3);
    for (int i = 0; i < ROUNDS; i++) {
      String text = text(random);
      outcome(new Sources(directory).options(text), text);
      outcome(new Sources(directory).options("{\"mqtt\": {" + text + "}}"), text);
    }
  }

  private static void outcome(Sources sources, String input) {
    try {
      assertThat(sources.load()).isNotNull();
    } catch (ConfigException e) {
      assertThat(e.problems()).as(input).isNotEmpty();
      assertThat(e.problems()).as(input).noneMatch(it -> it.toString().contains("\n"));
    } catch (RuntimeException e) {
      throw new AssertionError("this input is not refused properly: " + input, e);
    }
  }

  private static String text(Random random) {
    return IntStream.range(0, random.nextInt(1, 15))
        .mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
        .collect(Collectors.joining());
  }
}
