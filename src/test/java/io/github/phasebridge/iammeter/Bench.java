package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.config.IammeterConfig.TokenIn;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.Value;
import io.github.phasebridge.guard.EnergyGuard;
import io.github.phasebridge.testing.FakeTime;
import io.github.phasebridge.testing.MemoryJsonFile;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A meter source between a fake cloud and a recorder, which can be stopped and started again. */
final class Bench {

  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  static final Duration POLL = Duration.ofSeconds(310);
  static final Duration STALE = Duration.ofMinutes(15);

  final FakeBook book = new FakeBook(() -> now());
  final FakeApi api = new FakeApi(() -> now(), book::charge, IammeterLimits.REAL);
  final MemoryJsonFile guardFile = new MemoryJsonFile();
  final MemoryJsonFile accountFile = new MemoryJsonFile();
  final MemoryJsonFile readingsFile = new MemoryJsonFile();
  final MemoryJsonFile analysesFile = new MemoryJsonFile();

  /** All that was told since the last start. */
  final List<Signal> signals = new ArrayList<>();

  /** The cloud's state at each change since the last start: empty for connected. */
  final List<String> cloud = new ArrayList<>();

  private final List<IammeterConfig.Meter> listed = new ArrayList<>();
  private Secret token = new Secret("token");
  private boolean powerFactor = true;
  private boolean analyses;
  private boolean onlyListed;
  private FakeTime time = new FakeTime(START);
  private @Nullable MeterSource source;

  Bench list(String sn, @Nullable String name, IammeterConfig.Phases phases) {
    listed.add(new IammeterConfig.Meter(sn, name, phases));
    return this;
  }

  Bench token(String other) {
    token = new Secret(other);
    return this;
  }

  Bench onlyListed() {
    onlyListed = true;
    return this;
  }

  Bench withoutPowerFactor() {
    powerFactor = false;
    return this;
  }

  Bench withAnalyses() {
    analyses = true;
    return this;
  }

  IammeterConfig config() {
    return new IammeterConfig(
        URI.create("https://www.iammeter.com"),
        token,
        "",
        Secret.NONE,
        listed,
        POLL,
        powerFactor,
        STALE,
        TokenIn.HEADER,
        analyses,
        "powerAnalysis",
        onlyListed);
  }

  /** Starts the source and runs what is due at once, first readings with their spacing included. */
  Bench start() {
    signals.clear();
    cloud.clear();
    MeterFiles files = new MeterFiles(accountFile, readingsFile, analysesFile);
    MeterSource started =
        new MeterSource(
            config(),
            IammeterLimits.REAL,
            api,
            book,
            new EnergyGuard(guardFile),
            files,
            new MeterSource.Clocks(
                () -> now(), () -> time.nanoTime(), ZoneId.of("Europe/Berlin"), () -> 0),
            time);
    source = started;
    started.start(signals::add, (_, reason) -> cloud.add(reason));
    pass(Duration.ofSeconds(1));
    return this;
  }

  /** Stops the source, lets it be off for a while, and starts it anew. */
  Bench restart(Duration off) {
    source().stop();
    time = new FakeTime(time.instant().plus(off));
    return start();
  }

  MeterSource source() {
    assertThat(source).isNotNull();
    return source;
  }

  Instant now() {
    return time.instant();
  }

  void pass(Duration span) {
    time.advance(span);
  }

  int waiting() {
    return time.waiting();
  }

  /** Forgets what was told so far. */
  void clear() {
    signals.clear();
    cloud.clear();
  }

  /** Returns a value as the bridge would hold it now; null if it was never told. */
  @Nullable Value value(String sn, String key) {
    return values(sn).get(key);
  }

  /** Returns the text of a number, or what else the value is; "-" for unknown. */
  String shown(String sn, String key) {
    Value value = value(sn, key);
    return switch (value) {
      case null -> "never told";
      case Value.Numeric number -> number.number().toPlainString();
      case Value.Text text -> text.text();
      case Value.OnOff onOff -> onOff.on() ? "ON" : "OFF";
      case Value.Moment moment -> moment.instant().toString();
      case Value.Unknown _ -> "-";
    };
  }

  Map<String, Value> values(String sn) {
    Map<String, Value> values = new HashMap<>();
    readings(sn).forEach(reading -> values.putAll(reading.values()));
    return values;
  }

  Map<String, Object> attributes(String sn, String key) {
    Map<String, Object> attributes = Map.of();
    for (Reading reading : readings(sn)) {
      attributes = reading.attributes().getOrDefault(key, attributes);
    }
    return attributes;
  }

  /** Returns the time of the newest measurement. */
  @Nullable Instant at(String sn) {
    Instant at = null;
    for (Reading reading : readings(sn)) {
      at = reading.at() == null ? at : reading.at();
    }
    return at;
  }

  List<Reading> readings(String sn) {
    return of(sn, Signal.Read.class).stream().map(Signal.Read::reading).toList();
  }

  List<Boolean> availability(String sn) {
    return of(sn, Signal.Availability.class).stream().map(Signal.Availability::online).toList();
  }

  List<DeviceDescription> descriptions(String sn) {
    return of(sn, Signal.Described.class).stream().map(Signal.Described::description).toList();
  }

  List<DeviceId> removed() {
    return signals.stream().filter(Signal.Removed.class::isInstance).map(Signal::device).toList();
  }

  private <T extends Signal> List<T> of(String sn, Class<T> kind) {
    DeviceId id = KnownMeter.idOf(sn);
    return signals.stream()
        .filter(signal -> signal.device().equals(id))
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }
}
