package io.github.phasebridge.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads what HOCON's values hold, whatever source they come from. */
final class Scalars {

  private Scalars() {}

  /**
   * Returns a single value exactly as it was written ({@code 0123} keeps its zero), nothing for a
   * list or a group.
   */
  static Optional<String> text(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> Optional.of(value.atKey("it").getString("it"));
      case NULL -> Optional.of("");
      case LIST, OBJECT -> Optional.empty();
    };
  }

  /** Returns whether the value counts as not set. */
  static boolean isEmpty(ConfigValue value) {
    return value instanceof ConfigList list
        ? list.isEmpty()
        : text(value).map(String::isEmpty).orElse(false);
  }

  /** Returns the texts between commas. */
  static List<ConfigValue> commaSeparated(String text, ConfigOrigin origin) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(part -> ConfigValueFactory.fromAnyRef(part).withOrigin(origin))
        .toList();
  }

  /** Returns the elements of a list that is written as HOCON. */
  static List<ConfigValue> list(String text, ConfigOrigin origin, String form) throws NotAllowed {
    if (!text.strip().startsWith("[")) {
      throw new NotAllowed(form);
    }
    try {
      Config parsed =
          ConfigFactory.parseString(
                  "it = " + text,
                  ConfigParseOptions.defaults().setOriginDescription(Place.of(origin)))
              .resolve(ConfigResolveOptions.noSystem());
      // More than the list means that the text went on after it.
      if (parsed.root().size() == 1 && parsed.root().get("it") instanceof ConfigList list) {
        return list;
      }
      throw new NotAllowed(form);
    } catch (ConfigException e) {
      throw new NotAllowed(form + "; " + HoconComplaint.sentence(e));
    }
  }
}
