package io.github.phasebridge.guard;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.phasebridge.storage.DataDir;

/** Binds the energy guard of the data directory. */
public final class GuardModule extends AbstractModule {

  @Provides
  @Singleton
  EnergyGuard guard(DataDir dataDir) {
    return EnergyGuard.open(dataDir);
  }
}
