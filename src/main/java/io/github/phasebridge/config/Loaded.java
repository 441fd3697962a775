package io.github.phasebridge.config;

import java.util.List;

/**
 * A configuration that can be used.
 *
 * @param config the settings
 * @param effective the same for people: every setting and where it comes from
 * @param warnings what looks odd but does not stop us; to be logged once the log is set up
 */
public record Loaded(
    PhasebridgeConfig config, EffectiveConfiguration effective, List<String> warnings) {

  /** Copies the warnings. */
  public Loaded {
    warnings = List.copyOf(warnings);
  }
}
