package io.github.phasebridge;

import com.google.inject.Module;
import io.github.phasebridge.bridge.BridgeModule;
import io.github.phasebridge.cli.Cli;
import io.github.phasebridge.cli.Surroundings;
import io.github.phasebridge.config.ConfigModule;
import io.github.phasebridge.config.PhasebridgeConfig;
import io.github.phasebridge.guard.GuardModule;
import io.github.phasebridge.homeassistant.HomeAssistantModule;
import io.github.phasebridge.http.HttpModule;
import io.github.phasebridge.iammeter.IammeterModule;
import io.github.phasebridge.mqtt.MqttModule;
import io.github.phasebridge.quota.QuotaModule;
import io.github.phasebridge.storage.DataDir;
import io.github.phasebridge.storage.StorageModule;
import io.github.phasebridge.thingboot.ThingbootModule;
import io.github.phasebridge.web.ServerLimits;
import io.github.phasebridge.web.WebModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts phasebridge: the list of its modules, and nothing else. */
public final class Main {

  /** Where Home Assistant puts the options of an app. */
  private static final String APP_DATA = "/data";

  private Main() {}

  /**
   * Runs one command and exits with its code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    // Neither fits into the manifest; without them Netty and Guice print warnings on JDK 25.
    System.setProperty("io.netty.noUnsafe", "true");
    System.setProperty("guice_custom_class_loading", "CHILD");
    ServerLimits.set();
    Surroundings surroundings =
        new Surroundings(
            System.getenv(), appOptions(System.getenv()), System.out, System.err, Main::modules);
    System.exit(Cli.run(surroundings, args));
  }

  /** An app's options lie in its data directory, which may stand elsewhere when it is tried out. */
  private static Path appOptions(Map<String, String> environment) {
    String data = environment.getOrDefault("PHASEBRIDGE_DATA_DIR", "");
    return Path.of(data.isBlank() ? APP_DATA : data, "options.json");
  }

  /**
   * Returns the modules of one run. A new device family is one more line.
   *
   * @param config the configuration
   * @param dataDir the data directory, already open
   * @param process what Home Assistant can change about this process, and what its log hides
   */
  public static List<Module> modules(
      PhasebridgeConfig config, DataDir dataDir, Surroundings.HostProcess process) {
    return List.of(
        new ProcessModule(process),
        new ConfigModule(config),
        new StorageModule(dataDir),
        new QuotaModule(),
        new GuardModule(),
        new HttpModule(),
        new MqttModule(),
        new HomeAssistantModule(),
        new IammeterModule(config.iammeter()),
        new ThingbootModule(config.thingboot(), dataDir.path()),
        new WebModule(config.web()),
        new BridgeModule());
  }
}
