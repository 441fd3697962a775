package io.github.phasebridge.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Opens HOCON files beside the configuration that describe something, such as a product. They are
 * read like the configuration, and what is wrong is said in the same way; their keys have no
 * defaults.
 */
public final class DefinitionFile {

  private DefinitionFile() {}

  /**
   * Opens a file of the user's.
   *
   * @param mostBytes the size above which it cannot be one
   * @param findings get what is wrong with the file as a whole
   * @return nothing if something is
   */
  public static Optional<Section> open(Path file, int mostBytes, Findings findings) {
    if (Files.isRegularFile(file) && file.toFile().length() > mostBytes) {
      String reason = "this file is too large; allowed are " + mostBytes / 1024 + " KB";
      findings.problem(Place.of(file), "", null, reason);
      return Optional.empty();
    }
    return HoconFile.tryRead(file, ConfigSyntax.CONF, findings)
        .flatMap(config -> resolved(config, Place.of(file), findings));
  }

  /** Opens a file that is shipped with phasebridge. */
  public static Optional<Section> shipped(String resource, Findings findings) {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                DefinitionFile.class.getResourceAsStream("/" + resource), resource),
            StandardCharsets.UTF_8)) {
      Config config =
          ConfigFactory.parseReader(
              reader, ConfigParseOptions.defaults().setOriginDescription(resource));
      return resolved(config, resource, findings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Section> resolved(Config config, String place, Findings findings) {
    try {
      return Optional.of(
          new Section(
              "",
              config.resolve(ConfigResolveOptions.noSystem()).root(),
              ConfigFactory.empty().root(),
              findings,
              place));
    } catch (ConfigException e) {
      findings.problem(HoconComplaint.problem(e, place));
      return Optional.empty();
    }
  }
}
