package io.github.phasebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Users look for the message that they see, so the page must have the words of the program. */
class TroubleshootingTest {

  private static final Path PAGE = Path.of("addon/DOCS.md");

  /** A heading, or what the status page says. */
  private static final Pattern MESSAGE =
      Pattern.compile("(?m)^### (.*)$|^On the page: \\*\\*(.*?)\\*\\*");

  /** The one heading that is no message. */
  private static final String NO_MESSAGE = "All entities are unavailable";

  private static final String SOURCES = sources();

  @ParameterizedTest
  @MethodSource("messages")
  void theProgramSaysSo(String message) {
    Arrays.stream(message.split("…", -1))
        .map(String::strip)
        .filter(part -> part.length() > 1)
        .forEach(part -> assertThat(SOURCES.contains(part)).as(part).isTrue());
  }

  static List<String> messages() {
    String page = text(PAGE);
    return MESSAGE
        .matcher(page.substring(page.indexOf("\n## Troubleshooting")))
        .results()
        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
        .filter(message -> !message.startsWith(NO_MESSAGE))
        .toList();
  }

  /** The program's text with the literals that are split over lines in one piece. */
  private static String sources() {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(TroubleshootingTest::text)
          .map(text -> text.replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\""))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
