package io.github.phasebridge.homeassistant;

import io.github.phasebridge.config.HomeAssistantConfig;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.mqtt.BrokerLink;
import io.github.phasebridge.mqtt.InboundMessage;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces devices to Home Assistant: when they are described, after every connect to the broker
 * and whenever Home Assistant says that it started. Each time the discovery of every device goes
 * out, the bridge's own first, and 1.5 s later availability and state. Safe for use by several
 * threads; no method waits. With {@code home-assistant.discovery = false} it does nothing.
 */
public final class Announcer {

  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
  private static final int MIN_DELAY_MS = 1000;
  private static final int MAX_DELAY_MS = 5000;

  private enum Round {
    IDLE,
    WAITING,
    RUNNING
  }

  private final HomeAssistantConfig config;
  private final Topics topics;
  private final DiscoveryPayload payloads;
  private final BrokerLink link;
  private final AnnouncementRegistry registry;
  private final RandomGenerator random;
  private final Turns turns;
  private final SpacedQueue queue;

  private final Map<DeviceId, DeviceAnnouncement> devices = new LinkedHashMap<>();
  private final Set<DeviceId> again = new HashSet<>();
  private final Set<DeviceId> subscribed = new HashSet<>();
  private final Map<String, Withdrawal> withdrawals = new LinkedHashMap<>();
  private volatile @Nullable Presence presence;
  private Round round = Round.IDLE;
  private boolean oneMoreRound;

  /**
   * Creates one that does nothing before {@link #start}.
   *
   * @param random spreads the answers to Home Assistant's birth over some seconds
   */
  @Inject
  public Announcer(
      HomeAssistantConfig config,
      Topics topics,
      DiscoveryPayload payloads,
      BrokerLink link,
      AnnouncementRegistry registry,
      ScheduledExecutorService scheduler,
      RandomGenerator random) {
    this.config = config;
    this.topics = topics;
    this.payloads = payloads;
    this.link = link;
    this.registry = registry;
    this.random = random;
    turns = new Turns(scheduler);
    queue = new SpacedQueue(turns, link::connected, this::publish);
  }

  /**
   * Begins to listen to Home Assistant and to connections, and takes up the withdrawals that did
   * not end in an earlier run. To be called before the link starts.
   *
   * @throws io.github.phasebridge.storage.StorageException if what was announced earlier cannot be
   *     read
   */
  public void start() {
    if (!config.discovery()) {
      LOG.info("Nothing is announced to Home Assistant: home-assistant.discovery is false");
      return;
    }
    var _ = registry.all();
    link.subscribe(config.statusTopic(), this::homeAssistantSays);
    link.onConnected(first -> turns.soon(() -> connected(first)));
    turns.take(this::resumeWithdrawals);
  }

  /** Stops; nothing is published by it afterwards. What was announced stays announced. */
  public void stop() {
    turns.stop();
  }

  /** Returns whether devices are announced at all. */
  public boolean announces() {
    return config.discovery();
  }

  /** Returns what Home Assistant said about itself; empty before its first word. */
  public Optional<Presence> presence() {
    return Optional.ofNullable(presence);
  }

  /** Announces a device as it is now, or from now on. */
  public void announce(DeviceDescription description) {
    if (config.discovery()) {
      turns.take(
          () ->
              devices
                  .computeIfAbsent(description.id(), _ -> begin(description))
                  .describe(description));
    }
  }

  /**
   * Takes a device out of Home Assistant and clears its retained topics, wherever it was announced,
   * also in an earlier run; takes some seconds and waits for the broker. What has not ended when
   * this process ends goes on in the next run, unless the device is announced again.
   */
  public void withdraw(DeviceId device) {
    if (config.discovery()) {
      turns.take(() -> end(device));
    }
  }

  /** Returns the devices that are announced, also those of an earlier run. */
  Set<DeviceId> announced() {
    return registry.all().stream().map(Announcement::device).collect(Collectors.toSet());
  }

  private DeviceAnnouncement begin(DeviceDescription description) {
    DeviceId id = description.id();
    String discoveryTopic = topics.discovery(id);
    DeviceAnnouncement device =
        new DeviceAnnouncement(
            description, topics, payloads, link, registry, turns, () -> queue.add(id));
    if (cancelWithdrawals(id)) {
      device.settle();
    }
    if (subscribed.add(id)) {
      link.subscribe(discoveryTopic, message -> turns.soon(() -> discoverySays(id, message)));
    }
    return device;
  }

  private void end(DeviceId id) {
    DeviceAnnouncement device = devices.remove(id);
    queue.remove(id);
    boolean present = device == null || device.end();
    for (Announcement announcement : announcements(id)) {
      if (!withdrawals.containsKey(announcement.discoveryTopic())) {
        registry.remember(announcement.withWithdrawing(true));
        beginWithdrawal(announcement, present);
      }
    }
  }

  /** Whether the user deleted a device is not known from an earlier run: all count as present. */
  private void resumeWithdrawals() {
    registry.all().stream()
        .filter(Announcement::withdrawing)
        .forEach(announcement -> beginWithdrawal(announcement, true));
  }

  private void beginWithdrawal(Announcement announcement, boolean present) {
    String topic = announcement.discoveryTopic();
    Withdrawal withdrawal =
        new Withdrawal(
            announcement, present, link, registry, turns, () -> withdrawals.remove(topic));
    withdrawals.put(topic, withdrawal);
    withdrawal.begin();
  }

  /**
   * Lets a device stay, also where it was announced under an earlier discovery prefix: the topics
   * to be cleared there may be those it uses again. Returns whether one of its discovery topics was
   * emptied already.
   */
  private boolean cancelWithdrawals(DeviceId id) {
    boolean emptied = false;
    for (Announcement announcement : announcements(id)) {
      registry.remember(announcement.withWithdrawing(false));
      Withdrawal withdrawal = withdrawals.remove(announcement.discoveryTopic());
      emptied |= withdrawal != null && withdrawal.cancel();
    }
    return emptied;
  }

  private List<Announcement> announcements(DeviceId id) {
    return registry.all().stream().filter(a -> a.device().equals(id)).toList();
  }

  private void publish(DeviceId id) {
    DeviceAnnouncement device = devices.get(id);
    boolean unchangedToo = again.remove(id);
    if (device != null) {
      device.publish(unchangedToo);
    }
  }

  private void discoverySays(DeviceId id, InboundMessage message) {
    DeviceAnnouncement device = devices.get(id);
    if (device == null) {
      return;
    }
    if (message.payload().isEmpty()) {
      device.emptied();
    } else {
      device.filled();
    }
  }

  private void homeAssistantSays(InboundMessage message) {
    note(message);
    if (message.payload().equals(Presence.BIRTH)) {
      LOG.info("Home Assistant is online; every device is announced to it within seconds");
      turns.soon(() -> requestRound(someSeconds()));
    }
  }

  /** A message that the broker repeats at a connect tells nothing new. */
  private void note(InboundMessage message) {
    boolean online = message.payload().equals(Presence.BIRTH);
    if (!online && !message.payload().equals(Presence.WILL)) {
      return;
    }
    Presence before = presence;
    if (before == null || before.online() != online || !message.retained()) {
      presence = new Presence(online, message.receivedAt());
    }
  }

  private void connected(boolean first) {
    withdrawals.values().forEach(Withdrawal::begin);
    if (first) {
      queue.wake();
    } else {
      requestRound(someSeconds());
    }
  }

  /** Requests that come while a round waits are answered by it, later ones by one more. */
  private void requestRound(Duration delay) {
    switch (round) {
      case IDLE -> {
        round = Round.WAITING;
        turns.after(delay, this::beginRound);
      }
      case WAITING -> {}
      case RUNNING -> oneMoreRound = true;
    }
  }

  private void beginRound() {
    round = Round.RUNNING;
    again.addAll(devices.keySet());
    devices.keySet().forEach(queue::add);
    Duration discovery = SpacedQueue.SPACING.multipliedBy(devices.size());
    turns.after(discovery.plus(DeviceAnnouncement.STATE_DELAY), this::endRound);
  }

  private void endRound() {
    round = Round.IDLE;
    if (oneMoreRound) {
      oneMoreRound = false;
      requestRound(someSeconds());
    }
  }

  private Duration someSeconds() {
    return Duration.ofMillis(random.nextInt(MIN_DELAY_MS, MAX_DELAY_MS + 1));
  }
}
