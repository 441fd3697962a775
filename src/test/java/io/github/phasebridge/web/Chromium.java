package io.github.phasebridge.web;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the browser of the page's tests, which is never downloaded. */
final class Chromium {

  /** Says what to do about tests that are skipped. */
  static final String ABSENT =
      "THE STATUS PAGE IS NOT TESTED: no Chromium. Install one (Debian: chromium), or set CHROMIUM"
          + " to the path of one.";

  private Chromium() {}

  /** Returns the one that {@code CHROMIUM} names, or one on the {@code PATH}. */
  static Optional<Path> find() {
    String named = System.getenv().getOrDefault("CHROMIUM", "");
    return named.isEmpty() ? onThePath() : Optional.of(Path.of(named));
  }

  private static Optional<Path> onThePath() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(
            name ->
                Pattern.compile(Pattern.quote(File.pathSeparator))
                    .splitAsStream(path)
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
