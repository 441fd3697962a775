package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Outlet;
import io.github.phasebridge.device.PostIntake;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.SourceReport;
import io.github.phasebridge.device.Telemetry;
import io.github.phasebridge.guard.EnergyGuard;
import io.github.phasebridge.log.RawMessages;
import io.github.phasebridge.storage.JsonFile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that works between the start of the source and its stop, on the source's one thread. */
final class RelaySession {

  private static final Logger LOG = LoggerFactory.getLogger(RelaySession.class);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
  private static final Duration BETWEEN_SAVES = Duration.ofMinutes(1);
  private static final Duration BETWEEN_TALLIES = Duration.ofHours(1);

  /** Without a word of the cloud for so many polls nobody knows whether a relay is there. */
  private static final int SILENT_POLLS = 3;

  private static final Duration LEAST_POLL = Duration.ofSeconds(60);

  /** The clocks and the chance that a test replaces. */
  record Clocks(InstantSource wall, LongSupplier nanoTime, ZoneId zone, DoubleSupplier random) {}

  /**
   * What leads to relays and back.
   *
   * @param lan makes the link to a listed relay with an address
   * @param broker the cloud's messages over the vendor's broker; null if they do not come that way
   * @param webhook what the cloud or relays on the LAN post
   */
  record Lines(
      ThingbootApi api,
      Function<ThingbootConfig.Relay, RelayLink> lan,
      LanProbe probe,
      @Nullable PushFeed broker,
      PushFeed webhook,
      PostIntake posts) {

    /** Returns how the cloud's messages come, null for not at all. */
    @Nullable PushFeed ofCloud(ThingbootConfig config) {
      if (!config.hasAccount()) {
        return null;
      }
      return switch (config.push()) {
        case MQTT -> broker;
        case WEBHOOK -> webhook;
        case OFF -> null;
      };
    }
  }

  /**
   * What the session needs.
   *
   * @param rawMessages takes every message
   * @param telemetry counts messages
   * @param thread runs one task at a time
   * @param relaysFile remembers which relays there are
   * @param desks makes the desk that carries out a relay's commands
   */
  record Surroundings(
      ThingbootConfig config,
      RawMessages rawMessages,
      Telemetry telemetry,
      Products products,
      Lines lines,
      EnergyGuard guard,
      JsonFile relaysFile,
      Clocks clocks,
      RelayThread thread,
      Function<CommandDesk.Relay, CommandDesk> desks) {}

  private final Surroundings around;
  private final ThingbootConfig config;
  private final Lines lines;
  private final RelayThread thread;
  private final Outlet outlet;
  private final RelayDirectory directory;
  private final Relays relays;
  private final Memory memory;
  private final Tally tally;
  private final CloudWatch cloud;
  private final Inbox inbox;
  private final AccountWatch account;
  private final InfoPoller poller;
  private final MessageGate gate;
  private final MidnightWatch midnight;
  private final RelayReport reporting;
  private List<DeviceId> forgotten = List.of();
  private volatile SourceReport report = SourceReport.EMPTY;

  RelaySession(Surroundings around, Outlet outlet) {
    this.around = around;
    this.config = around.config();
    this.lines = around.lines();
    this.thread = around.thread();
    this.outlet = outlet;
    Clocks clocks = around.clocks();
    tally = new Tally(around.telemetry());
    directory = new RelayDirectory(config, around.products(), around.relaysFile());
    relays = new Relays(this::relay);
    memory = new Memory(around.guard(), directory, clocks.nanoTime());
    cloud = new CloudWatch(outlet, lines.ofCloud(config), clocks.nanoTime());
    inbox = new Inbox(relays, cloud, tally, around.rawMessages());
    poller =
        new InfoPoller(
            lines.api(),
            new Polling(),
            cloud,
            config.pollInterval(),
            thread,
            clocks.nanoTime(),
            clocks.random());
    account =
        new AccountWatch(
            lines.api(),
            directory,
            relays,
            cloud,
            thread,
            clocks.random(),
            this::remove,
            this::listTaken);
    gate = new MessageGate(thread, tally);
    midnight = new MidnightWatch(clocks.zone(), clocks.wall(), directory, relays, memory);
    reporting =
        new RelayReport(
            config, relays, directory, cloud, lines.ofCloud(config), lines.posts(), clocks.wall());
  }

  private Relay relay(KnownRelay known) {
    return new Relay(
        known,
        link(known),
        new Relay.Surroundings(
            config,
            around.guard(),
            around.clocks().wall(),
            around.clocks().nanoTime(),
            outlet,
            tally,
            around.desks(),
            cloud::pushes,
            this::askState,
            this::firmwareSeen));
  }

  private RelayLink link(KnownRelay known) {
    return directory
        .listed(known.id())
        .filter(listed -> listed.address() != null)
        .map(lines.lan())
        .orElseGet(() -> lines.api().link(known.vendorId()));
  }

  private void askState() {
    poller.ask();
  }

  private void firmwareSeen(KnownRelay relay, String firmware) {
    directory.noted(relay.id(), firmware);
    renew(relay.id());
  }

  private void renew(DeviceId id) {
    directory.relay(id).ifPresent(known -> relays.arrange(List.of(known)));
  }

  /**
   * Reads what is remembered.
   *
   * @throws io.github.phasebridge.storage.StorageException if it cannot be read
   */
  void load() {
    forgotten = directory.load();
  }

  void begin() {
    thread.afterEach(() -> report = reporting.make());
    forgotten.forEach(this::remove);
    relays.arrange(directory.relays());
    midnight.look();
    listen();
    if (directory.asksAccount()) {
      account.ask();
      poller.begin();
    }
    if (!relays.onLan().isEmpty()) {
      new LanWatch(relays, lines.probe(), lines.posts(), thread).begin();
    }
    Duration queryInterval = config.queryInterval();
    if (queryInterval != null) {
      new QueryTimer(queryInterval, relays, directory, around.clocks().wall(), thread, memory)
          .begin();
    }
    thread.every(BETWEEN_LOOKS, this::look);
    thread.every(BETWEEN_SAVES, memory::saveCounters);
    thread.every(BETWEEN_TALLIES, tally::say);
  }

  private void listen() {
    if (lines.broker() != null) {
      lines.broker().start((_, body, at) -> gate.pass(() -> inbox.fromCloud(body, at)));
    }
    boolean cloudPosts = config.hasAccount() && config.push() == ThingbootConfig.Push.WEBHOOK;
    if (cloudPosts || !relays.onLan().isEmpty()) {
      lines
          .webhook()
          .start((device, body, at) -> gate.pass(() -> posted(cloudPosts, device, body, at)));
    }
  }

  private void posted(boolean cloudPosts, @Nullable String device, String body, Instant at) {
    if (device != null) {
      inbox.fromRelay(device, body, at);
    } else if (cloudPosts) {
      inbox.fromCloud(body, at);
    } else {
      tally.unreadable("it was posted without a relay's id, and thingboot.push is not webhook");
    }
  }

  private void remove(DeviceId id) {
    relays.remove(id);
    around.guard().forget(id);
    outlet.tell(new Signal.Removed(id));
  }

  private void listTaken() {
    memory.saveAll();
    poller.ask();
  }

  /** Returns what is the matter now; for any thread. */
  SourceReport report() {
    return report;
  }

  private void look() {
    if (cloud.look()) {
      poller.ask();
    }
    Duration poll = config.pollInterval();
    Duration silence =
        (poll.compareTo(LEAST_POLL) > 0 ? poll : LEAST_POLL).multipliedBy(SILENT_POLLS);
    if (cloud.isSilentFor(silence)) {
      relays.onCloud().forEach(Relay::onSilence);
    }
    midnight.look();
  }

  void execute(Command command, CompletableFuture<Outcome> outcome) {
    Optional<Relay> relay = relays.get(command.device());
    if (relay.isEmpty()) {
      outcome.complete(Outcome.refused("'" + command.device() + "' is not bridged any more"));
      return;
    }
    try {
      var _ =
          relay
              .get()
              .execute(command)
              .whenComplete(
                  (end, failure) ->
                      outcome.complete(failure == null ? end : unexpected(command, failure)));
    } catch (RuntimeException e) {
      outcome.complete(unexpected(command, e));
    }
  }

  private static Outcome unexpected(Command command, Throwable failure) {
    LOG.error("{} failed in a way that is a mistake of this program.", command, failure);
    return Outcome.failed("an internal error; see the log");
  }

  void readNow() {
    if (directory.asksAccount()) {
      account.retry();
      poller.askNow();
    }
  }

  /** Ends everything; call it when the thread has ended. */
  void end() {
    if (lines.broker() != null) {
      lines.broker().stop();
    }
    lines.webhook().stop();
    relays.all().forEach(Relay::stop);
    memory.saveAll();
    lines.api().close();
  }

  /** What the poller asks for and tells. */
  private final class Polling implements InfoPoller.Listener {

    @Override
    public List<Relay> toAsk() {
      return relays.onCloud().stream()
          .filter(relay -> !directory.isMissing(relay.who().id()))
          .toList();
    }

    @Override
    public void about(DeviceRecord record) {
      directory.noted(record);
      renew(KnownRelay.idOf(record.id()));
    }

    @Override
    public void done() {
      memory.saveCounters();
    }
  }
}
