package io.github.phasebridge.config;

import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says in words where something was written. */
final class Place {

  /** The place of what nobody set. */
  static final String DEFAULT = "default";

  /** What an app of Home Assistant has instead of a default. */
  static final String IN_APP = "default in Home Assistant";

  private Place() {}

  /** Returns file and line, or the words that a layer gave to its values. */
  static String of(ConfigOrigin origin) {
    @Nullable String file = origin.filename();
    if (file == null) {
      // A line within an environment variable or within our own defaults says nothing.
      return origin.withLineNumber(-1).description();
    }
    String line = origin.lineNumber() > 0 ? ":" + origin.lineNumber() : "";
    return of(Path.of(file)) + line;
  }

  /** Returns the path as short as it can be typed in the working directory. */
  static String of(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = file.toAbsolutePath().normalize();
    return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
  }

  static String ofVariable(String name) {
    return "environment variable " + name;
  }

  static String ofOption(String key) {
    return "app option " + key;
  }
}
