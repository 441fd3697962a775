package io.github.phasebridge.web;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** How long something took, counted in ranges. Safe for many threads. */
final class Durations {

  /** The upper ends of the ranges in milliseconds; the last range has none. */
  private static final long[] BOUNDS = {50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000};

  private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
  private final LongAdder nanos = new LongAdder();

  Durations() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /** Counts one. */
  void add(Duration took) {
    int range = 0;
    while (range < BOUNDS.length && took.toNanos() > BOUNDS[range] * 1_000_000) {
      range++;
    }
    counts[range].increment();
    nanos.add(took.toNanos());
  }

  /** Returns their sum in seconds. */
  double seconds() {
    return nanos.sum() / 1e9;
  }

  /** Returns how many there are in each range. */
  ClassicHistogramBuckets buckets() {
    List<Double> ends = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      ends.add(i < BOUNDS.length ? BOUNDS[i] / 1000.0 : Double.POSITIVE_INFINITY);
      numbers.add(counts[i].sum());
    }
    return ClassicHistogramBuckets.of(ends, numbers);
  }
}
