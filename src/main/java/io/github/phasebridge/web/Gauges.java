package io.github.phasebridge.web;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is measured at a scrape. */
final class Gauges {

  private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();

  /** Adds a value without labels. */
  void add(String name, String help, double value) {
    add(name, help, value, Labels.EMPTY);
  }

  /** Adds a value; those of one name share their help and the names of their labels. */
  void add(String name, String help, double value, Labels labels) {
    var _ =
        gauges
            .computeIfAbsent(name, it -> GaugeSnapshot.builder().name(it).help(help))
            .dataPoint(GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
  }

  /** Returns all. */
  List<MetricSnapshot> snapshots() {
    List<MetricSnapshot> snapshots = new ArrayList<>();
    gauges.values().forEach(gauge -> snapshots.add(gauge.build()));
    return snapshots;
  }
}
