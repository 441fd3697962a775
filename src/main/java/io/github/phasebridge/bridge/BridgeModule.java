package io.github.phasebridge.bridge;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.device.Telemetry;
import io.github.phasebridge.device.Watch;
import io.github.phasebridge.homeassistant.Announcer;
import io.github.phasebridge.mqtt.BrokerLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Binds the bridge, what its pages see of it, and its life cycle. Wants the broker link, the
 * announcer, the configuration, the process's clocks and control; every device family adds itself
 * to the set of sources, and whatever else must run before them to the set of parts.
 */
public final class BridgeModule extends AbstractModule {

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), DeviceSource.class);
    Multibinder.newSetBinder(binder(), Lifecycle.Part.class);
    Multibinder.newSetBinder(binder(), Watch.class).addBinding().to(DiskWatch.class);
    bind(DiskWatch.class).in(Singleton.class);
    OptionalBinder.newOptionalBinder(binder(), Telemetry.class)
        .setDefault()
        .toInstance(Telemetry.NONE);
    bind(Devices.class).in(Singleton.class);
    bind(Clouds.class).in(Singleton.class);
    bind(Steps.class).in(Singleton.class);
    bind(Publisher.class).in(Singleton.class);
    bind(OwnCommands.class).in(Singleton.class);
    bind(Commands.class).in(Singleton.class);
    bind(Bridge.class).in(Singleton.class);
    bind(Heartbeat.class).in(Singleton.class);
    bind(BridgeInsight.class).in(Singleton.class);
    bind(Insight.class).to(BridgeInsight.class);
  }

  @Provides
  @Singleton
  @BridgeThread
  ExecutorService bridgeThread() {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().name("bridge").daemon().factory());
  }

  @Provides
  @BridgeThread
  Executor executor(@BridgeThread ExecutorService thread) {
    return thread;
  }

  /**
   * The order of dependency: what is said must be heard, so the link stands first and falls last;
   * the announcer and the bridge hand it their subscriptions before it connects.
   *
   * @param more what the sources need and others bring
   */
  @Provides
  @Singleton
  Lifecycle lifecycle(
      BrokerLink link,
      Announcer announcer,
      Bridge bridge,
      Heartbeat heartbeat,
      BridgeInsight insight,
      Set<Lifecycle.Part> more,
      ScheduledExecutorService scheduler,
      @BridgeThread ExecutorService bridgeThread) {
    List<Lifecycle.Part> parts =
        new ArrayList<>(
            List.of(
                new Lifecycle.Part("scheduler", () -> {}, scheduler::shutdownNow),
                new Lifecycle.Part("bridge thread", () -> {}, bridgeThread::shutdown),
                new Lifecycle.Part("heartbeat", heartbeat::start, () -> {}),
                new Lifecycle.Part("overview", insight::start, () -> {}),
                new Lifecycle.Part("link to Home Assistant", announcer::start, announcer::stop),
                new Lifecycle.Part("bridge", bridge::start, () -> {}),
                // Before the link: what they know from earlier replaces what the broker kept,
                // before anybody hears that we are online.
                new Lifecycle.Part("device sources", bridge::startSources, bridge::stopSources),
                new Lifecycle.Part("link to the broker", link::start, link::stop)));
    parts.addAll(more);
    // What they have to say at the end still needs the link.
    parts.add(new Lifecycle.Part("end of the sources", () -> {}, bridge::stopSources));
    return new Lifecycle(parts);
  }
}
