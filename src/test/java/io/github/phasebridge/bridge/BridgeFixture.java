package io.github.phasebridge.bridge;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.util.Modules;
import io.github.phasebridge.config.HomeAssistantConfig;
import io.github.phasebridge.config.LogConfig.Level;
import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.ProductVersion;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.device.Accumulation;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.EntityInfo;
import io.github.phasebridge.device.Notice;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.SensorKind;
import io.github.phasebridge.device.Telemetry;
import io.github.phasebridge.device.Watch;
import io.github.phasebridge.homeassistant.HomeAssistantModule;
import io.github.phasebridge.mqtt.BrokerLink;
import io.github.phasebridge.storage.DataDir;
import io.github.phasebridge.testing.FakeBrokerLink;
import io.github.phasebridge.testing.FakeSource;
import io.github.phasebridge.testing.FakeTime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** A bridge between a broker, a source and a time that only exist in the test; it runs. */
final class BridgeFixture {

  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  static final DeviceId HOUSE = new DeviceId("fake_house");
  static final String BIRTH = "homeassistant/status";

  final FakeTime time = new FakeTime(START);
  final FakeBrokerLink broker = new FakeBrokerLink(time);
  final FakeSource source = new FakeSource();
  final FakeControl control = new FakeControl();
  final List<Notice> watched = new ArrayList<>();
  final List<String> counted = new ArrayList<>();
  final Insight insight;

  /** The thread that the bridge runs on: the caller's, unless a test wants another. */
  Executor thread = Runnable::run;

  /** Starts one that announces its devices; the broker is not connected yet. */
  BridgeFixture(Path dataDir) {
    this(dataDir, true);
  }

  BridgeFixture(Path dataDir, boolean discovery) {
    Injector injector =
        Guice.createInjector(
            new HomeAssistantModule(),
            Modules.override(new BridgeModule())
                .with(
                    binder ->
                        binder
                            .bind(Executor.class)
                            .annotatedWith(BridgeThread.class)
                            .toInstance(task -> thread.execute(task))),
            new Around(dataDir, discovery));
    insight = injector.getInstance(Insight.class);
    injector.getInstance(Lifecycle.class).start();
  }

  /** A device with a switch, a sensor and a button that somebody may press. */
  static DeviceDescription house() {
    return new DeviceDescription(
        HOUSE,
        "House",
        "Fake",
        null,
        null,
        null,
        null,
        List.of(
            new Entity.Switch(EntityInfo.of("power", null)),
            new Entity.EventSource(
                EntityInfo.of("btn1", "Button"), "button", List.of("press_end"), null),
            new Entity.Sensor(
                EntityInfo.of("voltage", "Voltage"),
                SensorKind.VOLTAGE,
                "V",
                Accumulation.MEASUREMENT,
                1)));
  }

  private static MqttConfig mqtt() {
    return new MqttConfig(
        URI.create("mqtt://localhost:1883"),
        "",
        Secret.NONE,
        "phasebridge",
        MqttConfig.Protocol.V5,
        "phasebridge",
        true,
        new MqttConfig.Tls(null, null, null));
  }

  /** What the rest of the process binds. */
  private final class Around extends AbstractModule {

    private final Path dataDir;
    private final boolean discovery;

    private Around(Path dataDir, boolean discovery) {
      this.dataDir = dataDir;
      this.discovery = discovery;
    }

    @Override
    protected void configure() {
      bind(MqttConfig.class).toInstance(mqtt());
      bind(HomeAssistantConfig.class)
          .toInstance(new HomeAssistantConfig(discovery, "homeassistant", BIRTH));
      bind(ProductVersion.class).toInstance(new ProductVersion("1.2.3"));
      bind(DataDir.class).toInstance(DataDir.open(dataDir));
      bind(BrokerLink.class).toInstance(broker);
      bind(BridgeControl.class).toInstance(control);
      bind(InstantSource.class).toInstance(time);
      bind(LongSupplier.class).toInstance(time::nanoTime);
      bind(ScheduledExecutorService.class).toInstance(time);
      bind(RandomGenerator.class).toInstance(new Random(1));
      Multibinder.newSetBinder(binder(), DeviceSource.class).addBinding().toInstance(source);
      Multibinder.newSetBinder(binder(), Watch.class)
          .addBinding()
          .toInstance(() -> List.copyOf(watched));
      OptionalBinder.newOptionalBinder(binder(), Telemetry.class)
          .setBinding()
          .toInstance(new Counting());
    }
  }

  /** Writes down the commands that are counted. */
  private final class Counting implements Telemetry {

    @Override
    public void call(String source, String endpoint, String result, Duration took) {}

    @Override
    public void push(String source, String type) {}

    @Override
    public void command(String source, Outcome.Kind outcome, Duration took) {
      counted.add(source + " " + outcome + " " + took.toMillis());
    }
  }

  /** A process that only notes what is wanted of it. */
  static final class FakeControl implements BridgeControl {
    Level level = Level.INFO;
    int restarts;

    @Override
    public Level logLevel() {
      return level;
    }

    @Override
    public void logLevel(Level changed) {
      level = changed;
    }

    @Override
    public void restart() {
      restarts++;
    }
  }
}
