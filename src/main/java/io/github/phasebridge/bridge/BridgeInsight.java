package io.github.phasebridge.bridge;

import io.github.phasebridge.bridge.Overview.HomeAssistant.Presence;
import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.ProductVersion;
import io.github.phasebridge.device.Condition;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.device.Notice;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.SourceReport;
import io.github.phasebridge.device.Watch;
import io.github.phasebridge.homeassistant.Announcer;
import io.github.phasebridge.mqtt.BrokerLink;
import io.github.phasebridge.mqtt.LinkState;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together what the parts of the bridge know, and lets its pages send commands. */
final class BridgeInsight implements Insight {

  private static final Logger LOG = LoggerFactory.getLogger(BridgeInsight.class);

  private final MqttConfig config;
  private final ProductVersion version;
  private final Set<DeviceSource> sources;
  private final Provider<Set<Watch>> watches;
  private final BrokerLink link;
  private final Announcer announcer;
  private final Devices devices;
  private final Clouds clouds;
  private final Commands commands;
  private final Heartbeat heartbeat;
  private final Steps steps;
  private final ScheduledExecutorService scheduler;
  private final Instant started;
  private volatile boolean connectedBefore;
  private @Nullable Outside lastSeen;

  /** What an overview tells beside the devices, and what changes without a step of the bridge. */
  private record Outside(
      Overview.Broker broker,
      Overview.HomeAssistant homeAssistant,
      List<Overview.Cloud> clouds,
      List<Notice> notices) {}

  /**
   * Creates it.
   *
   * @param watches is asked late, since a page that looks at the bridge may also be watched
   */
  @Inject
  BridgeInsight(
      MqttConfig config,
      ProductVersion version,
      Set<DeviceSource> sources,
      Provider<Set<Watch>> watches,
      BrokerLink link,
      Announcer announcer,
      Devices devices,
      Clouds clouds,
      Commands commands,
      Heartbeat heartbeat,
      Steps steps,
      ScheduledExecutorService scheduler,
      InstantSource clock) {
    this.config = config;
    this.version = version;
    this.sources = sources;
    this.watches = watches;
    this.link = link;
    this.announcer = announcer;
    this.devices = devices;
    this.clouds = clouds;
    this.commands = commands;
    this.heartbeat = heartbeat;
    this.steps = steps;
    this.scheduler = scheduler;
    started = clock.instant();
  }

  /** Begins to look after what changes by itself; to be called before the link starts. */
  void start() {
    link.onConnected(_ -> connectedBefore = true);
    var _ = scheduler.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public Overview overview() {
    Outside outside = outside();
    return new Overview(
        version.text(),
        started,
        outside.broker,
        outside.homeAssistant,
        outside.clouds,
        devices.snapshots(),
        outside.notices);
  }

  @Override
  public void onChange(Runnable listener) {
    steps.onChange(listener);
  }

  @Override
  public CompletionStage<Outcome> command(DeviceId device, String key, String payload) {
    return commands.ofPage(device, key, payload);
  }

  @Override
  public boolean alive() {
    return heartbeat.alive();
  }

  /** What the link, Home Assistant, the sources and the watches have to tell comes unannounced. */
  private void look() {
    if (!steps.watched()) {
      return;
    }
    try {
      Outside now = outside();
      if (!now.equals(lastSeen)) {
        lastSeen = now;
        steps.execute(() -> {});
      }
    } catch (RuntimeException e) {
      LOG.debug("Could not look at what changed", e);
    }
  }

  private Outside outside() {
    Overview.Broker broker = broker();
    Overview.HomeAssistant homeAssistant = homeAssistant();
    List<Overview.Cloud> usedClouds = new ArrayList<>();
    List<Notice> ofOthers = new ArrayList<>();
    for (DeviceSource source : sources) {
      SourceReport report = source.report();
      ofOthers.addAll(report.notices());
      if (source.usesCloud()) {
        usedClouds.add(clouds.of(source, report));
      }
    }
    watches.get().forEach(watch -> ofOthers.addAll(watch.notices()));
    Notices notices = new Notices();
    notices.broker(broker, connectedBefore);
    usedClouds.forEach(notices::cloud);
    notices.homeAssistant(homeAssistant);
    notices.others(ofOthers);
    return new Outside(broker, homeAssistant, usedClouds, notices.worstFirst());
  }

  private Overview.Broker broker() {
    LinkState state = link.state();
    return new Overview.Broker(
        state.address(),
        state.origin(),
        new Condition(state.connected(), state.since(), state.detail()),
        config.protocol().text());
  }

  private Overview.HomeAssistant homeAssistant() {
    if (!announcer.announces()) {
      return new Overview.HomeAssistant(Presence.NOT_WATCHED, started);
    }
    return announcer
        .presence()
        .map(
            said ->
                new Overview.HomeAssistant(
                    said.online() ? Presence.ONLINE : Presence.OFFLINE, said.since()))
        .orElseGet(() -> new Overview.HomeAssistant(Presence.NOT_SEEN, started));
  }
}
