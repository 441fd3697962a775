package io.github.phasebridge.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sources of a configuration, laid out in a directory of the test. */
final class Sources {

  private final Path directory;
  private final Map<String, String> environment = new TreeMap<>();
  private @Nullable Path file;
  private @Nullable Path options;

  Sources(Path directory) {
    this.directory = directory;
  }

  /** The user's file, line by line. */
  Sources file(String... lines) {
    file = write("user.conf", String.join("\n", lines));
    return this;
  }

  /** The user's file with just these settings, one line each from line 2 on. */
  Sources settings(String... lines) {
    return file("phasebridge {", String.join("\n", lines), "}");
  }

  Sources options(String json) {
    options = write("options.json", json);
    return this;
  }

  Sources variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Loaded load() throws ConfigException {
    return new ConfigLoader(environment).load(file, options);
  }

  PhasebridgeConfig config() throws ConfigException {
    return load().config();
  }

  /** Loads what must be refused, and returns the problems, with the directory's name left out. */
  List<String> problems() {
    return catchThrowableOfType(ConfigException.class, this::load).problems().stream()
        .map(problem -> problem.toString().replace(directory + "/", ""))
        .toList();
  }

  /** Returns the place of a setting, with the directory's name left out. */
  String placeOf(String path) throws ConfigException {
    return load().effective().rows().stream()
        .filter(row -> row.path().equals(path))
        .map(row -> row.place().replace(directory + "/", ""))
        .findAny()
        .orElseThrow();
  }
}
