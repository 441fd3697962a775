package io.github.phasebridge.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A meter that uploads once a (simulated) minute, and whose glitches a test can cause. Its past
 * reaches back 40 days and leads up to what it shows now. Safe for use by several threads.
 */
public final class SimulatedMeter {

  private static final int MINUTE = 60;
  private static final int DAYS_OF_PAST = 40;

  private final MeterPlan plan;
  private final TimeLapse time;
  private final ZoneOffset zone;
  private final InstantSource clock;
  private final int secondOfUpload;
  private final List<Circuit> circuits;
  private final List<OfflineSpan> offline = new ArrayList<>();
  private String name;
  private boolean zeros;
  private Instant glitchedSince = Instant.MAX;
  private double steppedBack;
  private @Nullable List<PhaseSample> restartedAt;

  /** A span without uploads; {@code to} is null while it lasts. */
  record OfflineSpan(Instant from, @Nullable Instant to) {

    boolean covers(Instant moment) {
      return !moment.isBefore(from) && (to == null || moment.isBefore(to));
    }
  }

  SimulatedMeter(MeterPlan plan, TimeLapse time, ZoneOffset zone, InstantSource clock) {
    this.plan = plan;
    this.time = time;
    this.zone = zone;
    this.clock = clock;
    name = plan.name();
    Noise noise = new Noise(plan.sn().toUpperCase(Locale.ROOT).hashCode());
    secondOfUpload = (int) (noise.at(0) * MINUTE);
    long today = Math.floorDiv(localSeconds(time.start()), MINUTE * LoadCurve.DAY);
    circuits = new Circuits(noise, today - DAYS_OF_PAST).of(plan.wiring());
    Instant lastNight = Instant.ofEpochSecond((today - 1) * MINUTE * LoadCurve.DAY + 11_400);
    Instant gone = lastNight.minusSeconds(zone.getTotalSeconds());
    offline.add(new OfflineSpan(gone, gone.plus(Duration.ofMinutes(47))));
  }

  /** Returns the serial number. */
  public String sn() {
    return plan.sn();
  }

  /** Returns the name that the account shows. */
  public synchronized String name() {
    return name;
  }

  /** Returns the place that the account shows. */
  public String site() {
    return plan.site();
  }

  /** Gives the meter another name in the account. */
  public synchronized void rename(String newName) {
    name = newName;
  }

  /** Stops uploading: the cloud keeps showing the last upload, whose time grows old. */
  public synchronized void goOffline() {
    if (offline.getLast().to != null) {
      offline.add(new OfflineSpan(clock.instant(), null));
    }
  }

  /** Uploads again. The counters have gone on counting meanwhile, as they live in the meter. */
  public synchronized void comeBack() {
    OfflineSpan last = offline.removeLast();
    offline.add(new OfflineSpan(last.from, last.to == null ? clock.instant() : last.to));
  }

  /** Steps all energy counters back once, from the next upload on; negative steps forward. */
  public synchronized void stepCountersBack(double kilowattHours) {
    glitchedSince = clock.instant();
    steppedBack += kilowattHours;
  }

  /** Restarts all energy counters at 0, from the next upload on. */
  public synchronized void restartCounters() {
    glitchedSince = clock.instant();
    restartedAt = rows(minuteOfUploadBefore(glitchedSince));
    steppedBack = 0;
  }

  /** Uploads rows of nothing but zeros, or real ones again. */
  public synchronized void uploadZeros(boolean on) {
    zeros = on;
  }

  ZoneOffset zone() {
    return zone;
  }

  /** Returns what the cloud has last heard of the meter. */
  synchronized MeterUpload lastUpload() {
    long minute = minuteOfUploadBefore(clock.instant());
    OfflineSpan span = spanAt(arrivalOf(minute));
    while (span != null) {
      minute = minuteOfUploadBefore(span.from.minusNanos(1));
      span = spanAt(arrivalOf(minute));
    }
    return upload(minute);
  }

  /** Returns the first upload at or after a moment; null if there is none yet. */
  synchronized @Nullable MeterUpload uploadFrom(Instant moment) {
    long minute = minuteOfUploadBefore(moment.minusNanos(1)) + 1;
    Instant now = clock.instant();
    OfflineSpan span = spanAt(arrivalOf(minute));
    while (span != null) {
      if (span.to == null) {
        return null;
      }
      minute = minuteOfUploadBefore(span.to.minusNanos(1)) + 1;
      span = spanAt(arrivalOf(minute));
    }
    return arrivalOf(minute).isAfter(now) ? null : upload(minute);
  }

  /** Returns the spans without uploads that touch this one, cut to it. */
  synchronized List<OfflineSpan> offlineBetween(Instant from, Instant to) {
    return offline.stream()
        .map(
            span ->
                new OfflineSpan(later(span.from, from), span.to == null ? to : sooner(span.to, to)))
        .filter(span -> span.to != null && span.from.isBefore(span.to))
        .toList();
  }

  private MeterUpload upload(long minute) {
    Instant at = arrivalOf(minute);
    List<PhaseSample> rows = rows(minute);
    if (!at.isBefore(glitchedSince)) {
      rows = glitched(rows);
    }
    return new MeterUpload(at, zeros ? rows.stream().map(_ -> PhaseSample.zero()).toList() : rows);
  }

  private List<PhaseSample> rows(long minute) {
    return circuits.stream().map(circuit -> circuit.at(minute)).toList();
  }

  private List<PhaseSample> glitched(List<PhaseSample> rows) {
    List<PhaseSample> changed = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      PhaseSample row = rows.get(i);
      PhaseSample zero = restartedAt == null ? PhaseSample.zero() : restartedAt.get(i);
      changed.add(
          row.withCounters(
              row.imported() - zero.imported() - steppedBack,
              row.exported() - zero.exported() - steppedBack));
    }
    return changed;
  }

  private @Nullable OfflineSpan spanAt(Instant moment) {
    return offline.stream().filter(span -> span.covers(moment)).findFirst().orElse(null);
  }

  /** Returns the local minute that the last upload at or before a moment closed. */
  private long minuteOfUploadBefore(Instant moment) {
    long seconds = localSeconds(time.simulated(moment)) - secondOfUpload;
    return Math.floorDiv(seconds, MINUTE) - 1;
  }

  /** Returns when the upload arrived that closed a local minute. */
  private Instant arrivalOf(long minute) {
    long seconds = (minute + 1) * MINUTE + secondOfUpload - zone.getTotalSeconds();
    return time.real(Instant.ofEpochSecond(seconds));
  }

  private long localSeconds(Instant moment) {
    return moment.getEpochSecond() + zone.getTotalSeconds();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant sooner(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
