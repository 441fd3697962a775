package io.github.phasebridge;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.phasebridge.bridge.BridgeControl;
import io.github.phasebridge.cli.Surroundings;
import io.github.phasebridge.config.EffectiveConfiguration;
import io.github.phasebridge.config.LogConfig;
import io.github.phasebridge.log.RawMessages;
import io.github.phasebridge.log.RecentLog;
import io.github.phasebridge.log.Redactor;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Binds what the process itself gives: clocks, chance, a scheduler for short tasks, its own control
 * and the redactor of its log. Also closes Guice's back doors, so that every binding is one that
 * somebody wrote down.
 */
final class ProcessModule extends AbstractModule {

  private final Surroundings.HostProcess process;

  ProcessModule(Surroundings.HostProcess process) {
    this.process = process;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().requireExactBindingAnnotations();
    binder().disableCircularProxies();
    bind(BridgeControl.class).toInstance(process.control());
    bind(Redactor.class).toInstance(process.redactor());
    bind(RecentLog.class).toInstance(process.recentLog());
    bind(EffectiveConfiguration.class).toInstance(process.configuration());
    bind(InstantSource.class).toInstance(InstantSource.system());
    bind(LongSupplier.class).toInstance(System::nanoTime);
    bind(RandomGenerator.class).toInstance(RandomGenerator.getDefault());
  }

  @Provides
  @Singleton
  RawMessages rawMessages(Redactor redactor, InstantSource clock, LogConfig log) {
    return new RawMessages(redactor, clock, log.rawMessages());
  }

  /** Forgets what is canceled at once: time limits that were kept would pile up. */
  @Provides
  @Singleton
  ScheduledExecutorService scheduler() {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("scheduler").daemon().factory());
    scheduler.setRemoveOnCancelPolicy(true);
    return scheduler;
  }
}
