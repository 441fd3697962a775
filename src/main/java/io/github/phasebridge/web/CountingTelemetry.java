package io.github.phasebridge.web;

import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Telemetry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts for {@code /metrics}. Prometheus's library only writes what was counted, so that it is
 * loaded with the first scrape: with its own counters every start took 0.1 s and 11 MB more.
 */
final class CountingTelemetry implements Telemetry {

  /** Bounds each kind of count, in case that a name is not one of a small set after all. */
  static final int MOST_COMBINATIONS = 300;

  private final Map<Labeled, LongAdder> calls = new ConcurrentHashMap<>();
  private final Map<Labeled, Durations> callDurations = new ConcurrentHashMap<>();
  private final Map<Labeled, LongAdder> pushes = new ConcurrentHashMap<>();
  private final Map<Labeled, Durations> commands = new ConcurrentHashMap<>();

  /** Values of labels, in the order of their names. */
  private record Labeled(List<String> values) {

    static Labeled of(String... values) {
      return new Labeled(List.of(values));
    }

    Labels with(String... names) {
      return Labels.of(names, values.toArray(String[]::new));
    }
  }

  @Inject
  CountingTelemetry() {}

  @Override
  public void call(String source, String endpoint, String result, Duration took) {
    count(calls, Labeled.of(source, endpoint, result));
    measure(callDurations, Labeled.of(source, endpoint), took);
  }

  @Override
  public void push(String source, String type) {
    count(pushes, Labeled.of(source, type));
  }

  @Override
  public void command(String source, Outcome.Kind outcome, Duration took) {
    measure(commands, Labeled.of(source, StatusDocument.lower(outcome)), took);
  }

  /** Returns all counts. */
  List<MetricSnapshot> snapshots() {
    return List.of(
        counter(
            "phasebridge_calls",
            "Calls to vendors and devices by their result.",
            calls,
            "source",
            "endpoint",
            "result"),
        histogram(
            "phasebridge_call_duration_seconds",
            "How long calls to vendors and devices took.",
            callDurations,
            "source",
            "endpoint"),
        counter(
            "phasebridge_pushes",
            "Messages that vendors and devices sent by themselves.",
            pushes,
            "source",
            "type"),
        histogram(
            "phasebridge_command_duration_seconds",
            "How long commands took until their outcome.",
            commands,
            "source",
            "outcome"));
  }

  private static void count(Map<Labeled, LongAdder> counts, Labeled labels) {
    @Nullable LongAdder count = find(counts, labels, LongAdder::new);
    if (count != null) {
      count.increment();
    }
  }

  private static void measure(Map<Labeled, Durations> durations, Labeled labels, Duration took) {
    @Nullable Durations known = find(durations, labels, Durations::new);
    if (known != null) {
      known.add(took);
    }
  }

  private static <T> @Nullable T find(Map<Labeled, T> all, Labeled labels, Supplier<T> create) {
    @Nullable T known = all.get(labels);
    return known != null || all.size() >= MOST_COMBINATIONS
        ? known
        : all.computeIfAbsent(labels, _ -> create.get());
  }

  private static MetricSnapshot counter(
      String name, String help, Map<Labeled, LongAdder> counts, String... labels) {
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
    counts.forEach(
        (values, count) ->
            counter.dataPoint(
                CounterDataPointSnapshot.builder()
                    .labels(values.with(labels))
                    .value((double) count.sum())
                    .build()));
    return counter.build();
  }

  private static MetricSnapshot histogram(
      String name, String help, Map<Labeled, Durations> durations, String... labels) {
    HistogramSnapshot.Builder histogram = HistogramSnapshot.builder().name(name).help(help);
    durations.forEach(
        (values, taken) ->
            histogram.dataPoint(
                HistogramDataPointSnapshot.builder()
                    .labels(values.with(labels))
                    .classicHistogramBuckets(taken.buckets())
                    .sum(taken.seconds())
                    .build()));
    return histogram.build();
  }
}
