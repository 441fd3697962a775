package io.github.phasebridge.quota;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.phasebridge.storage.DataDir;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Binds the quota ledger of the data directory. */
public final class QuotaModule extends AbstractModule {

  @Provides
  @Singleton
  QuotaLedger ledger(DataDir dataDir, InstantSource clock, LongSupplier nanoTime) {
    return QuotaLedger.open(dataDir, clock, nanoTime);
  }
}
