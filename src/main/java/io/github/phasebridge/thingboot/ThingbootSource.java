package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Outlet;
import io.github.phasebridge.device.SignalSink;
import io.github.phasebridge.device.SourceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The relays of a ThingBoot account and of the LAN. It is started once. */
final class ThingbootSource implements DeviceSource {

  /** The family's name. */
  static final String NAME = "thingboot";

  private static final Logger LOG = LoggerFactory.getLogger(ThingbootSource.class);

  private final RelaySession.Surroundings around;
  private final RelayThread thread;

  /** Commands without an outcome yet. */
  private final List<CompletableFuture<Outcome>> open = new ArrayList<>();

  private @Nullable Outlet outlet;
  private volatile @Nullable RelaySession session;
  private boolean stopped;

  /** Makes a source that has not started; it owns the thread and the lines from now on. */
  ThingbootSource(RelaySession.Surroundings around) {
    this.around = around;
    this.thread = around.thread();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "ThingBoot";
  }

  /** {@inheritDoc} Relays on the LAN need none. */
  @Override
  public boolean usesCloud() {
    return around.config().hasAccount();
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.github.phasebridge.storage.StorageException if what is remembered cannot be read
   */
  @Override
  public synchronized void start(SignalSink sink, CloudListener cloud) {
    Outlet out = new Outlet(sink, cloud);
    RelaySession begun = new RelaySession(around, out);
    outlet = out;
    session = begun;
    begun.load();
    UnusedUnits.sentences(around.config(), around.products()).forEach(LOG::warn);
    thread.soon(begun::begin);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Every command ends: what is under way as its desk decides, what was not begun is refused.
   */
  @Override
  public synchronized void stop() {
    stopped = true;
    if (outlet != null) {
      outlet.close();
    }
    thread.stop();
    // The thread has ended, so what belonged to it is ours now.
    RelaySession ending = session;
    if (ending != null) {
      ending.end();
    }
    open.forEach(outcome -> outcome.complete(stopping()));
  }

  @Override
  public synchronized CompletionStage<Outcome> execute(Command command) {
    RelaySession now = session;
    if (now == null || stopped) {
      return CompletableFuture.completedFuture(stopping());
    }
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    open.removeIf(CompletableFuture::isDone);
    open.add(outcome);
    thread.soon(() -> now.execute(command, outcome));
    return outcome;
  }

  private static Outcome stopping() {
    return Outcome.refused("phasebridge is not running; nothing was sent");
  }

  @Override
  public SourceReport report() {
    RelaySession now = session;
    return now == null ? SourceReport.EMPTY : now.report();
  }

  @Override
  public synchronized void readNow() {
    RelaySession now = session;
    if (now != null) {
      thread.soon(now::readNow);
    }
  }
}
