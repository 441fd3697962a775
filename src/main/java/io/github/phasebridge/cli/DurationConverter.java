package io.github.phasebridge.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads spans of time as the configuration writes them: {@code 300s}, {@code 5m}, {@code 1d}. */
final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    String problem = "'" + text + "' is no span of time; write a number and a unit, such as 5m";
    if (text.matches("\\s*[-+0-9.]*\\s*")) {
      throw new TypeConversionException(problem);
    }
    Config config = ConfigFactory.parseMap(Map.of("span", text));
    try {
      return config.getDuration("span");
    } catch (ConfigException _) {
      throw new TypeConversionException(problem);
    }
  }
}
