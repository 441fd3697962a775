package io.github.phasebridge.config;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. It carries everything that is wrong, not only the first. */
public final class ConfigException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final transient List<ConfigProblem> problems;

  ConfigException(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Returns what is wrong, in the order of the settings; never empty and without secrets. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
