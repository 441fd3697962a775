package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Outlet;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.guard.EnergyGuard;
import io.github.phasebridge.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all meters again and again, each when it is due. Everything happens on the worker's one
 * thread, so calls never overlap.
 */
final class MeterPoller {

  private static final Logger LOG = LoggerFactory.getLogger(MeterPoller.class);

  /** Between first readings, so that many meters are no burst. */
  private static final Duration SPACING = Duration.ofMillis(250);

  /** A user who watches a start wonders why nothing happens after about so long. */
  private static final Duration WORTH_A_WORD = Duration.ofSeconds(10);

  /** How far the second readings of two meters are put apart at most. */
  private static final Duration SPREAD = Duration.ofSeconds(10);

  private final IammeterConfig config;
  private final IammeterLimits limits;
  private final Function<KnownMeter, Meter> maker;
  private final Round.Surroundings around;
  private final ReadingStore store;
  private final EnergyGuard guard;
  private final Outlet outlet;
  private final Worker worker;
  private final Map<DeviceId, Meter> meters = new LinkedHashMap<>();
  private final Map<String, Turn> turns = new LinkedHashMap<>();
  private boolean togetherWorks = true;

  /**
   * Makes a poller that has not called anything yet.
   *
   * @param maker makes a meter with what is remembered of it
   */
  MeterPoller(
      IammeterConfig config,
      IammeterLimits limits,
      Function<KnownMeter, Meter> maker,
      Round.Surroundings around,
      ReadingStore store,
      EnergyGuard guard,
      Outlet outlet,
      Worker worker) {
    this.config = config;
    this.limits = limits;
    this.maker = maker;
    this.around = around;
    this.store = store;
    this.guard = guard;
    this.outlet = outlet;
    this.worker = worker;
  }

  /**
   * A round as it is planned.
   *
   * @param round what is called
   * @param setAt when that was decided
   * @param next when it is called
   */
  record Planned(Round round, Instant setAt, Instant next) {}

  /** Returns what is called when. */
  List<Planned> planned() {
    return turns.values().stream()
        .map(turn -> new Planned(turn.round, turn.setAt, turn.next))
        .toList();
  }

  Collection<Meter> meters() {
    return meters.values();
  }

  /** Reads these meters from now on. */
  void read(List<KnownMeter> wanted) {
    for (KnownMeter known : wanted) {
      Meter meter = meters.get(known.id());
      if (meter == null) {
        Meter added = maker.apply(known);
        meters.put(known.id(), added);
        added.begin();
      } else {
        meter.become(known);
      }
    }
    arrange();
  }

  /** Takes a meter away that does not exist any more. */
  void remove(DeviceId id) {
    meters.remove(id);
    store.remove(id);
    guard.forget(id);
    outlet.tell(new Signal.Removed(id));
  }

  /** Reads every meter as soon as its quota allows. */
  void readNow() {
    Duration pause = around.account().pause();
    if (pause.isPositive()) {
      LOG.info("Not read now: {}", around.account().reason());
      return;
    }
    around.log().sayWaitsAgain();
    int place = 0;
    for (Turn turn : turns.values()) {
      if (turn.round.backingOff()) {
        LOG.info("{} is not read now: the cloud wants fewer calls.", turn.round.title());
      } else {
        turn.in(limits.lapsed(SPACING).multipliedBy(place++));
      }
    }
  }

  /** Finds meters whose last upload has become too old. */
  void judge() {
    meters.values().forEach(Meter::judge);
  }

  void tellCallsLeft() {
    meters.values().forEach(Meter::tellCallsLeft);
  }

  /** Writes what the last round brought; a full disk must not end the polling. */
  void save() {
    meters.forEach((id, meter) -> meter.memory().ifPresent(memory -> store.put(id, memory)));
    try {
      guard.save();
      store.save();
      around.log().works("Remembering meter readings");
    } catch (StorageException e) {
      around.log().failed("Remembering meter readings", String.valueOf(e.getMessage()));
    }
  }

  private void arrange() {
    boolean together = !config.powerFactor() && togetherWorks && meters.size() > 1;
    List<List<Meter>> wanted = new ArrayList<>();
    if (together) {
      wanted.add(List.copyOf(meters.values()));
    } else {
      meters.values().forEach(meter -> wanted.add(List.of(meter)));
    }
    Map<String, Turn> before = new HashMap<>(turns);
    turns.clear();
    int place = 0;
    for (List<Meter> group : wanted) {
      String name = name(group, together);
      Turn turn = before.remove(name);
      if (turn == null) {
        turn = new Turn(new Round(group, together, around), place);
        Duration due = turn.round.untilDue();
        if (due.compareTo(limits.lapsed(WORTH_A_WORD)) > 0) {
          LOG.info(
              "{} was read before the restart; the next call comes in {}.",
              turn.round.title(),
              HistorySpan.text(Duration.ofSeconds(due.toSeconds())));
        }
        turn.in(due.plus(limits.lapsed(SPACING).multipliedBy(place)));
      }
      turns.put(name, turn);
      place++;
    }
    before.values().forEach(Turn::end);
  }

  private static String name(List<Meter> group, boolean together) {
    return together + group.stream().map(meter -> meter.who().id().value()).toList().toString();
  }

  private void afterwards(Round round) {
    save();
    if (round.unknownPath() && togetherWorks) {
      togetherWorks = false;
      LOG.warn("The cloud does not know the call for all meters; each is read by its own call.");
      arrange();
    }
  }

  /** When a round is made next. A newer wish replaces the one that waits. */
  private final class Turn {

    private final Round round;
    private Duration spread;
    private int wish;
    private Instant setAt;
    private Instant next;

    private Turn(Round round, int place) {
      this.round = round;
      this.spread = spread(place);
      this.setAt = around.clock().instant();
      this.next = setAt;
    }

    private Duration spread(int place) {
      Duration fair = config.pollInterval().dividedBy(Math.max(1, meters.size()));
      Duration step = fair.compareTo(SPREAD) < 0 ? fair : SPREAD;
      return limits.lapsed(step).multipliedBy(place);
    }

    private void in(Duration delay) {
      int mine = ++wish;
      setAt = around.clock().instant();
      next = setAt.plus(delay);
      worker.in(
          delay,
          () -> {
            if (mine == wish) {
              take();
            }
          });
    }

    private void end() {
      wish++;
    }

    private void take() throws InterruptedException {
      Duration wait = limits.lapsed(config.pollInterval());
      try {
        wait = round.take();
      } finally {
        in(wait.plus(spread));
        spread = Duration.ZERO;
      }
      afterwards(round);
    }
  }
}
