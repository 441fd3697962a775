package io.github.phasebridge.thingboot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The vendor's messages, documented and assumed; see the README beside them. */
final class PushFixtures {

  private static final Path FOLDER = Path.of("src/test/resources/fixtures/thingboot");

  private PushFixtures() {}

  /** Returns a message's text by the fixture's name without {@code push-}. */
  static String read(String name) {
    try {
      return Files.readString(FOLDER.resolve("push-" + name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the names of all fixtures, without {@code push-}. */
  static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("push-") && name.endsWith(".json"))
          .map(name -> name.substring("push-".length(), name.length() - ".json".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the text that explains the fixtures. */
  static String readme() {
    try {
      return Files.readString(FOLDER.resolve("README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
