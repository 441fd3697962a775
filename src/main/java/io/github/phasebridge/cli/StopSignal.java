package io.github.phasebridge.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a long command cleanly when the process is told to end (SIGTERM, Ctrl-C). The JVM would exit
 * with 143 after SIGTERM; a clean stop is a success, so the exit code is ours. Closing it says that
 * the command has stopped.
 */
final class StopSignal implements AutoCloseable {

  /** Home Assistant kills an app 10 s after SIGTERM; we are done before. */
  private static final long LONGEST_STOP_SECONDS = 8;

  private final Runnable stop;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread onSignal = new Thread(this::stopCleanly, "stop");

  private StopSignal(Runnable stop) {
    this.stop = stop;
  }

  /**
   * Listens from now on.
   *
   * @param stop asks the command to stop; returns at once
   */
  static StopSignal calls(Runnable stop) {
    StopSignal signal = new StopSignal(stop);
    Runtime.getRuntime().addShutdownHook(signal.onSignal);
    return signal;
  }

  @Override
  public void close() {
    stopped.countDown();
    if (!onSignal.isAlive()) {
      Runtime.getRuntime().removeShutdownHook(onSignal);
    }
  }

  private void stopCleanly() {
    stop.run();
    boolean clean = false;
    try {
      clean = stopped.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(clean ? ExitCode.DONE : ExitCode.FAILED);
  }
}
