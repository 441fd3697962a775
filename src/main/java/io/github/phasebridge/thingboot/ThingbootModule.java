package io.github.phasebridge.thingboot;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.device.PostIntake;
import io.github.phasebridge.device.Telemetry;
import io.github.phasebridge.guard.EnergyGuard;
import io.github.phasebridge.http.ClockWatch;
import io.github.phasebridge.http.OneShotHttp;
import io.github.phasebridge.http.SecretMask;
import io.github.phasebridge.log.RawMessages;
import io.github.phasebridge.log.Redactor;
import io.github.phasebridge.mqtt.BrokerLinks;
import io.github.phasebridge.storage.DataDir;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Binds the relays and what commands ask of them, and adds them to the set of device sources if the
 * configuration uses them. Wants the configuration, the guard, the data directory, the log's
 * redactor, links to brokers, the webhook, the clocks and a random generator.
 */
public final class ThingbootModule extends AbstractModule {

  private final ThingbootConfig config;
  private final Products products;

  /**
   * Makes the module for a configuration.
   *
   * @param dataDir where the user's own product files lie, in the folder {@code products}
   * @throws ProductFileException if one of them is wrong
   */
  public ThingbootModule(ThingbootConfig config, Path dataDir) {
    this.config = config;
    this.products = Products.load(dataDir.resolve("products"));
  }

  @Override
  protected void configure() {
    Multibinder<DeviceSource> sources = Multibinder.newSetBinder(binder(), DeviceSource.class);
    if (config.enabled()) {
      sources.addBinding().to(ThingbootSource.class);
    }
    bind(Products.class).toInstance(products);
    bind(ApiCalls.class).toInstance(new ApiCalls());
    bind(RelayOverview.class);
    bind(PushTrial.class);
  }

  @Provides
  @Singleton
  ThingbootApi api(
      RawMessages raw,
      Redactor redactor,
      InstantSource clock,
      ClockWatch clockWatch,
      LongSupplier nanoTime,
      Telemetry telemetry,
      ApiCalls calls) {
    CallTimes times = new CallTimes(telemetry, nanoTime);
    ThingbootHttp http = http(ThingbootHttp.cloudClient(), raw, redactor, clock, clockWatch, times);
    return new HttpThingbootApi(config, http, clock, clockWatch, calls);
  }

  @Provides
  @Singleton
  ThingbootSource source(
      ThingbootApi api,
      Redactor redactor,
      BrokerLinks links,
      PostIntake posts,
      EnergyGuard guard,
      DataDir files,
      RawMessages raw,
      InstantSource clock,
      ClockWatch clockWatch,
      LongSupplier nanoTime,
      RandomGenerator random,
      Telemetry telemetry) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("thingboot").daemon().factory());
    ThingbootHttp lan =
        http(
            ThingbootHttp.lanClient(),
            raw,
            redactor,
            clock,
            clockWatch,
            new CallTimes(telemetry, nanoTime));
    return new ThingbootSource(
        new RelaySession.Surroundings(
            config,
            raw,
            telemetry,
            products,
            new RelaySession.Lines(
                api,
                relay -> new LanLink(lan, Objects.requireNonNull(relay.address()), relay.secret()),
                new TcpProbe(),
                pushOverMqtt(links, files, random),
                new WebhookPushFeed(posts),
                posts),
            guard,
            files.file(RelayDirectory.FILE, RelayDirectory.FORMAT),
            new RelaySession.Clocks(clock, nanoTime, ZoneId.systemDefault(), random::nextDouble),
            new RelayThread(thread),
            relay -> new CommandDesk(relay, clock, nanoTime, thread)));
  }

  private static ThingbootHttp http(
      OkHttpClient client,
      RawMessages raw,
      Redactor redactor,
      InstantSource clock,
      ClockWatch clockWatch,
      CallTimes times) {
    SecretMask mask = new SecretMask(secret -> redactor.register(new Secret(secret)));
    return new ThingbootHttp(new OneShotHttp(client, mask, clock, clockWatch), mask, raw, times);
  }

  private @Nullable PushFeed pushOverMqtt(
      BrokerLinks links, DataDir files, RandomGenerator random) {
    return config.hasAccount() && config.push() == ThingbootConfig.Push.MQTT
        ? MqttPushFeed.of(config, links, files.file(PushClientId.FILE, PushClientId.FORMAT), random)
        : null;
  }
}
