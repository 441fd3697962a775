package io.github.phasebridge.cli;

import io.github.phasebridge.bridge.BridgeControl;
import io.github.phasebridge.config.LogConfig.Level;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run}: the bridge itself, until it is told to stop. */
@Command(
    name = "run",
    description = "Runs the bridge until it is stopped (SIGTERM or Ctrl-C).",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  private enum Wish {
    STOP,
    RESTART
  }

  @Mixin private final ConfigOption configOption = new ConfigOption();

  private final Surroundings surroundings;
  private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (StopSignal _ = StopSignal.calls(() -> wishes.add(Wish.STOP))) {
      while (runOnce() == Wish.RESTART) {
        LOG.info("Starting anew, because a user asked for it");
      }
      return ExitCode.DONE;
    }
  }

  private Wish runOnce() throws InterruptedException {
    LoadedConfiguration loaded =
        new LoadedConfiguration(configOption.load(surroundings), surroundings.out());
    loaded.setUpLog();
    loaded.sayHello();
    Surroundings.HostProcess process = loaded.process(new Control(loaded));
    Wish wish;
    try (RunningBridge _ = RunningBridge.start(loaded.config(), process, surroundings.assembly())) {
      wish = wishes.take();
    }
    // Whoever pressed the button three times wanted one restart.
    wishes.removeIf(Wish.RESTART::equals);
    LOG.info("Stopped");
    return wish;
  }

  /** Lets the bridge's own device reach the process. */
  private final class Control implements BridgeControl {

    private final LoadedConfiguration loaded;

    private Control(LoadedConfiguration loaded) {
      this.loaded = loaded;
    }

    @Override
    public Level logLevel() {
      return loaded.log().level();
    }

    @Override
    public void logLevel(Level level) {
      loaded.log().level(level);
    }

    @Override
    public void restart() {
      wishes.add(Wish.RESTART);
    }
  }
}
