package io.github.phasebridge.bridge;

import io.github.phasebridge.config.LogConfig.Level;
import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.ProductVersion;
import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.Value;
import io.github.phasebridge.homeassistant.Announcer;
import io.github.phasebridge.homeassistant.Topics;
import io.github.phasebridge.mqtt.BrokerLink;
import io.github.phasebridge.mqtt.InboundMessage;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the device sources to the broker. Signals become discovery, availability, state, plain
 * values and events; commands from the broker reach the source of their device, and every one ends
 * in exactly one published result, followed by the true state. All state is touched by one executor
 * only.
 */
public final class Bridge {

  private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

  private final MqttConfig config;
  private final Set<DeviceSource> sources;
  private final BrokerLink link;
  private final Announcer announcer;
  private final Topics topics;
  private final BridgeControl control;
  private final InstantSource clock;
  private final Executor executor;
  private final ProductVersion version;
  private final CommandTopics commands;
  private final CommandIntake intake;
  private final Map<DeviceId, DeviceState> devices = new LinkedHashMap<>();
  private final Map<DeviceId, DeviceSource> owners = new LinkedHashMap<>();

  /**
   * Creates the bridge.
   *
   * @param executor runs one task after the other
   */
  @Inject
  public Bridge(
      MqttConfig config,
      Set<DeviceSource> sources,
      BrokerLink link,
      Announcer announcer,
      Topics topics,
      BridgeControl control,
      InstantSource clock,
      @BridgeThread Executor executor,
      ProductVersion version) {
    this.config = config;
    this.sources = sources;
    this.link = link;
    this.announcer = announcer;
    this.topics = topics;
    this.control = control;
    this.clock = clock;
    this.executor = executor;
    this.version = version;
    this.commands = new CommandTopics(config.baseTopic());
    this.intake = new CommandIntake(clock, () -> UUID.randomUUID().toString().replace("-", ""));
  }

  /** Announces the bridge's own device and begins to take commands. */
  public void start() {
    executor.execute(this::describeBridge);
    link.subscribe(commands.filter(), message -> executor.execute(() -> onCommand(message)));
  }

  /** Starts the sources; call it after {@link #start}. */
  public void startSources() {
    for (DeviceSource source : sources) {
      source.start(
          signal -> executor.execute(() -> onSignal(source, signal)),
          (connected, reason) -> executor.execute(() -> onCloud(source, connected, reason)));
    }
  }

  /** Stops the sources. */
  public void stopSources() {
    sources.forEach(DeviceSource::stop);
  }

  private void describeBridge() {
    DeviceState state = new DeviceState(BridgeDevice.describe(version.text(), sources));
    devices.put(BridgeDevice.ID, state);
    announcer.announce(state.description());
    Map<String, Value> values = new LinkedHashMap<>();
    values.put(BridgeDevice.VERSION, Value.of(version.text()));
    values.put(BridgeDevice.STARTED, Value.of(clock.instant()));
    values.put(BridgeDevice.LOG_LEVEL, logLevel());
    read(BridgeDevice.ID, state, Reading.of(values, clock.instant()));
  }

  private Value logLevel() {
    return Value.of(control.logLevel().name().toLowerCase(Locale.ROOT));
  }

  private void onCloud(DeviceSource source, boolean connected, String reason) {
    DeviceState bridge = devices.get(BridgeDevice.ID);
    if (bridge == null) {
      return;
    }
    String key = BridgeDevice.cloudOf(source);
    read(
        BridgeDevice.ID,
        bridge,
        new Reading(
            Map.of(key, Value.of(connected)),
            Map.of(key, reason.isEmpty() ? Map.of() : Map.of("reason", reason)),
            clock.instant()));
  }

  private void onSignal(DeviceSource source, Signal signal) {
    DeviceId id = signal.device();
    if (signal instanceof Signal.Described(var description)) {
      describe(source, description);
      return;
    }
    if (signal instanceof Signal.Removed) {
      remove(id);
      return;
    }
    DeviceState state = devices.get(id);
    if (state == null) {
      LOG.warn("{} spoke of {} before it described it; ignored", source.title(), id);
      return;
    }
    switch (signal) {
      case Signal.Read(_, var reading) -> read(id, state, reading);
      case Signal.Availability(_, var online) -> {
        state.online(online);
        publishAvailability(id, state);
      }
      case Signal.Happened event ->
          link.publishEvent(topics.event(id, event.name()), Payloads.event(event));
      case Signal.Removed _, Signal.Described _ -> throw new AssertionError("handled above");
    }
  }

  private void describe(DeviceSource source, DeviceDescription description) {
    DeviceId id = description.id();
    DeviceState known = devices.get(id);
    owners.put(id, source);
    if (known == null) {
      known = new DeviceState(description);
      devices.put(id, known);
    } else if (known.description().equals(description)) {
      return;
    } else {
      known.describe(description);
    }
    announcer.announce(description);
    publishAvailability(id, known);
    publishState(id, known);
  }

  /** Takes a device away, also one of an earlier run that was not described in this one. */
  private void remove(DeviceId id) {
    DeviceState state = devices.remove(id);
    owners.remove(id);
    LOG.info("{} is gone; its topics are cleared", state == null ? id : state.description().name());
    link.publishRetained(topics.availability(id), Payloads.OFFLINE);
    if (announcer.announces()) {
      announcer.withdraw(id);
    } else {
      clear(id, state);
    }
  }

  private void clear(DeviceId id, @Nullable DeviceState state) {
    link.publishRetained(topics.availability(id), "");
    link.publishRetained(topics.state(id), "");
    if (state != null) {
      state.values().keySet().forEach(key -> link.publishRetained(topics.value(id, key), ""));
      state
          .attributes()
          .keySet()
          .forEach(key -> link.publishRetained(topics.attributes(id, key), ""));
    }
  }

  private void read(DeviceId id, DeviceState state, Reading reading) {
    state.read(reading);
    publishState(id, state);
  }

  private void publishAvailability(DeviceId id, DeviceState state) {
    link.publishRetained(
        topics.availability(id), state.online() ? Payloads.ONLINE : Payloads.OFFLINE);
  }

  private void publishState(DeviceId id, DeviceState state) {
    link.publishRetained(topics.state(id), Payloads.state(state));
    state
        .attributes()
        .forEach(
            (key, attributes) ->
                link.publishRetained(topics.attributes(id, key), Payloads.attributes(attributes)));
    if (config.values()) {
      state
          .values()
          .forEach(
              (key, value) -> link.publishRetained(topics.value(id, key), Payloads.plain(value)));
    }
  }

  private void onCommand(InboundMessage message) {
    Optional<CommandTopics.Target> target = commands.target(message.topic());
    if (target.isEmpty()) {
      LOG.debug("Ignored a message on {}", message.topic());
      return;
    }
    DeviceId device = target.get().device();
    CommandIntake.Taken taken =
        intake.take(message, device, target.get().key(), this::descriptionOf);
    switch (taken) {
      case CommandIntake.Nothing() ->
          LOG.debug("A retained message on {} was taken away", message.topic());
      case CommandIntake.Refused refused -> {
        LOG.warn(
            "Refused '{}' for {}/{}: {}",
            refused.payload(),
            refused.device(),
            refused.key(),
            refused.reason());
        publishResult(
            device,
            new CommandResult(
                refused.id(),
                refused.key(),
                refused.payload(),
                Outcome.refused(refused.reason()),
                Duration.between(message.receivedAt(), clock.instant())));
      }
      case CommandIntake.Valid(var command) -> {
        var _ =
            execute(command)
                .whenCompleteAsync(
                    (outcome, failure) -> ended(command, outcome, failure), executor);
      }
    }
  }

  private Optional<DeviceDescription> descriptionOf(DeviceId device) {
    return Optional.ofNullable(devices.get(device)).map(DeviceState::description);
  }

  private CompletionStage<Outcome> execute(Command command) {
    DeviceSource owner = owners.get(command.device());
    return owner == null ? executeOwn(command) : owner.execute(command);
  }

  private CompletionStage<Outcome> executeOwn(Command command) {
    Outcome outcome =
        switch (command.key()) {
          case BridgeDevice.LOG_LEVEL -> {
            control.logLevel(Level.valueOf(command.payload().toUpperCase(Locale.ROOT)));
            DeviceState bridge = devices.get(BridgeDevice.ID);
            if (bridge != null) {
              read(
                  BridgeDevice.ID,
                  bridge,
                  Reading.of(Map.of(BridgeDevice.LOG_LEVEL, logLevel()), clock.instant()));
            }
            yield Outcome.confirmed();
          }
          case BridgeDevice.READ_NOW -> {
            sources.forEach(DeviceSource::readNow);
            yield Outcome.accepted("read as far as the vendors' limits allow");
          }
          case BridgeDevice.RESTART -> {
            control.restart();
            yield Outcome.accepted(null);
          }
          default -> Outcome.refused("'" + command.key() + "' takes no commands");
        };
    return CompletableFuture.completedFuture(outcome);
  }

  private void ended(Command command, @Nullable Outcome outcome, @Nullable Throwable failure) {
    Outcome end = outcome;
    if (end == null) {
      LOG.error("{} failed unexpectedly", command, failure);
      end = Outcome.failed("an internal error; see the log");
    }
    Duration took = Duration.between(command.receivedAt(), clock.instant());
    publishResult(command.device(), CommandResult.of(command, end, took));
  }

  /** Publishes a result and then the true state, also when nothing was carried out. */
  private void publishResult(DeviceId device, CommandResult result) {
    link.publishEvent(topics.result(device), Payloads.result(result));
    DeviceState state = devices.get(device);
    if (state == null) {
      return;
    }
    String before = Payloads.state(state);
    if (state.description().entity(CommandResult.LAST_COMMAND).isPresent()) {
      read(device, state, result.lastCommand());
    }
    if (Payloads.state(state).equals(before)) {
      link.republish(topics.state(device));
    }
  }
}
