package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.Secret;
import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.PostIntake;
import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.Value;
import io.github.phasebridge.guard.EnergyGuard;
import io.github.phasebridge.log.RawMessages;
import io.github.phasebridge.log.Redactor;
import io.github.phasebridge.testing.FakeTelemetry;
import io.github.phasebridge.testing.FakeTime;
import io.github.phasebridge.testing.MemoryJsonFile;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A relay source between a fake cloud and a recorder, which can be stopped and started again. */
final class RelayBench {

  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  static final Duration POLL = Duration.ofSeconds(60);
  static final String BOILER = "820720";
  static final String PUMP = "820721";

  final FakeThingbootApi api = new FakeThingbootApi();
  final FakeFeed broker = new FakeFeed();
  final FakeFeed webhook = new FakeFeed();
  final FakeRelayLink lan = new FakeRelayLink();
  final Set<URI> reachable = new HashSet<>();
  final MemoryJsonFile guardFile = new MemoryJsonFile();
  final MemoryJsonFile relaysFile = new MemoryJsonFile();

  /** All that was told since the last start. */
  final List<Signal> signals = new ArrayList<>();

  /** The cloud's state at each change since the last start, such as {@code true: }. */
  final List<String> cloud = new ArrayList<>();

  private final List<ThingbootConfig.Relay> listed = new ArrayList<>();
  private final Map<String, ThingbootConfig.Unit> units = new HashMap<>();
  private String appId = "app";
  private ThingbootConfig.Push push = ThingbootConfig.Push.MQTT;
  private @Nullable Duration queryInterval;
  private boolean configurationItems;
  private boolean onlyListed;
  private ZoneId zone = ZoneOffset.UTC;
  private FakeTime time = new FakeTime(START);
  private @Nullable ThingbootSource source;

  RelayBench list(String id, @Nullable String name, @Nullable String address) {
    URI uri = address == null ? null : URI.create(address);
    listed.add(new ThingbootConfig.Relay(id, name, uri, Secret.NONE));
    return this;
  }

  RelayBench unlist() {
    listed.clear();
    return this;
  }

  RelayBench unit(String property, @Nullable String unit, String factor) {
    units.put(property, new ThingbootConfig.Unit(unit, new BigDecimal(factor)));
    return this;
  }

  RelayBench withoutAccount() {
    appId = "";
    return this;
  }

  RelayBench push(ThingbootConfig.Push kind) {
    push = kind;
    return this;
  }

  RelayBench queries(Duration interval) {
    queryInterval = interval;
    return this;
  }

  RelayBench items() {
    configurationItems = true;
    return this;
  }

  RelayBench onlyListed() {
    onlyListed = true;
    return this;
  }

  RelayBench zone(ZoneId here) {
    zone = here;
    return this;
  }

  ThingbootConfig config() {
    return new ThingbootConfig(
        URI.create("https://api.thingboot.com"),
        appId,
        appId.isEmpty() ? Secret.NONE : new Secret("secret"),
        listed,
        push,
        URI.create("mqtt://mapi.thingboot.com:1883"),
        "",
        POLL,
        units,
        queryInterval,
        configurationItems,
        onlyListed);
  }

  final FakeTelemetry telemetry = new FakeTelemetry();

  /** Starts the source and runs what is due at once. */
  RelayBench start() {
    signals.clear();
    cloud.clear();
    FakeTime now = time;
    boolean mqtt = push == ThingbootConfig.Push.MQTT && !appId.isEmpty();
    ThingbootSource started =
        new ThingbootSource(
            new RelaySession.Surroundings(
                config(),
                new RawMessages(new Redactor(), now, false),
                telemetry,
                TestProducts.shipped(),
                new RelaySession.Lines(
                    api,
                    _ -> lan,
                    address -> CompletableFuture.completedStage(reachable.contains(address)),
                    mqtt ? broker : null,
                    webhook,
                    new Posts()),
                new EnergyGuard(guardFile),
                relaysFile,
                new RelaySession.Clocks(now, now::nanoTime, zone, () -> 0),
                new RelayThread(now),
                relay -> new CommandDesk(relay, now, now::nanoTime, now)));
    source = started;
    started.start(signals::add, (connected, reason) -> cloud.add(connected + ": " + reason));
    pass(Duration.ZERO);
    return this;
  }

  /** Stops the source, lets it be off for a while, and starts it anew. */
  RelayBench restart(Duration off) {
    source().stop();
    time = new FakeTime(time.instant().plus(off));
    return start();
  }

  ThingbootSource source() {
    assertThat(source).isNotNull();
    return source;
  }

  Instant now() {
    return time.instant();
  }

  void pass(Duration span) {
    time.advance(span);
  }

  void passSeconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /** The cloud pushes this now. */
  void push(String body) {
    broker.deliver(null, body, now());
    pass(Duration.ZERO);
  }

  /** Something is posted to the webhook now. */
  void post(@Nullable String device, String body) {
    webhook.deliver(device, body, now());
    pass(Duration.ZERO);
  }

  /** Orders something; the outcome is where the test looks for it. */
  CompletableFuture<Outcome> order(String id, String key, String payload) {
    return source()
        .execute(
            new Command(KnownRelay.idOf(id), key, payload, "abc", now(), now().plusSeconds(10)))
        .toCompletableFuture();
  }

  /** Forgets what was told so far. */
  void clear() {
    signals.clear();
    cloud.clear();
    api.calls.clear();
  }

  /** Returns the text of a value as the bridge would hold it now; "-" for unknown. */
  String shown(String id, String key) {
    Value value = null;
    for (Reading reading : readings(id)) {
      value = reading.values().getOrDefault(key, value);
    }
    return switch (value) {
      case null -> "never told";
      case Value.Numeric number -> number.number().toPlainString();
      case Value.Text text -> text.text();
      case Value.OnOff onOff -> onOff.on() ? "ON" : "OFF";
      case Value.Moment moment -> moment.instant().toString();
      case Value.Unknown _ -> "-";
    };
  }

  Map<String, Object> attributes(String id, String key) {
    Map<String, Object> attributes = Map.of();
    for (Reading reading : readings(id)) {
      attributes = reading.attributes().getOrDefault(key, attributes);
    }
    return attributes;
  }

  /** Returns the time of the newest measurement. */
  @Nullable Instant at(String id) {
    Instant at = null;
    for (Reading reading : readings(id)) {
      at = reading.at() == null ? at : reading.at();
    }
    return at;
  }

  List<Reading> readings(String id) {
    return of(id, Signal.Read.class).stream().map(Signal.Read::reading).toList();
  }

  List<Boolean> availability(String id) {
    return of(id, Signal.Availability.class).stream().map(Signal.Availability::online).toList();
  }

  List<DeviceDescription> descriptions(String id) {
    return of(id, Signal.Described.class).stream().map(Signal.Described::description).toList();
  }

  List<Signal.Happened> events(String id) {
    return of(id, Signal.Happened.class);
  }

  List<DeviceId> removed() {
    return signals.stream().filter(Signal.Removed.class::isInstance).map(Signal::device).toList();
  }

  private <T extends Signal> List<T> of(String id, Class<T> kind) {
    DeviceId device = KnownRelay.idOf(id);
    return signals.stream()
        .filter(signal -> signal.device().equals(device))
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private static final class Posts implements PostIntake {

    @Override
    public boolean open() {
      return true;
    }

    @Override
    public String address(String device) {
      return "http://<this computer>:8098/webhook/<web.webhook-token>/" + device;
    }

    @Override
    public void deliverTo(Consumer<Post> receiver) {
      throw new UnsupportedOperationException("the fake feed delivers");
    }
  }
}
