package io.github.phasebridge.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Parsers of durations. */
final class Durations {

  private static final String FORM =
      "allowed is a number with its unit, for example 310s, 15m, 5 minutes or 1h";

  private Durations() {}

  /**
   * A duration from the first to the second, both given as they would be configured.
   *
   * @param why the reason for the bounds, empty for none
   */
  static Parser<Duration> between(String least, String most, String why) {
    Duration shortest = known(least);
    Duration longest = known(most);
    String reason = why.isEmpty() ? "" : " (" + why + ")";
    return text -> {
      Duration duration = parse(text);
      if (duration.compareTo(shortest) < 0) {
        throw new NotAllowed("allowed is " + least + " or more" + reason);
      }
      if (duration.compareTo(longest) > 0) {
        throw new NotAllowed("allowed is " + most + " or less");
      }
      return duration;
    };
  }

  /** The word {@code off} for none, or a duration. */
  static Parser<Optional<Duration>> orOff(Parser<Duration> parser) {
    return text ->
        switch (text.strip().toLowerCase(Locale.ROOT)) {
          // HOCON and JSON may hand over a switched-off thing as false.
          case "off", "false", "no" -> Optional.empty();
          default -> Optional.of(parser.parse(text));
        };
  }

  private static Duration parse(String text) throws NotAllowed {
    // HOCON would take a bare number as milliseconds, which nobody means here.
    if (!text.isBlank() && text.strip().chars().noneMatch(Character::isLetter)) {
      throw new NotAllowed("the unit is missing; " + FORM);
    }
    try {
      return ConfigValueFactory.fromAnyRef(text).atKey("it").getDuration("it");
    } catch (ConfigException | ArithmeticException _) {
      throw new NotAllowed(FORM);
    }
  }

  private static Duration known(String text) {
    try {
      return parse(text);
    } catch (NotAllowed e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
