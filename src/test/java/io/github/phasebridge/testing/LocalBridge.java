package io.github.phasebridge.testing;

import com.google.inject.util.Modules;
import io.github.phasebridge.Main;
import io.github.phasebridge.bridge.BridgeControl;
import io.github.phasebridge.cli.RunningBridge;
import io.github.phasebridge.cli.Surroundings;
import io.github.phasebridge.config.ConfigException;
import io.github.phasebridge.config.ConfigLoader;
import io.github.phasebridge.config.EffectiveConfiguration;
import io.github.phasebridge.config.LogConfig.Level;
import io.github.phasebridge.config.PhasebridgeConfig;
import io.github.phasebridge.iammeter.IammeterLimits;
import io.github.phasebridge.log.RecentLog;
import io.github.phasebridge.log.Redactor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The real bridge, assembled from the real list of modules, inside the test's process. */
public final class LocalBridge implements AutoCloseable {

  private final RunningBridge running;
  private final Control control;

  private LocalBridge(RunningBridge running, Control control) {
    this.running = running;
    this.control = control;
  }

  /**
   * Starts it.
   *
   * @param dataDir where it remembers things
   * @param lapse how much faster than real time the vendor's limits run
   * @param settings environment variables without their prefix {@code PHASEBRIDGE_}; without {@code
   *     WEB_ENABLED} there is no page, since tests would quarrel about its port
   */
  public static LocalBridge start(Path dataDir, int lapse, Map<String, String> settings) {
    PhasebridgeConfig config = config(dataDir, settings);
    Control control = new Control();
    RunningBridge running =
        RunningBridge.start(
            config,
            new Surroundings.HostProcess(
                control,
                new Redactor(),
                new RecentLog(),
                new EffectiveConfiguration(List.of(), List.of())),
            (loaded, dir, process) ->
                List.of(
                    Modules.override(Main.modules(loaded, dir, process))
                        .with(
                            binder ->
                                binder
                                    .bind(IammeterLimits.class)
                                    .toInstance(new IammeterLimits(lapse)))));
    return new LocalBridge(running, control);
  }

  /** Returns how often somebody asked for a restart. */
  public int restarts() {
    return control.restarts.get();
  }

  @Override
  public void close() {
    running.close();
  }

  private static PhasebridgeConfig config(Path dataDir, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PHASEBRIDGE_WEB_ENABLED", "false");
    settings.forEach((name, value) -> environment.put("PHASEBRIDGE_" + name, value));
    environment.put("PHASEBRIDGE_DATA_DIR", dataDir.toString());
    try {
      return new ConfigLoader(environment).load(null, null).config();
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static final class Control implements BridgeControl {
    private volatile Level level = Level.INFO;
    private final AtomicInteger restarts = new AtomicInteger();

    @Override
    public Level logLevel() {
      return level;
    }

    @Override
    public void logLevel(Level changed) {
      level = changed;
    }

    @Override
    public void restart() {
      restarts.incrementAndGet();
    }
  }
}
