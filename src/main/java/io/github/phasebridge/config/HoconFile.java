package io.github.phasebridge.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files, without resolving their substitutions. */
final class HoconFile {

  private HoconFile() {}

  /** Returns what the file says; what is wrong with it as a whole becomes a problem. */
  static Config read(Path file, ConfigSyntax syntax, Findings findings) {
    return tryRead(file, syntax, findings).orElseGet(ConfigFactory::empty);
  }

  /** Returns the same, or nothing if there was a problem. */
  static Optional<Config> tryRead(Path file, ConfigSyntax syntax, Findings findings) {
    String place = Place.of(file);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      String what = Files.exists(file) ? "this is not a readable file" : "there is no such file";
      findings.problem(place, "", null, what + ": " + file.toAbsolutePath());
      return Optional.empty();
    }
    try {
      // Absolute, since the library finds no included files beside a path of one element.
      return Optional.of(
          ConfigFactory.parseFile(
              file.toAbsolutePath().toFile(),
              ConfigParseOptions.defaults().setAllowMissing(false).setSyntax(syntax)));
    } catch (ConfigException e) {
      findings.problem(HoconComplaint.problem(e, place));
      return Optional.empty();
    }
  }
}
