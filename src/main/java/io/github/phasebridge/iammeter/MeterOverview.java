package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.quota.QuotaLedger;
import io.github.phasebridge.storage.DataDir;
import io.github.phasebridge.storage.StorageException;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What commands beside the bridge want to know of the meters, at the smallest cost in calls: what
 * is on disk is not asked for again.
 */
public final class MeterOverview {

  private final IammeterConfig config;
  private final IammeterApi api;
  private final CallPlan plan;
  private final CallCounter counter;
  private final AccountDirectory directory;
  private final ReadingStore readings;

  /**
   * One meter.
   *
   * @param name the configured name, else the vendor's
   * @param sn the serial number
   * @param device its id in topics
   * @param model what it is, as far as its rows tell; null if it was never read
   * @param phases its phases, such as {@code 1} or {@code 3 + net}; null if it was never read
   * @param lastUpload when it last uploaded, null if unknown
   * @param leftInHour calls that the rolling hour has left
   * @param leftInDay calls that the rolling day has left
   * @param problem why it could not be read just now; null if nothing is wrong
   */
  public record Line(
      String name,
      String sn,
      String device,
      @Nullable String model,
      @Nullable String phases,
      @Nullable Instant lastUpload,
      int leftInHour,
      int leftInDay,
      @Nullable String problem) {}

  @Inject
  MeterOverview(
      IammeterConfig config,
      IammeterLimits limits,
      IammeterApi api,
      QuotaLedger ledger,
      CallCounter counter,
      DataDir dataDir,
      InstantSource clock) {
    MeterFiles files = MeterFiles.in(dataDir);
    this.config = config;
    this.api = api;
    this.plan = new CallPlan(CallBook.of(ledger), limits, config.pollInterval());
    this.counter = counter;
    this.directory = new AccountDirectory(config, limits, files.account(), clock);
    this.readings = new ReadingStore(files.readings());
    directory.load();
    readings.load();
  }

  /**
   * Asks the cloud for the account's meters, whatever is on disk: one call, which proves that the
   * login works.
   *
   * @throws IammeterFailure if it does not work
   */
  public void ask() throws IammeterFailure, InterruptedException {
    boolean known = directory.isKnown();
    directory.refreshed(api.siteList());
    if (!known) {
      // Saves the bridge its first call; later lists are the bridge's to keep.
      directory.save();
    }
  }

  /**
   * Asks the cloud for the account's meters only if what is on disk is too old.
   *
   * @throws IammeterFailure if it was asked and does not answer
   */
  public void askIfOld() throws IammeterFailure, InterruptedException {
    if (directory.asksAccount() && directory.untilRefresh().isZero()) {
      ask();
    }
  }

  /** Returns whether the list of this account's meters is on disk, however old. */
  public boolean knowsAccount() {
    return directory.isKnown();
  }

  /** Returns the meters with what is on disk about them; makes no call. */
  public List<Line> meters() {
    List<Line> lines = new ArrayList<>();
    for (KnownMeter meter : directory.meters()) {
      lines.add(
          readings
              .get(meter.id())
              .map(stored -> line(meter, stored.shape(), stored.uploadedAt(), null))
              .orElseGet(() -> line(meter, null, null, null)));
    }
    return lines;
  }

  /** Returns the meters; one that the bridge has never read is read now, if its quota allows. */
  public List<Line> metersReadOnce() throws InterruptedException {
    List<Line> lines = new ArrayList<>();
    for (KnownMeter meter : directory.meters()) {
      Optional<StoredMeter> stored = readings.get(meter.id());
      lines.add(
          stored.isPresent()
              ? line(meter, stored.get().shape(), stored.get().uploadedAt(), null)
              : readNow(meter));
    }
    return lines;
  }

  /** Returns how many calls were sent since this process began, by endpoint. */
  public Map<String, Integer> callsUsed() {
    return counter.byEndpoint();
  }

  private Line readNow(KnownMeter meter) throws InterruptedException {
    try {
      MeterData data = api.meterData(meter.sn());
      return line(meter, MeterShape.of(data.rows(), config.powerFactor()), data.uploadedAt(), null);
    } catch (IammeterFailure | StorageException e) {
      return line(meter, null, null, e.getMessage());
    }
  }

  private Line line(
      KnownMeter meter,
      @Nullable MeterShape shape,
      @Nullable Instant lastUpload,
      @Nullable String problem) {
    CallPlan.CallsLeft left = plan.left(meter.sn());
    return new Line(
        meter.name(),
        meter.sn(),
        meter.id().value(),
        shape == null ? null : shape.model(),
        shape == null ? null : phases(shape),
        lastUpload,
        left.hour(),
        left.day(),
        problem);
  }

  private static String phases(MeterShape shape) {
    int phases = shape.phases().size();
    return shape.rows() > phases ? phases + " + net" : Integer.toString(phases);
  }
}
