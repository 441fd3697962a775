package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.device.Notice;
import io.github.phasebridge.device.Notice.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the user should look after, besides the cloud itself: its trouble is told as such, and that
 * of each meter is nothing of its own then. Made on the source's thread.
 */
final class MeterNotices {

  private final IammeterConfig config;
  private final IammeterLimits limits;
  private final CallBook calls;
  private final InstantSource clock;
  private final DateTimeFormatter time;
  private final MeterPoller poller;
  private final AccountWatch watch;
  private final AccountState account;
  private @Nullable Instant emptySince;

  MeterNotices(
      IammeterConfig config,
      IammeterLimits limits,
      CallBook calls,
      MeterSource.Clocks clocks,
      MeterPoller poller,
      AccountWatch watch,
      AccountState account) {
    this.config = config;
    this.limits = limits;
    this.calls = calls;
    this.clock = clocks.wall();
    this.time = DateTimeFormatter.ofPattern("HH:mm z", Locale.ENGLISH).withZone(clocks.zone());
    this.poller = poller;
    this.watch = watch;
    this.account = account;
  }

  List<Notice> all() {
    List<Notice> all = new ArrayList<>();
    empty().ifPresent(all::add);
    for (MeterPoller.Planned planned : poller.planned()) {
      for (Meter meter : planned.round().meters()) {
        about(meter, planned).ifPresent(all::add);
      }
    }
    return all;
  }

  private Optional<Notice> empty() {
    if (!watch.hasNoMeter()) {
      emptySince = null;
      return Optional.empty();
    }
    if (emptySince == null) {
      emptySince = clock.instant();
    }
    return Optional.of(
        new Notice(
            Severity.WARNING,
            "The IAMMETER account has no meter",
            "Add the meter to this account in the vendor's app, or check that iammeter.token or"
                + " iammeter.user-name belong to the account that has it.",
            emptySince));
  }

  private Optional<Notice> about(Meter meter, MeterPoller.Planned planned) {
    if (waitsForQuota(meter, planned)) {
      return Optional.of(fewLeft(meter, planned));
    }
    if (!account.reason().isEmpty()) {
      return Optional.empty();
    }
    boolean refused = planned.round().backingOff();
    return meter.problem().isPresent()
        ? meter
            .problem()
            .filter(_ -> refused || !meter.fresh())
            .map(problem -> unread(meter, problem, planned))
        : meter.memory().filter(_ -> !meter.fresh()).map(known -> offline(meter, known));
  }

  /**
   * With the usual interval the last call of an hour is used now and then, which is no trouble. A
   * call that worked and is followed by a long wait means that little is left.
   */
  private boolean waitsForQuota(Meter meter, MeterPoller.Planned planned) {
    Duration usual = limits.lapsed(config.pollInterval());
    Duration wait = Duration.between(planned.setAt(), planned.next());
    return wait.compareTo(usual.multipliedBy(2)) > 0
        && (meter.problem().isEmpty()
            || calls.untilPossible(limits.meterData(meter.who().sn())).isPositive());
  }

  private Notice fewLeft(Meter meter, MeterPoller.Planned planned) {
    boolean stale = meter.memory().isPresent() && !meter.fresh();
    return new Notice(
        stale ? Severity.WARNING : Severity.INFO,
        "Few calls are left for meter " + meter.who().name(),
        "The vendor allows 12 calls an hour and 288 a day for each meter, and they are used up or"
            + " nearly so. The next call comes at "
            + time.format(planned.next())
            + (stale
                ? "; until then the meter is unavailable, since its last values are too old."
                : "; until then the last values stay.")
            + " \"Read now\" uses calls, too.",
        planned.setAt());
  }

  private Notice unread(Meter meter, String problem, MeterPoller.Planned planned) {
    return new Notice(
        Severity.WARNING,
        "Meter " + meter.who().name() + " cannot be read",
        problem + " The next call comes at " + time.format(planned.next()) + ".",
        meter.problemSince());
  }

  private static Notice offline(Meter meter, StoredMeter known) {
    return new Notice(
        Severity.WARNING,
        "Meter " + meter.who().name() + " is offline",
        "The cloud answers, but the meter has uploaded nothing since then. Check the meter's power"
            + " and its Wi-Fi, and compare with the vendor's app.",
        known.at());
  }
}
