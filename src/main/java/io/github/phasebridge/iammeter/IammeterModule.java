package io.github.phasebridge.iammeter;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.device.Telemetry;
import io.github.phasebridge.guard.EnergyGuard;
import io.github.phasebridge.http.ClockWatch;
import io.github.phasebridge.http.OneShotClient;
import io.github.phasebridge.log.RawMessages;
import io.github.phasebridge.log.Redactor;
import io.github.phasebridge.quota.QuotaLedger;
import io.github.phasebridge.storage.DataDir;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Binds the meter cloud's client and what commands ask of it, and adds the meters to the set of
 * device sources if the configuration uses them. Wants the configuration, the ledger, the guard,
 * the data directory, the log's redactor, the clocks and a random generator.
 */
public final class IammeterModule extends AbstractModule {

  private final IammeterConfig config;

  /** Makes the module for a configuration. */
  public IammeterModule(IammeterConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    Multibinder<DeviceSource> sources = Multibinder.newSetBinder(binder(), DeviceSource.class);
    if (config.enabled()) {
      sources.addBinding().to(MeterSource.class);
    }
    bind(IammeterLimits.class).toInstance(IammeterLimits.REAL);
    bind(CallCounter.class).toInstance(new CallCounter());
    bind(MeterOverview.class);
    bind(HistoryExport.class);
    bind(AnalysisReport.class);
  }

  @Provides
  @Singleton
  IammeterApi api(
      RawMessages rawMessages,
      IammeterLimits limits,
      QuotaLedger ledger,
      DataDir dataDir,
      CallCounter calls,
      Telemetry telemetry,
      Redactor redactor,
      InstantSource clock,
      ClockWatch clockWatch,
      LongSupplier nanoTime) {
    HttpIammeterApi.Surroundings surroundings =
        new HttpIammeterApi.Surroundings(
            ledger::reserve,
            dataDir.file(TokenStore.FILE, TokenStore.FORMAT),
            calls,
            telemetry,
            secret -> redactor.register(new Secret(secret)),
            clock,
            clockWatch,
            nanoTime);
    return HttpIammeterApi.of(
        config, rawMessages, limits, surroundings, OneShotClient.make("iammeter", CloudHttp.CALL));
  }

  @Provides
  @Singleton
  MeterSource source(
      IammeterApi api,
      IammeterLimits limits,
      QuotaLedger ledger,
      EnergyGuard guard,
      DataDir dataDir,
      InstantSource clock,
      LongSupplier nanoTime,
      RandomGenerator random) {
    return new MeterSource(
        config,
        limits,
        api,
        CallBook.of(ledger),
        guard,
        MeterFiles.in(dataDir),
        new MeterSource.Clocks(clock, nanoTime, ZoneId.systemDefault(), random::nextDouble),
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("iammeter").daemon().factory()));
  }
}
