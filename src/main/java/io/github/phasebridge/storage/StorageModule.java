package io.github.phasebridge.storage;

import com.google.inject.AbstractModule;

/** Binds the data directory. */
public final class StorageModule extends AbstractModule {

  private final DataDir dataDir;

  /** Creates the module of an open directory. */
  public StorageModule(DataDir dataDir) {
    this.dataDir = dataDir;
  }

  @Override
  protected void configure() {
    bind(DataDir.class).toInstance(dataDir);
  }
}
