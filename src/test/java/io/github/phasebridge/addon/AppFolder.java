package io.github.phasebridge.addon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The app's folder in this repository, read as Home Assistant reads it. */
final class AppFolder {

  static final Path ROOT = Path.of("").toAbsolutePath();
  static final Path FOLDER = ROOT.resolve("addon");
  static final List<String> LANGUAGES = List.of("en", "de", "pl", "zh-Hans");

  private AppFolder() {}

  static Map<String, Object> config() {
    return yaml(FOLDER.resolve("config.yaml"));
  }

  static Map<String, Object> translation(String language) {
    return yaml(FOLDER.resolve("translations").resolve(language + ".yaml"));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads YAML 1.1 without any types of its own, as Python's {@code safe_load} does. */
  static Map<String, Object> yaml(Path file) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    return map(new Yaml(new SafeConstructor(strict)).load(text(file)));
  }

  /** Returns a group whose keys are texts. */
  static Map<String, Object> map(Object group) {
    if (!(group instanceof Map<?, ?> entries)) {
      throw new AssertionError("not a group: " + group);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    entries.forEach((key, value) -> result.put((String) key, value));
    return result;
  }
}
