package io.github.phasebridge.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is found out while settings are read. */
public final class Findings {

  /** More of a wrong value does not help to find it. */
  private static final int MOST_SHOWN = 80;

  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<EffectiveConfiguration.Row> rows = new ArrayList<>();
  private final List<Secret> secrets = new ArrayList<>();

  /** Creates one without any finding. */
  public Findings() {}

  void problem(String place, String path, @Nullable String value, String reason) {
    problems.add(finding(place, path, value, reason));
  }

  /** Adds something that is wrong. */
  public void problem(ConfigProblem problem) {
    problems.add(problem);
  }

  void warning(String text) {
    warnings.add(text);
  }

  void warning(String place, String path, @Nullable String value, String reason) {
    warnings.add(finding(place, path, value, reason).toString());
  }

  void setting(String path, String value, String place) {
    rows.add(new EffectiveConfiguration.Row(path, shown(value), place));
  }

  void secret(Secret secret) {
    if (secret.isSet()) {
      secrets.add(secret);
    }
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  EffectiveConfiguration effective() {
    return new EffectiveConfiguration(rows, secrets);
  }

  /**
   * Fails if anything is wrong.
   *
   * @throws ConfigException with all of it
   */
  public void throwIfAnyProblem() throws ConfigException {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private static ConfigProblem finding(
      String place, String path, @Nullable String value, String reason) {
    String shown = value == null || value.isEmpty() ? null : shown(value);
    return new ConfigProblem(place, path, shown, reason);
  }

  private static String shown(String value) {
    String clean = value.replaceAll("\\p{Cntrl}", " ");
    return clean.length() > MOST_SHOWN ? clean.substring(0, MOST_SHOWN) + "..." : clean;
  }
}
