package io.github.phasebridge.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.ProvisionException;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import com.google.inject.util.Modules;
import io.github.phasebridge.bridge.BridgeControl;
import io.github.phasebridge.config.Loaded;
import io.github.phasebridge.config.LogConfig.Level;
import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.PhasebridgeConfig;
import io.github.phasebridge.mqtt.BrokerLink;
import io.github.phasebridge.mqtt.BrokerLinks;
import io.github.phasebridge.storage.DataDir;
import java.io.Console;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the commands beside {@code run} stand on: the same modules, of which nothing is started, on
 * the same data directory and ledger, with a client id of their own so that they never push the
 * running bridge off the broker.
 */
final class SideRun {

  private final PhasebridgeConfig config;
  private final List<String> warnings;
  private final Injector injector;

  private SideRun(PhasebridgeConfig config, List<String> warnings, Injector injector) {
    this.config = config;
    this.warnings = warnings;
    this.injector = injector;
  }

  /** Assembles the modules from the configuration. */
  static SideRun of(Surroundings surroundings, ConfigOption option) {
    Loaded settings = option.load(surroundings);
    LoadedConfiguration loaded = new LoadedConfiguration(settings, surroundings.err());
    loaded.setUpQuietLog();
    PhasebridgeConfig config = loaded.config();
    DataDir dataDir = DataDir.open(config.dataDir());
    Surroundings.HostProcess process = loaded.process(new NoControl(config.log().level()));
    Module modules =
        Modules.override(surroundings.assembly().modules(config, dataDir, process))
            .with(new Visiting());
    return new SideRun(
        config, settings.warnings(), Guice.createInjector(Stage.DEVELOPMENT, modules));
  }

  /** Does the same for a command that needs the meter cloud. */
  static SideRun ofMeters(Surroundings surroundings, ConfigOption option) {
    SideRun run = of(surroundings, option);
    if (!run.config().iammeter().enabled()) {
      throw new UsageException(
          List.of(
              "No IAMMETER account is configured: set iammeter.token, or iammeter.user-name and"
                  + " iammeter.password."));
    }
    return run;
  }

  PhasebridgeConfig config() {
    return config;
  }

  /** Returns what looks odd in the configuration. */
  List<String> warnings() {
    return warnings;
  }

  <T> T get(Class<T> type) {
    try {
      return injector.getInstance(type);
    } catch (ProvisionException e) {
      throw AssemblyFailure.of(e.getErrorMessages(), e);
    }
  }

  /** Ends the command if something is wrong with what the user asked for. */
  void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
  }

  /** Returns whether a person is watching, so that a line may be written over. */
  boolean onTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  /** Leaves the running bridge's client id and status topic alone. */
  private static final class Visiting extends AbstractModule {
    @Provides
    @Singleton
    BrokerLink link(BrokerLinks links, MqttConfig config) {
      String suffix = "-" + Integer.toHexString(ThreadLocalRandom.current().nextInt());
      return links.visitor(config, suffix);
    }
  }

  /** A command beside the bridge has no device of its own to control it. */
  private record NoControl(Level level) implements BridgeControl {

    @Override
    public Level logLevel() {
      return level;
    }

    @Override
    public void logLevel(Level changed) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void restart() {
      throw new UnsupportedOperationException();
    }
  }
}
