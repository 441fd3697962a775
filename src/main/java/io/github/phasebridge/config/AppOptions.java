package io.github.phasebridge.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The layer of Home Assistant's app options: JSON with the names of the settings in snake_case. A
 * form has groups of one level, so a deeper setting may be written flat: {@code push_mqtt_url} for
 * {@code push-mqtt.url}. What is null or empty is left out, so that it does not hide the layers
 * below: a form in a user interface cannot leave out its fields.
 */
final class AppOptions {

  private final List<String> leaves;

  /**
   * Makes a reader.
   *
   * @param leaves the paths of all settings
   */
  AppOptions(List<String> leaves) {
    this.leaves = leaves;
  }

  /** Returns the options under the names of the settings. */
  Config read(Path file, Findings findings) {
    ConfigObject root = HoconFile.read(file, ConfigSyntax.JSON, findings).root();
    return group("", root).toConfig().atPath(ConfigLoader.ROOT);
  }

  private ConfigObject group(String path, ConfigObject options) {
    Config settings = ConfigFactory.empty();
    for (Map.Entry<String, ConfigValue> option : options.entrySet()) {
      if (!Scalars.isEmpty(option.getValue())) {
        String of = path.isEmpty() ? option.getKey() : path + "." + option.getKey();
        ConfigValue setting = setting(of, option.getValue());
        settings = setting.atPath(name(path, option.getKey())).withFallback(settings);
      }
    }
    return settings.root();
  }

  /** Returns the path of a setting within its group. */
  private String name(String group, String option) {
    String inGroup = group.isEmpty() ? "" : group.replace('_', '-') + ".";
    String flat = option.replace('_', '-');
    return leaves.stream()
        .filter(leaf -> leaf.startsWith(inGroup))
        .map(leaf -> leaf.substring(inGroup.length()))
        .filter(leaf -> leaf.replace('.', '-').equals(flat))
        .findFirst()
        .orElseGet(() -> ConfigUtil.quoteString(flat));
  }

  private ConfigValue setting(String path, ConfigValue value) {
    ConfigValue setting =
        switch (value) {
          case ConfigObject object -> group(path, object);
          case ConfigList list -> list(path, list);
          default -> value;
        };
    return setting.withOrigin(ConfigOriginFactory.newSimple(Place.ofOption(path)));
  }

  private ConfigList list(String path, ConfigList options) {
    List<ConfigValue> settings = new ArrayList<>();
    for (ConfigValue option : options) {
      settings.add(setting(path + "[" + settings.size() + "]", option));
    }
    return ConfigValueFactory.fromIterable(settings);
  }
}
