package io.github.phasebridge.cli;

import com.google.inject.Module;
import io.github.phasebridge.bridge.BridgeControl;
import io.github.phasebridge.config.EffectiveConfiguration;
import io.github.phasebridge.config.PhasebridgeConfig;
import io.github.phasebridge.log.RecentLog;
import io.github.phasebridge.log.Redactor;
import io.github.phasebridge.storage.DataDir;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a command finds around it; a test brings its own.
 *
 * @param environment the environment variables
 * @param options where Home Assistant puts an app's options; the file is absent outside Home
 *     Assistant
 * @param out where results go
 * @param err where errors and progress go
 * @param assembly makes the modules of one run
 */
public record Surroundings(
    Map<String, String> environment,
    Path options,
    PrintStream out,
    PrintStream err,
    Assembly assembly) {

  /**
   * The process that a bridge lives in.
   *
   * @param control what Home Assistant can change about it
   * @param redactor what takes secrets out of its log; it learns more of them as the bridge runs
   * @param recentLog the last lines of its log
   * @param configuration every setting for people, without secrets
   */
  public record HostProcess(
      BridgeControl control,
      Redactor redactor,
      RecentLog recentLog,
      EffectiveConfiguration configuration) {}

  /** Makes the modules of one run of the bridge. */
  @FunctionalInterface
  public interface Assembly {

    /**
     * Returns all modules.
     *
     * @param config the configuration
     * @param dataDir the data directory, already open
     * @param process what Home Assistant can change about this process, and what its log hides
     */
    List<Module> modules(PhasebridgeConfig config, DataDir dataDir, HostProcess process);
  }

  /** Copies the environment. */
  public Surroundings {
    environment = Map.copyOf(environment);
  }
}
