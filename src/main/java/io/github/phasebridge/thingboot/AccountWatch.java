package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.quota.Backoff;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for the account's devices at the start and every hour, and lets everybody know. */
final class AccountWatch {

  private static final Logger LOG = LoggerFactory.getLogger(AccountWatch.class);

  private static final Duration INTERVAL = Duration.ofHours(1);

  /** How soon a list that lacks a relay is checked by another. */
  private static final Duration SECOND_LOOK = Duration.ofMinutes(10);

  private static final List<Duration> WAITS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(15));

  private final ThingbootApi api;
  private final RelayDirectory directory;
  private final Relays relays;
  private final CloudWatch cloud;
  private final RelayThread thread;
  private final Backoff backoff;
  private final Consumer<DeviceId> removal;
  private final Runnable afterwards;
  private final Set<DeviceId> saidMissing = new HashSet<>();
  private List<KnownRelay> said = List.of();
  private int wish;

  /**
   * Makes one that has not asked yet.
   *
   * @param removal takes relays that are gone for good
   * @param afterwards runs after each list was taken
   */
  AccountWatch(
      ThingbootApi api,
      RelayDirectory directory,
      Relays relays,
      CloudWatch cloud,
      RelayThread thread,
      DoubleSupplier random,
      Consumer<DeviceId> removal,
      Runnable afterwards) {
    this.api = api;
    this.directory = directory;
    this.relays = relays;
    this.cloud = cloud;
    this.thread = thread;
    this.backoff = new Backoff(WAITS, random);
    this.removal = removal;
    this.afterwards = afterwards;
  }

  /** Asks now, and again and again from now on. */
  void ask() {
    int mine = ++wish;
    thread.then(
        api.list(),
        answer -> {
          if (mine == wish) {
            answered(answer);
          }
        },
        failure -> {
          if (mine == wish) {
            cloud.failed(failure);
            in(backoff.next());
          }
        });
  }

  /** Asks now if the last list did not come, because a user wants it. */
  void retry() {
    if (backoff.active()) {
      ask();
    }
  }

  private void in(Duration delay) {
    int mine = wish;
    thread.in(
        delay,
        () -> {
          if (mine == wish) {
            ask();
          }
        });
  }

  private void answered(List<DeviceRecord> answer) {
    cloud.worked();
    backoff.reset();
    try {
      take(answer);
    } finally {
      in(directory.isDoubtful() ? SECOND_LOOK : INTERVAL);
    }
  }

  private void take(List<DeviceRecord> answer) {
    for (DeviceId gone : directory.refreshed(answer)) {
      LOG.info(
          "{} is neither in the account, asked twice, nor in the configuration, and is removed.",
          gone);
      removal.accept(gone);
    }
    List<KnownRelay> known = directory.relays();
    relays.arrange(known);
    known.forEach(this::sayIfMissing);
    if (known.isEmpty()) {
      LOG.warn("The ThingBoot account has no relay, and none is listed in the configuration.");
    } else if (!known.equals(said)) {
      LOG.info(
          "Relays: {}.", known.stream().map(KnownRelay::title).collect(Collectors.joining(", ")));
    }
    said = known;
    afterwards.run();
  }

  private void sayIfMissing(KnownRelay relay) {
    if (!relay.onLan() && directory.isListed(relay.id()) && directory.isMissing(relay.id())) {
      if (saidMissing.add(relay.id())) {
        LOG.warn(
            "{} is listed in thingboot.devices, but the account does not have it: check the id.",
            relay.title());
      }
    } else {
      saidMissing.remove(relay.id());
    }
  }
}
