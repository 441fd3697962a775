package io.github.phasebridge.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Parsers of paths; a relative path starts at the working directory. */
final class LocalFiles {

  private LocalFiles() {}

  /** A file that can be read; empty text for none. */
  static Parser<Optional<Path>> readable() {
    return text -> {
      if (text.isEmpty()) {
        return Optional.empty();
      }
      Path file = path(text);
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new NotAllowed(
            "there is no readable file " + file.toAbsolutePath() + hintIfRelative(file));
      }
      return Optional.of(file);
    };
  }

  /** A directory, which need not exist yet. */
  static Parser<Path> directory() {
    return text -> {
      Path directory = path(text);
      if (Files.exists(directory) && !Files.isDirectory(directory)) {
        throw new NotAllowed(
            directory.toAbsolutePath() + " is not a directory" + hintIfRelative(directory));
      }
      return directory;
    };
  }

  private static Path path(String text) throws NotAllowed {
    try {
      return Path.of(text);
    } catch (InvalidPathException _) {
      throw new NotAllowed("allowed is a path of this system");
    }
  }

  private static String hintIfRelative(Path path) {
    return path.isAbsolute() ? "" : " (a relative path starts at the working directory)";
  }
}
