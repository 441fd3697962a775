package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.quota.Backoff;
import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Asks the cloud for the state of all relays in one call: at the start, again and again, and
 * whenever somebody must know. While messages arrive it is asked less often. After failures it is
 * asked less and less, whatever the wishes.
 */
final class InfoPoller {

  /** The vendor names no limit of calls, so a burst of wishes becomes one call in so long. */
  private static final Duration LEAST_BETWEEN = Duration.ofSeconds(2);

  private static final int SLOWER = 5;
  private static final Duration SLOWEST = Duration.ofMinutes(10);

  /** Relays are unavailable meanwhile, so that a cloud that is back is not left alone for long. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5));

  /** Wrong credentials do not mend themselves. */
  private static final List<Duration> WAITS_FOR_USER = List.of(Duration.ofMinutes(15));

  /** The world around. */
  interface Listener {

    /** Returns the relays to ask for. */
    List<Relay> toAsk();

    /** Takes an answer before its relay does: it may tell a new name or another product. */
    void about(DeviceRecord record);

    /** All relays have taken their answers. */
    void done();
  }

  private final ThingbootApi api;
  private final Listener listener;
  private final CloudWatch cloud;
  private final Duration interval;
  private final RelayThread thread;
  private final LongSupplier nanoTime;
  private final Backoff backoff;
  private final Backoff backoffForUser;

  private boolean sentBefore;
  private long sentAt;
  private long workedAt;
  private boolean underWay;
  private boolean wanted;
  private int wish;

  /**
   * Makes a poller that has not asked yet.
   *
   * @param listener says which relays to ask for, and takes what else the answers tell
   */
  InfoPoller(
      ThingbootApi api,
      Listener listener,
      CloudWatch cloud,
      Duration interval,
      RelayThread thread,
      LongSupplier nanoTime,
      DoubleSupplier random) {
    this.api = api;
    this.listener = listener;
    this.cloud = cloud;
    this.interval = interval;
    this.thread = thread;
    this.nanoTime = nanoTime;
    this.backoff = new Backoff(WAITS, random);
    this.backoffForUser = new Backoff(WAITS_FOR_USER, random);
  }

  /** Asks at once, and again and again from now on. */
  void begin() {
    in(Duration.ZERO);
  }

  /** Asks as soon as possible, because a state may have changed without being told. */
  void ask() {
    if (!backoffForUser.active()) {
      askNow();
    }
  }

  /** Asks as soon as possible, whatever failed before, because a user wants it. */
  void askNow() {
    wanted = true;
    if (!underWay) {
      in(untilAllowed());
    }
  }

  private Duration untilAllowed() {
    if (!sentBefore) {
      return Duration.ZERO;
    }
    Duration rest = LEAST_BETWEEN.minus(since(sentAt));
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  private Duration since(long moment) {
    return Duration.ofNanos(nanoTime.getAsLong() - moment);
  }

  /** A newer wish replaces the one that waits. */
  private void in(Duration delay) {
    int mine = ++wish;
    thread.in(
        delay,
        () -> {
          if (mine == wish) {
            due();
          }
        });
  }

  private void due() {
    List<Relay> asked = listener.toAsk();
    if (asked.isEmpty() || (!wanted && isWatchedAnyway())) {
      wanted = false;
      in(interval);
      return;
    }
    send(asked);
  }

  /** While messages arrive, the answer to a poll would only say what is known. */
  private boolean isWatchedAnyway() {
    Duration slow = interval.multipliedBy(SLOWER);
    Duration longest = slow.compareTo(SLOWEST) < 0 ? slow : SLOWEST;
    return sentBefore
        && !backoff.active()
        && !backoffForUser.active()
        && cloud.pushesWithin(interval)
        && since(workedAt).compareTo(longest) < 0;
  }

  private void send(List<Relay> all) {
    wanted = false;
    underWay = true;
    sentBefore = true;
    sentAt = nanoTime.getAsLong();
    Map<Relay, Timeline.Asked> asked = new LinkedHashMap<>();
    all.forEach(relay -> asked.put(relay, relay.asked()));
    List<String> ids = all.stream().map(relay -> relay.who().vendorId()).toList();
    thread.then(api.info(ids), answer -> answered(asked, answer), this::failed);
  }

  private void answered(Map<Relay, Timeline.Asked> asked, List<DeviceRecord> answer) {
    underWay = false;
    workedAt = nanoTime.getAsLong();
    backoff.reset();
    backoffForUser.reset();
    cloud.worked();
    try {
      hand(asked, answer);
      listener.done();
    } finally {
      in(wanted ? untilAllowed() : interval);
    }
  }

  private void hand(Map<Relay, Timeline.Asked> asked, List<DeviceRecord> answer) {
    Map<DeviceId, DeviceRecord> byId = new HashMap<>();
    answer.forEach(record -> byId.put(KnownRelay.idOf(record.id()), record));
    asked.forEach(
        (relay, when) -> {
          DeviceRecord record = byId.get(relay.who().id());
          if (record == null) {
            relay.onNoAnswer(when);
          } else {
            listener.about(record);
            relay.onAnswer(record, when);
          }
        });
  }

  private void failed(LinkFailure failure) {
    underWay = false;
    cloud.failed(failure);
    boolean forUser = failure.kind() == Kind.CONFIGURATION;
    in(forUser ? backoffForUser.next() : backoff.next());
  }
}
