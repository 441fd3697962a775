package io.github.phasebridge.cli;

import io.github.phasebridge.bridge.BridgeControl;
import io.github.phasebridge.config.LogConfig.Level;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

  /** Home Assistant kills an app 10 s after SIGTERM; we are done before. */
  private static final long LONGEST_STOP_SECONDS = 8;

  private enum Wish {
    STOP,
    RESTART
  }

  @Mixin private final ConfigOption configOption = new ConfigOption();

  private final Surroundings surroundings;
  private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
  private final CountDownLatch stopped = new CountDownLatch(1);

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Thread onSignal = new Thread(this::stopCleanly, "stop");
    Runtime.getRuntime().addShutdownHook(onSignal);
    try {
      while (runOnce() == Wish.RESTART) {
        LOG.info("Starting anew, because a user asked for it");
      }
      return 0;
    } finally {
      stopped.countDown();
      if (!onSignal.isAlive()) {
        Runtime.getRuntime().removeShutdownHook(onSignal);
      }
    }
  }

  private Wish runOnce() throws InterruptedException {
    LoadedConfiguration loaded =
        new LoadedConfiguration(configOption.load(surroundings), surroundings.out());
    loaded.setUpLog();
    loaded.sayHello();
    Surroundings.HostProcess process =
        new Surroundings.HostProcess(new Control(loaded), loaded.redactor());
    Wish wish;
    try (RunningBridge _ = RunningBridge.start(loaded.config(), process, surroundings.assembly())) {
      wish = wishes.take();
    }
    LOG.info("Stopped");
    return wish;
  }

  /**
   * Runs when the process is told to end. The JVM would exit with 143 after SIGTERM; a clean stop
   * is a success, so the exit code is ours.
   */
  private void stopCleanly() {
    wishes.add(Wish.STOP);
    boolean clean = false;
    try {
      clean = stopped.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(clean ? 0 : 1);
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
