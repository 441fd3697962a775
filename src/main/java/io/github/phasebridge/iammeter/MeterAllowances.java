package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.device.Allowance;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.quota.Budget;
import io.github.phasebridge.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the vendor's limits leave, as the ledger knows it; made on the source's thread. */
final class MeterAllowances {

  /** What a window is longer than the limit it stands for; see {@link IammeterLimits}. */
  private static final Duration ROUNDED_TO = Duration.ofMinutes(5);

  private final IammeterConfig config;
  private final IammeterLimits limits;
  private final CallBook calls;
  private final InstantSource clock;
  private final MeterPoller poller;
  private final AccountWatch watch;
  private final MeterAnalyses analyses;

  MeterAllowances(
      IammeterConfig config,
      IammeterLimits limits,
      CallBook calls,
      InstantSource clock,
      MeterPoller poller,
      AccountWatch watch,
      MeterAnalyses analyses) {
    this.config = config;
    this.limits = limits;
    this.calls = calls;
    this.clock = clock;
    this.poller = poller;
    this.watch = watch;
    this.analyses = analyses;
  }

  List<Allowance> all() {
    List<Allowance> all = new ArrayList<>();
    for (MeterPoller.Planned planned : poller.planned()) {
      if (planned.round().together()) {
        add(all, "Readings of all meters", null, limits.metersData(), planned.next());
      }
      for (Meter meter : planned.round().meters()) {
        Budget budget = limits.meterData(meter.who().sn());
        add(all, "Readings", meter.who().id(), budget, planned.next());
        addAnalyses(all, meter);
      }
    }
    if (watch.next() != null) {
      add(all, "Lists of the account's meters", null, limits.siteList(), watch.next());
    }
    if (!config.userName().isEmpty()) {
      add(all, "Logins", null, limits.login(), null);
    }
    return all;
  }

  private void addAnalyses(List<Allowance> all, Meter meter) {
    if (config.analyses() && meter.memory().isPresent()) {
      for (MeterAnalyses.Planned planned : analyses.planned(meter)) {
        Instant next = clock.instant().plus(planned.until());
        add(all, planned.title(), meter.who().id(), planned.budget(), next);
      }
    }
  }

  /** Adds each window of a budget, with the plan or, where it is too early for it, the earliest. */
  private void add(
      List<Allowance> all,
      String title,
      @Nullable DeviceId device,
      Budget budget,
      @Nullable Instant planned) {
    Duration wait = calls.untilPossible(budget);
    Instant possible = wait.isZero() ? null : clock.instant().plus(wait);
    Instant next =
        possible == null || (planned != null && planned.isAfter(possible)) ? planned : possible;
    for (Window window : budget.windows()) {
      all.add(
          new Allowance(
              title,
              device,
              window.limit(),
              documented(window.length()),
              Math.max(0, calls.left(budget, window)),
              next));
    }
  }

  /** Returns the vendor's own span: ours is a little longer, since a call takes time to arrive. */
  private Duration documented(Duration length) {
    Duration real = length.multipliedBy(limits.lapse());
    return limits.lapsed(ROUNDED_TO.multipliedBy(real.dividedBy(ROUNDED_TO)));
  }
}
