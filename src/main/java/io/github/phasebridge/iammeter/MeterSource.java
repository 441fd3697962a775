package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Outlet;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.SignalSink;
import io.github.phasebridge.device.SourceReport;
import io.github.phasebridge.guard.EnergyGuard;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The meters of an IAMMETER account. It is started once. */
final class MeterSource implements DeviceSource {

  /** The family's name. */
  static final String NAME = "iammeter";

  private static final Duration CALLS_LEFT_INTERVAL = Duration.ofMinutes(5);
  private static final Duration ANALYSES_INTERVAL = Duration.ofMinutes(1);
  private static final Duration MOST_BETWEEN_LOOKS = Duration.ofSeconds(30);
  private static final Duration LEAST_BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** The clocks and the chance that a test replaces. */
  record Clocks(InstantSource wall, LongSupplier nanoTime, ZoneId zone, DoubleSupplier random) {}

  private final IammeterConfig config;
  private final IammeterLimits limits;
  private final IammeterApi api;
  private final CallBook calls;
  private final EnergyGuard guard;
  private final MeterFiles files;
  private final Clocks clocks;
  private final Worker worker;
  private @Nullable Outlet outlet;
  private @Nullable MeterPoller poller;
  private volatile SourceReport report = SourceReport.EMPTY;

  /**
   * Makes a source that has not started.
   *
   * @param executor runs one task at a time, and belongs to the source, which shuts it down
   */
  MeterSource(
      IammeterConfig config,
      IammeterLimits limits,
      IammeterApi api,
      CallBook calls,
      EnergyGuard guard,
      MeterFiles files,
      Clocks clocks,
      ScheduledExecutorService executor) {
    this.config = config;
    this.limits = limits;
    this.api = api;
    this.calls = calls;
    this.guard = guard;
    this.files = files;
    this.clocks = clocks;
    this.worker = new Worker(executor);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "IAMMETER";
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.github.phasebridge.storage.StorageException if what is remembered cannot be read
   */
  @Override
  public synchronized void start(SignalSink sink, CloudListener cloud) {
    Outlet out = new Outlet(sink, cloud);
    outlet = out;
    ReadingStore readings = new ReadingStore(files.readings());
    readings.load();
    AccountDirectory directory =
        new AccountDirectory(config, limits, files.account(), clocks.wall());
    directory.load();
    AnalysisStore remembered = new AnalysisStore(files.analyses());
    remembered.load();

    CallPlan plan = new CallPlan(calls, limits, config.pollInterval());
    Backoffs backoffs = new Backoffs(limits, clocks.random());
    FailureLog log = new FailureLog(clocks.nanoTime());
    AccountState account = new AccountState(out, log, clocks.nanoTime(), backoffs.refused());
    Round.Surroundings around =
        new Round.Surroundings(api, plan, account, log, backoffs, clocks.wall());
    MeterAnalyses analyses = new MeterAnalyses(around, limits, remembered, out, clocks.nanoTime());
    Meter.Surroundings forMeters =
        new Meter.Surroundings(
            new MeterEntities(config),
            new MeterValues(guard),
            plan,
            clocks.wall(),
            config.staleAfter(),
            config.powerFactor(),
            out);
    MeterPoller reader =
        new MeterPoller(
            config,
            limits,
            known -> new Meter(known, readings.get(known.id()).orElse(null), forMeters),
            around,
            readings,
            guard,
            out,
            worker);
    poller = reader;
    AccountWatch watch = new AccountWatch(directory, around, reader, worker);
    MeterAllowances allowances =
        new MeterAllowances(config, limits, calls, clocks.wall(), reader, watch, analyses);
    MeterNotices notices = new MeterNotices(config, limits, calls, clocks, reader, watch, account);
    worker.afterEach(() -> report = new SourceReport(List.of(), allowances.all(), notices.all()));
    worker.soon(
        () -> {
          reclaim(directory, readings, out);
          watch.begin();
          begun(reader, account, analyses);
        });
  }

  /** Sees to meters that were bridged before and that nobody knows any more. */
  private void reclaim(AccountDirectory directory, ReadingStore readings, Outlet out) {
    for (var remembered : readings.all().entrySet()) {
      DeviceId id = remembered.getKey();
      if (directory.asksAccount()) {
        directory.adopt(id, remembered.getValue());
      } else if (!directory.isListed(id)) {
        readings.remove(id);
        guard.forget(id);
        out.tell(new Signal.Removed(id));
      }
    }
  }

  private void begun(MeterPoller reader, AccountState account, MeterAnalyses analyses) {
    if (reader.meters().stream().anyMatch(Meter::well)) {
      // The last call before the restart worked, and it is not long ago.
      account.worked();
    }
    worker.every(betweenLooks(), reader::judge);
    worker.every(limits.lapsed(CALLS_LEFT_INTERVAL), reader::tellCallsLeft);
    if (config.analyses()) {
      reader.meters().forEach(analyses::begin);
      worker.every(limits.lapsed(ANALYSES_INTERVAL), () -> analyses.next(reader.meters()));
    }
  }

  private Duration betweenLooks() {
    Duration look = config.staleAfter().dividedBy(30);
    if (look.compareTo(MOST_BETWEEN_LOOKS) > 0) {
      return MOST_BETWEEN_LOOKS;
    }
    return look.compareTo(LEAST_BETWEEN_LOOKS) < 0 ? LEAST_BETWEEN_LOOKS : look;
  }

  @Override
  public synchronized void stop() {
    if (outlet != null) {
      outlet.close();
    }
    worker.stop();
  }

  @Override
  public CompletionStage<Outcome> execute(Command command) {
    return CompletableFuture.completedFuture(
        Outcome.refused("A meter takes no commands; it can only be read."));
  }

  /** {@inheritDoc} It is made after each task of the source's own thread. */
  @Override
  public SourceReport report() {
    return report;
  }

  @Override
  public synchronized void readNow() {
    MeterPoller reader = poller;
    if (reader != null) {
      worker.soon(reader::readNow);
    }
  }
}
