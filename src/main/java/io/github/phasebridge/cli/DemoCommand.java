package io.github.phasebridge.cli;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import io.github.phasebridge.bridge.BridgeControl;
import io.github.phasebridge.config.ConfigException;
import io.github.phasebridge.config.ConfigLoader;
import io.github.phasebridge.config.LogConfig.Level;
import io.github.phasebridge.config.PhasebridgeConfig;
import io.github.phasebridge.demo.Demo;
import io.github.phasebridge.demo.KeyStrokes;
import io.github.phasebridge.demo.LiveView;
import io.github.phasebridge.iammeter.IammeterLimits;
import io.github.phasebridge.storage.DataDir;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: the real bridge between simulated clouds and an embedded broker. */
@Command(
    name = "demo",
    description =
        "Shows phasebridge at work with nothing else installed: simulated clouds with meters and"
            + " relays, an embedded MQTT broker and the real bridge between them.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--port",
      defaultValue = "18883",
      description =
          "The broker's port on 127.0.0.1, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--seconds", description = "Ends by itself after so many seconds.")
  private @Nullable Long seconds;

  @Option(names = "--log", description = "Also prints the bridge's log.")
  private boolean log;

  private final Surroundings surroundings;
  private final CountDownLatch asked = new CountDownLatch(1);

  DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (StopSignal _ = StopSignal.calls(asked::countDown);
        Demo demo = startDemo()) {
      Path dataDir = Files.createTempDirectory("phasebridge-demo");
      // Before the signal counts as obeyed, nothing may be left behind.
      try (Closeable _ = () -> delete(dataDir)) {
        show(demo, dataDir);
      }
    }
    return ExitCode.DONE;
  }

  private void show(Demo demo, Path dataDir) throws IOException, InterruptedException {
    LoadedConfiguration loaded = configuration(demo, dataDir);
    loaded.setUpLog();
    PhasebridgeConfig config = loaded.config();
    Surroundings.HostProcess process = loaded.process(control(config));
    try (LiveView _ =
            demo.show(
                config.mqtt().baseTopic(),
                config.homeAssistant().discoveryPrefix(),
                surroundings.out());
        RunningBridge _ = RunningBridge.start(config, process, this::modulesThatLiveFaster);
        KeyStrokes _ = KeyStrokes.listen(System.in, key -> pressed(key, demo))) {
      waitForTheEnd();
    }
  }

  private void pressed(char key, Demo demo) {
    if (key == Demo.QUIT) {
      asked.countDown();
    } else {
      demo.press(key);
    }
  }

  private Demo startDemo() throws IOException {
    try {
      return Demo.start(port, InstantSource.system());
    } catch (IOException e) {
      throw new IOException(e.getMessage() + " --port 0 takes any free one.", e);
    } catch (NoClassDefFoundError _) {
      throw new IOException(
          "The demo's broker is not part of this installation (lib/demo is left out); run the demo"
              + " from a checkout: mvn package exec:exec@demo");
    }
  }

  private LoadedConfiguration configuration(Demo demo, Path dataDir) {
    Map<String, String> settings = new HashMap<>(demo.settings());
    settings.put("PHASEBRIDGE_DATA_DIR", dataDir.toString());
    settings.put("PHASEBRIDGE_LOG_LEVEL", log ? "info" : "error");
    try {
      return new LoadedConfiguration(
          new ConfigLoader(settings).load(null, null), surroundings.err());
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Module> modulesThatLiveFaster(
      PhasebridgeConfig config, DataDir dataDir, Surroundings.HostProcess process) {
    return List.of(
        Modules.override(surroundings.assembly().modules(config, dataDir, process))
            .with(
                binder ->
                    binder.bind(IammeterLimits.class).toInstance(new IammeterLimits(Demo.LAPSE))));
  }

  private BridgeControl control(PhasebridgeConfig config) {
    return new BridgeControl() {
      @Override
      public Level logLevel() {
        return config.log().level();
      }

      @Override
      public void logLevel(Level level) {
        // The demo's log is the table; there is nothing to change.
      }

      @Override
      public void restart() {
        asked.countDown();
      }
    };
  }

  private void waitForTheEnd() throws InterruptedException {
    if (seconds == null) {
      asked.await();
    } else {
      var _ = asked.await(seconds, TimeUnit.SECONDS);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
