package io.github.phasebridge.iammeter;

import io.github.phasebridge.device.Outlet;
import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.quota.Budget;
import io.github.phasebridge.storage.StorageException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the vendor's analyses a few times a day. They are extras: trouble with them never makes a
 * meter unavailable, and a path that the cloud does not know turns them off until the next start.
 */
final class MeterAnalyses {

  private static final Logger LOG = LoggerFactory.getLogger(MeterAnalyses.class);

  /** The vendor's own notion of a gap. */
  private static final Duration GAP = Duration.ofMinutes(5);

  /** How long to wait where the quota denied a call without saying for how long. */
  private static final Duration DENIED = Duration.ofHours(1);

  private final Round.Surroundings around;
  private final IammeterLimits limits;
  private final AnalysisStore store;
  private final Outlet outlet;
  private final LongSupplier nanoTime;
  private final Set<Analysis> unknown = EnumSet.noneOf(Analysis.class);
  private final Map<Budget, Long> deniedUntil = new HashMap<>();

  MeterAnalyses(
      Round.Surroundings around,
      IammeterLimits limits,
      AnalysisStore store,
      Outlet outlet,
      LongSupplier nanoTime) {
    this.around = around;
    this.limits = limits;
    this.store = store;
    this.outlet = outlet;
    this.nanoTime = nanoTime;
  }

  /** An analysis of the vendor. */
  private enum Analysis {
    POWER("power analysis", "Power analyses"),
    OFFLINE("offline analysis", "Offline analyses");

    private final String title;
    private final String plural;

    Analysis(String title, String plural) {
      this.title = title;
      this.plural = plural;
    }
  }

  /** Tells what was remembered of a meter. */
  void begin(Meter meter) {
    store.get(meter.who().id()).ifPresent(stored -> tell(meter, stored));
  }

  /** Makes the first call that is due, if there is one; called every minute, which spreads them. */
  void next(Collection<Meter> meters) throws InterruptedException {
    if (around.account().pause().isPositive()) {
      return;
    }
    for (Meter meter : meters) {
      for (Analysis analysis : Analysis.values()) {
        if (meter.memory().isPresent() && due(analysis, meter)) {
          read(analysis, meter);
          return;
        }
      }
    }
  }

  /**
   * An analysis as it is planned.
   *
   * @param title what it is called
   * @param until how long to wait until it is due; zero if it is
   */
  record Planned(String title, Budget budget, Duration until) {}

  /** Returns what is called for a meter, and when. */
  List<Planned> planned(Meter meter) {
    return Arrays.stream(Analysis.values())
        .filter(analysis -> !unknown.contains(analysis))
        .map(analysis -> planned(analysis, budget(analysis, meter)))
        .toList();
  }

  private Planned planned(Analysis analysis, Budget budget) {
    Duration due = around.plan().untilAnalysis(budget);
    Long denied = deniedUntil.get(budget);
    Duration rest =
        denied == null ? Duration.ZERO : Duration.ofNanos(denied - nanoTime.getAsLong());
    return new Planned(analysis.plural, budget, rest.compareTo(due) > 0 ? rest : due);
  }

  private boolean due(Analysis analysis, Meter meter) {
    Budget budget = budget(analysis, meter);
    Long denied = deniedUntil.get(budget);
    return !unknown.contains(analysis)
        && (denied == null || denied - nanoTime.getAsLong() <= 0)
        && around.plan().untilAnalysis(budget).isZero();
  }

  private Budget budget(Analysis analysis, Meter meter) {
    String sn = meter.who().sn();
    return switch (analysis) {
      case POWER -> limits.powerAnalysis(sn);
      case OFFLINE -> limits.offlineAnalysis(sn);
    };
  }

  private void read(Analysis analysis, Meter meter) throws InterruptedException {
    String subject = meter.who().title() + ", " + analysis.title;
    try {
      AnalysisStore.Stored stored = call(analysis, meter);
      around.account().worked();
      around.log().works(subject);
      tell(meter, stored);
      store.put(meter.who().id(), stored);
    } catch (IammeterFailure failure) {
      reactTo(failure, analysis, meter, subject);
    } catch (StorageException e) {
      around.log().failed(subject, String.valueOf(e.getMessage()));
      deny(analysis, meter, limits.lapsed(DENIED));
    }
  }

  private AnalysisStore.Stored call(Analysis analysis, Meter meter)
      throws IammeterFailure, InterruptedException {
    String sn = meter.who().sn();
    AnalysisStore.Stored before =
        store.get(meter.who().id()).orElse(new AnalysisStore.Stored(null, null));
    return switch (analysis) {
      case POWER -> before.with(around.api().powerAnalysis(sn, null, null));
      case OFFLINE -> before.with(around.api().offlineAnalysis(sn, null, null, GAP));
    };
  }

  private void reactTo(IammeterFailure failure, Analysis analysis, Meter meter, String subject) {
    String sentence = AccountState.sentence(failure);
    if (failure.kind() == Kind.QUOTA) {
      around.log().waits(subject, sentence);
      deny(analysis, meter, failure.retryAfter().orElse(limits.lapsed(DENIED)));
      return;
    }
    if (failure.kind() == Kind.NOT_FOUND) {
      unknown.add(analysis);
      LOG.warn(
          "The cloud does not know the path of the {}; it is off until the next start."
              + " See iammeter.analysis-path. ({})",
          analysis.title,
          sentence);
      return;
    }
    // Where nothing was sent, the quota does not hold back the next try.
    failure.retryAfter().ifPresent(wait -> deny(analysis, meter, wait));
    around.account().failed(List.of(), subject, failure);
  }

  private void deny(Analysis analysis, Meter meter, Duration wait) {
    deniedUntil.put(budget(analysis, meter), nanoTime.getAsLong() + wait.toNanos());
  }

  private void tell(Meter meter, AnalysisStore.Stored stored) {
    Reading reading = AnalysisReading.of(stored);
    outlet.tell(new Signal.Read(meter.who().id(), reading));
  }
}
