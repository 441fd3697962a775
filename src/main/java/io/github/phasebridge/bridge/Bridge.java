package io.github.phasebridge.bridge;

import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.ProductVersion;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.Value;
import io.github.phasebridge.homeassistant.Announcer;
import io.github.phasebridge.mqtt.BrokerLink;
import io.github.phasebridge.mqtt.InboundMessage;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the device sources to the broker. Signals become discovery, availability, state, plain
 * values and events; commands from the broker reach {@link Commands}. All state is touched by one
 * thread only, in {@link Steps}.
 */
final class Bridge {

  private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

  private final Set<DeviceSource> sources;
  private final BrokerLink link;
  private final Announcer announcer;
  private final Devices devices;
  private final Clouds clouds;
  private final Publisher publisher;
  private final Commands commands;
  private final OwnCommands own;
  private final InstantSource clock;
  private final Steps steps;
  private final ProductVersion version;
  private final CommandTopics commandTopics;
  private boolean sourcesRun;

  @Inject
  Bridge(
      MqttConfig config,
      Set<DeviceSource> sources,
      BrokerLink link,
      Announcer announcer,
      Devices devices,
      Clouds clouds,
      Publisher publisher,
      Commands commands,
      OwnCommands own,
      InstantSource clock,
      Steps steps,
      ProductVersion version) {
    this.sources = sources;
    this.link = link;
    this.announcer = announcer;
    this.devices = devices;
    this.clouds = clouds;
    this.publisher = publisher;
    this.commands = commands;
    this.own = own;
    this.clock = clock;
    this.steps = steps;
    this.version = version;
    commandTopics = new CommandTopics(config.baseTopic());
  }

  /** Announces the bridge's own device and begins to take commands. */
  void start() {
    steps.execute(this::describeBridge);
    link.subscribe(commandTopics.filter(), message -> steps.execute(() -> onCommand(message)));
  }

  /** Starts the sources; call it after {@link #start}. */
  void startSources() {
    sourcesRun = true;
    for (DeviceSource source : sources) {
      source.start(
          signal -> steps.execute(() -> onSignal(source, signal)),
          (connected, reason) -> steps.execute(() -> onCloud(source, connected, reason)));
    }
  }

  /** Stops the sources; does nothing the second time. */
  void stopSources() {
    if (sourcesRun) {
      sourcesRun = false;
      sources.forEach(DeviceSource::stop);
    }
  }

  /** It can be relied on as long as somebody can ask. */
  private void describeBridge() {
    DeviceState state =
        new DeviceState(null, BridgeDevice.describe(version.text(), sources), clock.instant());
    state.online(true, clock.instant());
    devices.add(state);
    announcer.announce(state.description());
    Map<String, Value> values = new LinkedHashMap<>();
    values.put(BridgeDevice.VERSION, Value.of(version.text()));
    values.put(BridgeDevice.STARTED, Value.of(clock.instant()));
    values.put(BridgeDevice.LOG_LEVEL, own.logLevel());
    publisher.read(state, Reading.of(values, clock.instant()));
  }

  private void onCloud(DeviceSource source, boolean connected, String reason) {
    clouds.told(source, connected, reason, clock.instant());
    DeviceState bridge = devices.get(BridgeDevice.ID);
    if (bridge == null) {
      return;
    }
    String key = BridgeDevice.cloudOf(source);
    publisher.read(
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
      case Signal.Read(_, var reading) -> publisher.read(state, reading);
      case Signal.Availability(_, var online) -> {
        state.online(online, clock.instant());
        publisher.availability(state);
      }
      case Signal.Happened event -> {
        state.happened(new Overview.EventEntry(event.at(), event.name(), event.eventType()));
        publisher.event(event);
      }
      case Signal.Removed _, Signal.Described _ -> throw new AssertionError("handled above");
    }
  }

  private void describe(DeviceSource source, DeviceDescription description) {
    DeviceState state = devices.get(description.id());
    if (state == null) {
      state = new DeviceState(source, description, clock.instant());
      devices.add(state);
    } else {
      boolean unchanged = state.description().equals(description);
      state.describe(source, description);
      if (unchanged) {
        return;
      }
    }
    announcer.announce(description);
    publisher.availability(state);
    publisher.state(state);
  }

  /** Takes a device away, also one of an earlier run that was not described in this one. */
  private void remove(DeviceId id) {
    DeviceState state = devices.remove(id);
    LOG.info("{} is gone; its topics are cleared", state == null ? id : state.description().name());
    publisher.gone(id);
    if (announcer.announces()) {
      announcer.withdraw(id);
    } else {
      publisher.clear(id, state);
    }
  }

  private void onCommand(InboundMessage message) {
    commandTopics
        .target(message.topic())
        .ifPresentOrElse(
            target -> {
              var _ = commands.take(message, target.device(), target.key());
            },
            () ->
                LOG.warn(
                    "Ignored a command on {}: devices and keys have only the letters a-z, digits,"
                        + " '_' and '-'",
                    message.topic()));
  }
}
