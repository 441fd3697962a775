package io.github.phasebridge.cli;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import io.github.phasebridge.bridge.Lifecycle;
import io.github.phasebridge.config.PhasebridgeConfig;
import io.github.phasebridge.storage.DataDir;
import java.util.List;

/** One run of the bridge: assembled, started, and stopped when it is closed. */
public final class RunningBridge implements AutoCloseable {

  private final DataDir.RunLock lock;
  private final Lifecycle lifecycle;

  private RunningBridge(DataDir.RunLock lock, Lifecycle lifecycle) {
    this.lock = lock;
    this.lifecycle = lifecycle;
  }

  /**
   * Starts a bridge.
   *
   * @throws io.github.phasebridge.storage.StorageException if the data directory cannot be used or
   *     another bridge runs on it
   * @throws io.github.phasebridge.bridge.StartException if a part cannot start for a reason that
   *     the user can mend; what had started is stopped again
   * @throws IllegalStateException if a part fails to start otherwise, in the same way
   */
  public static RunningBridge start(
      PhasebridgeConfig config, Surroundings.HostProcess process, Surroundings.Assembly assembly) {
    DataDir dataDir = DataDir.open(config.dataDir());
    DataDir.RunLock lock = dataDir.lockForRun();
    try {
      Injector injector = assembled(assembly.modules(config, dataDir, process));
      Lifecycle lifecycle = injector.getInstance(Lifecycle.class);
      lifecycle.start();
      return new RunningBridge(lock, lifecycle);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Injector assembled(List<Module> modules) {
    try {
      return Guice.createInjector(Stage.PRODUCTION, modules);
    } catch (CreationException e) {
      throw AssemblyFailure.of(e.getErrorMessages(), e);
    }
  }

  @Override
  public void close() {
    lifecycle.stop();
    lock.close();
  }
}
