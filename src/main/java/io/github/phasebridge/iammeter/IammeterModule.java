package io.github.phasebridge.iammeter;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.guard.EnergyGuard;
import io.github.phasebridge.quota.QuotaLedger;
import io.github.phasebridge.storage.DataDir;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Adds the meters to the set of device sources if the configuration uses them. Needs bindings of
 * {@link IammeterApi}, {@link QuotaLedger}, {@link EnergyGuard}, {@link DataDir}, {@link
 * InstantSource} for the wall clock and {@link LongSupplier} for the monotonic one.
 */
public final class IammeterModule extends AbstractModule {

  private final IammeterConfig config;
  private final IammeterLimits limits;

  /** Makes the module for a configuration and the limits of the cloud that it names. */
  public IammeterModule(IammeterConfig config, IammeterLimits limits) {
    this.config = config;
    this.limits = limits;
  }

  @Override
  protected void configure() {
    Multibinder<DeviceSource> sources = Multibinder.newSetBinder(binder(), DeviceSource.class);
    bind(IammeterConfig.class).toInstance(config);
    bind(IammeterLimits.class).toInstance(limits);
    if (config.enabled()) {
      sources.addBinding().to(MeterSource.class).in(Singleton.class);
    }
  }

  @Provides
  MeterSource source(
      IammeterApi api,
      QuotaLedger ledger,
      EnergyGuard guard,
      DataDir dir,
      InstantSource clock,
      LongSupplier nanoTime) {
    return new MeterSource(
        config,
        limits,
        api,
        CallBook.of(ledger),
        guard,
        MeterFiles.in(dir),
        new MeterSource.Clocks(clock, nanoTime, () -> ThreadLocalRandom.current().nextDouble()),
        Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("iammeter").unstarted(task)));
  }
}
