package io.github.phasebridge.iammeter;

import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.Outlet;
import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One meter: what is known of it, and telling it. Lives on the source's one thread. */
final class Meter {

  private static final Logger LOG = LoggerFactory.getLogger(Meter.class);

  /** What a meter needs to know of the world around it. */
  record Surroundings(
      MeterEntities entities,
      MeterValues values,
      CallPlan plan,
      InstantSource clock,
      Duration staleAfter,
      boolean powerFactor,
      Outlet outlet) {}

  private final Surroundings around;
  private KnownMeter who;
  private @Nullable StoredMeter known;
  private @Nullable DeviceDescription described;
  private @Nullable String problem;
  private @Nullable Instant problemSince;
  private @Nullable Boolean online;
  private boolean asked;
  private boolean readBefore;
  private int fewerRows;

  /**
   * Makes a meter that has not told anything yet.
   *
   * @param stored what was known before the program stopped, null for nothing
   */
  Meter(KnownMeter who, @Nullable StoredMeter stored, Surroundings around) {
    this.who = who;
    this.known = stored;
    this.around = around;
    if (stored != null) {
      problem = stored.problem();
      problemSince = around.clock().instant();
      asked = true;
    }
  }

  KnownMeter who() {
    return who;
  }

  /** Returns what is to be remembered; empty before its first reading. */
  Optional<StoredMeter> memory() {
    return Optional.ofNullable(known);
  }

  /** Returns whether its last reading can still be relied on. */
  boolean fresh() {
    return known != null && age(known).compareTo(around.staleAfter()) <= 0;
  }

  /** Returns whether the last call worked and brought something that can still be relied on. */
  boolean well() {
    return fresh() && problem == null;
  }

  /** Returns why the last call failed; empty if it did not, or if there was none yet. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Returns since when calls fail; only of use while there is a problem. */
  Instant problemSince() {
    return problemSince == null ? around.clock().instant() : problemSince;
  }

  /** Tells the meter and, where they can still be relied on, its last readings. */
  void begin() {
    describe();
    if (known != null && fresh()) {
      tellValues(known);
    } else {
      tellDiagnostics();
    }
    judge();
  }

  /** Takes another name or another way in which its phases belong together. */
  void become(KnownMeter now) {
    if (!now.equals(who)) {
      who = now;
      describe();
    }
  }

  /**
   * Takes an answer.
   *
   * @return why it was left out, empty if it was taken
   */
  Optional<String> took(MeterData data) {
    MeterShape seen = MeterShape.of(data.rows(), around.powerFactor());
    String odd = oddity(seen);
    if (odd != null) {
      failed(odd);
      return Optional.of(odd);
    }
    asked = true;
    problem = null;
    StoredMeter reading = remember(data, nextShape(seen));
    describe();
    tellValues(reading);
    judge();
    sayFirst(reading);
    return Optional.empty();
  }

  /** A call for this meter did not bring a reading; the last one stands until it is stale. */
  void failed(String reason) {
    asked = true;
    if (problem == null) {
      problemSince = around.clock().instant();
    }
    problem = reason;
    if (known != null) {
      known = known.failed(reason);
    }
    tellDiagnostics();
    judge();
  }

  /** Tells how many calls are left, which changes by itself as time passes. */
  void tellCallsLeft() {
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, Map<String, Object>> attributes = new LinkedHashMap<>();
    callsLeft(values, attributes);
    tell(new Reading(values, attributes, null));
  }

  /** Tells whether the meter is online, if that has changed; time alone can change it. */
  void judge() {
    boolean now = fresh();
    Boolean before = online;
    if (before != null && before == now) {
      return;
    }
    online = now;
    around.outlet().tell(new Signal.Availability(who.id(), now));
    if (before != null && known != null && (readBefore || !now)) {
      sayChange(now, known);
    }
  }

  /** Once there may be fewer rows by mistake; twice the meter has changed. */
  private @Nullable String oddity(MeterShape seen) {
    if (seen.rows() == 0) {
      return "The answer has no row.";
    }
    if (known == null || seen.rows() >= known.shape().rows() || seen.rows() == fewerRows) {
      return null;
    }
    fewerRows = seen.rows();
    return "The answer has %d rows instead of %d; left out, unless the next one has as few."
        .formatted(seen.rows(), known.shape().rows());
  }

  private MeterShape nextShape(MeterShape seen) {
    boolean fewer = known != null && seen.rows() < known.shape().rows();
    fewerRows = 0;
    // The first answer counts alone: the configuration may have changed what is asked for.
    return known == null || fewer || !readBefore ? seen : known.shape().with(seen);
  }

  private StoredMeter remember(MeterData data, MeterShape shape) {
    StoredMeter last = known;
    Instant seenAt =
        last != null && last.sameUpload(data) ? last.seenAt() : around.clock().instant();
    Instant at = data.uploadedAt() == null ? seenAt : data.uploadedAt();
    MeterValues.Values values = around.values().of(who, shape, data.rows(), at);
    StoredMeter reading =
        new StoredMeter(
            who.sn(),
            who.name(),
            shape,
            data.rows(),
            data.uploadedAt(),
            seenAt,
            values.numbers(),
            values.unusedPhases(),
            null);
    known = reading;
    return reading;
  }

  private void describe() {
    DeviceDescription now = around.entities().describe(who, known == null ? null : known.shape());
    if (!now.equals(described)) {
      described = now;
      around.outlet().tell(new Signal.Described(now));
    }
  }

  private void tellValues(StoredMeter reading) {
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, Map<String, Object>> attributes = new LinkedHashMap<>();
    for (String key : MeterEntities.measuredKeys(reading.shape(), who.phases())) {
      BigDecimal number = reading.numbers().get(key);
      values.put(key, number == null ? Value.UNKNOWN : Value.of(number));
    }
    if (reading.shape().multiPhase()) {
      List<String> unused = reading.unusedPhases();
      values.put(
          MeterKeys.UNUSED_PHASES, Value.of(unused.isEmpty() ? "none" : String.join(", ", unused)));
    }
    diagnostics(values, attributes);
    tell(new Reading(values, attributes, reading.at()));
  }

  private void tellDiagnostics() {
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, Map<String, Object>> attributes = new LinkedHashMap<>();
    diagnostics(values, attributes);
    tell(new Reading(values, attributes, null));
  }

  private void diagnostics(Map<String, Value> values, Map<String, Map<String, Object>> attributes) {
    Instant upload = known == null ? null : known.uploadedAt();
    values.put(MeterKeys.LAST_UPLOAD, upload == null ? Value.UNKNOWN : Value.of(upload));
    values.put(MeterKeys.CLOUD, asked ? Value.of(problem == null) : Value.UNKNOWN);
    attributes.put(MeterKeys.CLOUD, problem == null ? Map.of() : Map.of("reason", problem));
    callsLeft(values, attributes);
  }

  private void callsLeft(Map<String, Value> values, Map<String, Map<String, Object>> attributes) {
    CallPlan.CallsLeft left = around.plan().left(who.sn());
    values.put(MeterKeys.CALLS_LEFT, Value.of(left.hour()));
    attributes.put(MeterKeys.CALLS_LEFT, Map.of("day", left.day()));
  }

  private void tell(Reading reading) {
    around.outlet().tell(new Signal.Read(who.id(), reading));
  }

  private Duration age(StoredMeter reading) {
    return reading.age(around.clock().instant());
  }

  private void sayFirst(StoredMeter reading) {
    if (readBefore) {
      return;
    }
    readBefore = true;
    int phases = reading.shape().phases().size();
    LOG.info(
        "{}: {}{}, uploaded {} ago{}",
        who.title(),
        phases == 1 ? "1 phase" : phases + " phases",
        reading.shape().rows() > phases ? " and net" : "",
        words(age(reading)),
        fresh() ? "." : "; unavailable until it uploads again.");
  }

  private void sayChange(boolean now, StoredMeter reading) {
    if (now) {
      LOG.info("{} is back: uploaded {} ago.", who.title(), words(age(reading)));
    } else {
      LOG.warn(
          "{}: last upload {} ago, unavailable until it uploads again."
              + " If other meters are too, is this machine's clock right?",
          who.title(),
          words(age(reading)));
    }
  }

  private static String words(Duration age) {
    if (age.compareTo(Duration.ofMinutes(2)) < 0) {
      return Math.max(0, age.toSeconds()) + " s";
    }
    if (age.compareTo(Duration.ofHours(2)) < 0) {
      return age.toMinutes() + " min";
    }
    return age.compareTo(Duration.ofDays(2)) < 0 ? age.toHours() + " h" : age.toDays() + " days";
  }
}
