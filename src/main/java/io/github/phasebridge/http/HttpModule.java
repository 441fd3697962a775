package io.github.phasebridge.http;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.github.phasebridge.device.Watch;
import java.time.InstantSource;

/** Binds what the families' clients share. Wants the clock. */
public final class HttpModule extends AbstractModule {

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), Watch.class).addBinding().to(ClockWatch.class);
  }

  @Provides
  @Singleton
  ClockWatch clockWatch(InstantSource clock) {
    return new ClockWatch(clock);
  }
}
