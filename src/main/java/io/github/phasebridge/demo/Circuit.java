package io.github.phasebridge.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of a meter: a load curve, the voltage it hangs on, and the counters that integrate its
 * power. Any minute since the first day can be asked for, in any order. Not safe for use by several
 * threads; its meter guards it.
 */
final class Circuit {

  /** How a row is connected. */
  enum Kind {
    /** A wired phase. */
    WIRED,
    /** A phase without wires: a ghost voltage of a few volts and nothing else. */
    UNWIRED,
    /** The computed net row: the sum of the phases, without a current of its own. */
    NET
  }

  private static final int DAYS_KEPT = 3;

  private final Kind kind;
  private final LoadCurve curve;
  private final Noise noise;
  private final long firstDay;
  private final List<Counters> atMidnight = new ArrayList<>();
  private final Map<Long, Day> days = new LinkedHashMap<>();

  private record Counters(double imported, double exported) {}

  /** One day: power in each minute, and what was counted before each minute since midnight. */
  private static final class Day {
    private final double[] watts = new double[LoadCurve.DAY];
    private final double[] imported = new double[LoadCurve.DAY + 1];
    private final double[] exported = new double[LoadCurve.DAY + 1];

    private Day(LoadCurve curve, long number) {
      for (int i = 0; i < LoadCurve.DAY; i++) {
        watts[i] = curve.watts(number * LoadCurve.DAY + i);
        double kilowattHours = watts[i] / 60_000;
        imported[i + 1] = imported[i] + Math.max(0, kilowattHours);
        exported[i + 1] = exported[i] + Math.max(0, -kilowattHours);
      }
    }
  }

  /**
   * Creates a row.
   *
   * @param firstDay days since 1970 on the local clock: when the counters showed the start values
   */
  Circuit(
      Kind kind, LoadCurve curve, Noise noise, long firstDay, double imported, double exported) {
    this.kind = kind;
    this.curve = curve;
    this.noise = noise;
    this.firstDay = firstDay;
    atMidnight.add(new Counters(imported, exported));
  }

  /**
   * Returns the end of a minute on the local clock; minutes before the first day show its start.
   */
  PhaseSample at(long minute) {
    long wanted = Math.max(minute, firstDay * LoadCurve.DAY);
    if (kind == Kind.UNWIRED) {
      return new PhaseSample(3 + 2.5 * noise.at(wanted), 0, 0, 0, 0, 0, 0);
    }
    long dayNumber = Math.floorDiv(wanted, LoadCurve.DAY);
    int minuteOfDay = Math.floorMod(wanted, LoadCurve.DAY);
    Counters counters = atMidnight(dayNumber);
    Day day = day(dayNumber);
    double watts = Math.rint(day.watts[minuteOfDay]);
    double voltage = round(voltage(wanted, watts), 100);
    double powerFactor = powerFactor(watts);
    return new PhaseSample(
        voltage,
        kind == Kind.NET || watts == 0 ? 0 : round(Math.abs(watts) / (voltage * powerFactor), 1000),
        watts,
        powerFactor,
        round(50 + 0.04 * (2 * noise.at(~wanted) - 1), 100),
        counters.imported + day.imported[minuteOfDay + 1],
        counters.exported + day.exported[minuteOfDay + 1]);
  }

  private double voltage(long minute, double watts) {
    double wave = Math.sin(4 * Math.PI * minute / LoadCurve.DAY + noise.at(-1));
    return 231 + 2.2 * wave + 1.6 * (noise.at(minute) - 0.5) - watts / 2500;
  }

  private static double powerFactor(double watts) {
    return watts == 0 ? 0 : round(0.55 + 0.44 * (1 - Math.exp(-Math.abs(watts) / 350)), 100);
  }

  private static double round(double value, double steps) {
    return Math.rint(value * steps) / steps;
  }

  private Counters atMidnight(long dayNumber) {
    int wanted = Math.toIntExact(dayNumber - firstDay);
    while (atMidnight.size() <= wanted) {
      Counters before = atMidnight.getLast();
      Day day = day(firstDay + atMidnight.size() - 1);
      atMidnight.add(
          new Counters(
              before.imported + day.imported[LoadCurve.DAY],
              before.exported + day.exported[LoadCurve.DAY]));
    }
    return atMidnight.get(wanted);
  }

  private Day day(long dayNumber) {
    Day known = days.get(dayNumber);
    if (known != null) {
      return known;
    }
    Day fresh = new Day(curve, dayNumber);
    if (days.size() >= DAYS_KEPT) {
      days.remove(days.keySet().iterator().next());
    }
    days.put(dayNumber, fresh);
    return fresh;
  }
}
