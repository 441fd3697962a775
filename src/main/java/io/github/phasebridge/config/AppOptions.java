package io.github.phasebridge.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layer of Home Assistant's app options: JSON with the names of the settings in snake_case.
 * What is null or empty is left out, so that it does not hide the layers below: a form in a user
 * interface cannot leave out its fields.
 */
final class AppOptions {

  private AppOptions() {}

  /** Returns the options under the names of the settings. */
  static Config read(Path file, Findings findings) {
    ConfigObject root = HoconFile.read(file, ConfigSyntax.JSON, findings).root();
    return group("", root).toConfig().atPath(ConfigLoader.ROOT);
  }

  private static ConfigObject group(String path, ConfigObject options) {
    Map<String, ConfigValue> settings = new LinkedHashMap<>();
    options.forEach(
        (key, value) -> {
          if (!Scalars.isEmpty(value)) {
            settings.put(
                key.replace('_', '-'), setting(path.isEmpty() ? key : path + "." + key, value));
          }
        });
    return ConfigValueFactory.fromMap(settings);
  }

  private static ConfigValue setting(String path, ConfigValue value) {
    ConfigValue setting =
        switch (value) {
          case ConfigObject object -> group(path, object);
          case ConfigList list -> list(path, list);
          default -> value;
        };
    return setting.withOrigin(ConfigOriginFactory.newSimple(Place.ofOption(path)));
  }

  private static ConfigList list(String path, ConfigList options) {
    List<ConfigValue> settings = new ArrayList<>();
    for (ConfigValue option : options) {
      settings.add(setting(path + "[" + settings.size() + "]", option));
    }
    return ConfigValueFactory.fromIterable(settings);
  }
}
