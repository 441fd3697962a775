package io.github.phasebridge.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.phasebridge.bridge.Insight;
import io.github.phasebridge.bridge.Overview;
import io.github.phasebridge.bridge.Payloads;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.log.RecentLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells every open page what changed, at most once a second. While no page is open it only keeps
 * the history of power. Its lock is held for work in memory only; the bridge never waits for it.
 */
final class Broadcaster {

  private static final Duration TICK = Duration.ofSeconds(1);

  /** Some things change with the time alone: what is left of a quota, for example. */
  private static final int TICKS_UNTIL_LOOKED_AT = 10;

  /**
   * Shows a page, and proxies on the way, that the stream is alive, and keeps the page's clock
   * right when this one is set. The page misses it after 40 s.
   */
  private static final int TICKS_UNTIL_SIGN_OF_LIFE = 15;

  /** How soon a change is looked at while no page is open. */
  private static final Duration UNHURRIED = Duration.ofSeconds(10);

  private static final int FIRST_LINES = 200;

  private final Insight insight;
  private final RecentLog log;
  private final PowerHistory history;
  private final Supplier<Map<String, Object>> access;
  private final InstantSource clock;
  private final ScheduledExecutorService scheduler;
  private final Executor worker;

  private final AtomicBoolean changed = new AtomicBoolean();
  private final AtomicBoolean sampling = new AtomicBoolean();
  private final List<EventStream> streams = new ArrayList<>();
  private volatile boolean watched;
  private @Nullable Future<?> ticking;
  private int ticks;

  /** What all pages know. */
  private Map<String, @Nullable Object> status = Map.of();

  private Map<DeviceId, Overview.Device> devices = Map.of();
  private long lastLine;

  /**
   * Makes one that does nothing yet.
   *
   * @param access gives the status document's part about what the page may do
   * @param worker runs what takes longer than the scheduler's other users like
   */
  Broadcaster(
      Insight insight,
      RecentLog log,
      PowerHistory history,
      Supplier<Map<String, Object>> access,
      InstantSource clock,
      ScheduledExecutorService scheduler,
      Executor worker) {
    this.insight = insight;
    this.log = log;
    this.history = history;
    this.access = access;
    this.clock = clock;
    this.scheduler = scheduler;
    this.worker = worker;
  }

  /** Begins to listen to changes. */
  void start() {
    insight.onChange(this::changed);
    changed();
  }

  /** Ends all streams. */
  synchronized void stop() {
    streams.forEach(EventStream::drop);
    streams.clear();
    stopTicking();
  }

  /**
   * Adds a page.
   *
   * @return what it has to know first; the histories of these devices are to follow
   */
  synchronized First connect(EventStream stream) {
    Overview overview = insight.overview();
    tell(overview);
    tellLog();
    streams.add(stream);
    startTicking();
    List<byte[]> messages = new ArrayList<>();
    messages.add(message("status", withNow(status)));
    devices.values().forEach(it -> messages.add(message("device", DeviceDocument.of(it))));
    List<RecentLog.Line> lines = log.after(Math.max(0, lastLine - FIRST_LINES));
    messages.add(message("log", lines.stream().map(LogDocument::of).toList()));
    return new First(messages, overview.devices());
  }

  /** Removes a page. */
  synchronized void disconnect(EventStream stream) {
    streams.remove(stream);
    if (streams.isEmpty()) {
      stopTicking();
    }
  }

  /** What a page is told first. */
  record First(List<byte[]> messages, List<Overview.Device> devices) {}

  /** Returns a message of the stream. */
  static byte[] message(String event, Object document) {
    return ("event: " + event + "\ndata: " + Json.text(document) + "\n\n").getBytes(UTF_8);
  }

  private void changed() {
    changed.set(true);
    if (!watched && sampling.compareAndSet(false, true)) {
      var _ =
          scheduler.schedule(
              () -> worker.execute(this::sample), UNHURRIED.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private synchronized void sample() {
    sampling.set(false);
    if (!watched) {
      var _ = history.take(insight.overview(), clock.instant());
    }
  }

  private void startTicking() {
    watched = true;
    if (ticking == null) {
      ticking =
          scheduler.scheduleWithFixedDelay(
              () -> worker.execute(this::tick),
              TICK.toSeconds(),
              TICK.toSeconds(),
              TimeUnit.SECONDS);
    }
  }

  private void stopTicking() {
    watched = false;
    if (ticking != null) {
      ticking.cancel(false);
      ticking = null;
    }
  }

  private synchronized void tick() {
    ticks++;
    if (changed.getAndSet(false) || ticks % TICKS_UNTIL_LOOKED_AT == 0) {
      tell(insight.overview());
    }
    tellLog();
    if (ticks % TICKS_UNTIL_SIGN_OF_LIFE == 0) {
      send("alive", Map.of("now", Payloads.iso(clock.instant())));
    }
  }

  private void tell(Overview overview) {
    Map<String, @Nullable Object> nowStatus = StatusDocument.of(overview);
    nowStatus.put("access", access.get());
    if (!nowStatus.equals(status)) {
      status = nowStatus;
      send("status", withNow(status));
    }
    Map<DeviceId, Overview.Device> before = devices;
    devices = byId(overview);
    devices.forEach(
        (id, device) -> {
          if (!device.equals(before.get(id))) {
            send("device", DeviceDocument.of(device));
          }
        });
    before.keySet().stream()
        .filter(id -> !devices.containsKey(id))
        .forEach(id -> send("gone", Map.of("id", id.value())));
    history.take(overview, clock.instant()).forEach(point -> send("point", point(point)));
  }

  private void tellLog() {
    List<RecentLog.Line> lines = log.after(lastLine);
    if (!lines.isEmpty()) {
      lastLine = lines.getLast().number();
      send("log", lines.stream().map(LogDocument::of).toList());
    }
  }

  private void send(String event, Object document) {
    if (!streams.isEmpty()) {
      byte[] message = message(event, document);
      streams.forEach(stream -> stream.offer(message));
    }
  }

  private Map<String, @Nullable Object> withNow(Map<String, @Nullable Object> document) {
    Map<String, @Nullable Object> complete = new LinkedHashMap<>(document);
    complete.put("now", Payloads.iso(clock.instant()));
    return complete;
  }

  private static Map<DeviceId, Overview.Device> byId(Overview overview) {
    Map<DeviceId, Overview.Device> devices = new LinkedHashMap<>();
    overview.devices().forEach(device -> devices.put(device.description().id(), device));
    return devices;
  }

  private static Map<String, Object> point(PowerHistory.Point point) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", point.device().value());
    document.put("at", point.at());
    document.put("values", point.values());
    return document;
  }
}
