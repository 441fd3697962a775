package io.github.phasebridge.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The layer of environment variables: {@code PHASEBRIDGE_} and the path of a setting in upper case,
 * or the same with {@code _FILE} and the name of a file that holds the value. Values are literal.
 */
final class EnvironmentVariables {

  private static final String PREFIX = "PHASEBRIDGE_";
  private static final String FILE = "_FILE";

  /** No setting is longer; keeps us from reading a whole disk by mistake. */
  private static final long MOST_BYTES = 64 * 1024;

  private final Map<String, String> variables;
  private final Map<String, String> pathsByName;
  private final Findings findings;

  /**
   * Prepares the layer.
   *
   * @param variables all variables, other programs' included
   * @param paths the paths of all settings
   */
  EnvironmentVariables(Map<String, String> variables, Iterable<String> paths, Findings findings) {
    this.variables = new TreeMap<>(variables);
    this.pathsByName = new TreeMap<>();
    paths.forEach(path -> pathsByName.put(nameOf(path), path));
    this.findings = findings;
  }

  /** Returns the name of the variable for a setting. */
  static String nameOf(String path) {
    return PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Returns what the variables set; a name that means nothing is only a warning. */
  Config settings() {
    Config settings = ConfigFactory.empty();
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      if (variable.getKey().startsWith(PREFIX) && !variable.getValue().isEmpty()) {
        settings = setting(variable.getKey(), variable.getValue()).withFallback(settings);
      }
    }
    return settings;
  }

  /** Returns all variables by their names, to be put in for HOCON's substitutions. */
  Config substitutions() {
    Map<String, ConfigValue> values = new TreeMap<>();
    variables.forEach((name, text) -> values.put(name, valueAt(text, Place.ofVariable(name))));
    return ConfigValueFactory.fromMap(values).toConfig();
  }

  private Config setting(String name, String text) {
    @Nullable String path = pathsByName.get(name);
    if (path != null) {
      return isServiceLink(name, text) ? ConfigFactory.empty() : at(path, text, name);
    }
    String direct = name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : "";
    @Nullable String pathOfFile = pathsByName.get(direct);
    if (pathOfFile != null) {
      return fromFile(name, direct, pathOfFile, text);
    }
    findings.warning(Place.ofVariable(name) + ": unknown, has no effect" + guess(name));
    return ConfigFactory.empty();
  }

  /**
   * Kubernetes sets PHASEBRIDGE_WEB_PORT to an address when a service is called phasebridge-web.
   */
  private boolean isServiceLink(String name, String text) {
    boolean link = name.endsWith("_PORT") && text.contains("://");
    if (link) {
      findings.warning(Place.ofVariable(name) + ": a service link of Kubernetes, has no effect");
    }
    return link;
  }

  private String guess(String name) {
    List<String> names =
        pathsByName.keySet().stream().map(it -> it.substring(PREFIX.length())).toList();
    return Suggestion.nearest(name.substring(PREFIX.length()), names)
        .map(it -> "; did you mean " + PREFIX + it + "?")
        .orElse("");
  }

  private Config fromFile(String name, String direct, String path, String file) {
    if (!variables.getOrDefault(direct, "").isEmpty()) {
      findings.problem(
          Place.ofVariable(name), path, null, "set only one of " + direct + " and " + name);
      return ConfigFactory.empty();
    }
    try {
      Path source = Path.of(file);
      if (Files.isRegularFile(source) && Files.size(source) <= MOST_BYTES) {
        String text = Files.readString(source).replaceFirst("\\r?\\n\\z", "");
        return text.isEmpty() ? ConfigFactory.empty() : at(path, text, name);
      }
    } catch (IOException | InvalidPathException _) {
      // Said below; the exception would add nothing that a user can act on.
    }
    findings.problem(
        Place.ofVariable(name),
        path,
        null,
        "allowed is the name of a readable file of UTF-8 text up to 64 KiB, but this is " + file);
    return ConfigFactory.empty();
  }

  private static Config at(String path, String text, String name) {
    return valueAt(text, Place.ofVariable(name)).atPath(ConfigLoader.ROOT + "." + path);
  }

  private static ConfigValue valueAt(String text, String place) {
    return ConfigValueFactory.fromAnyRef(text).withOrigin(ConfigOriginFactory.newSimple(place));
  }
}
