package io.github.phasebridge.cli;

import io.github.phasebridge.config.ConfigException;
import io.github.phasebridge.config.ConfigLoader;
import io.github.phasebridge.config.ConfigProblem;
import io.github.phasebridge.config.Loaded;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --config}, which every command has that reads the configuration. */
final class ConfigOption {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; config/phasebridge.conf is a documented example.")
  private @Nullable Path file;

  /**
   * Loads the configuration.
   *
   * @throws UsageException with everything that is wrong with it
   */
  Loaded load(Surroundings surroundings) {
    try {
      return new ConfigLoader(surroundings.environment()).load(file, surroundings.options());
    } catch (ConfigException e) {
      throw new UsageException(
          Stream.concat(
                  Stream.of("The configuration cannot be used:"),
                  e.problems().stream().map(ConfigProblem::toString).map(line -> "  " + line))
              .toList());
    }
  }
}
