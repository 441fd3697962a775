package io.github.phasebridge.web;

import com.sun.net.httpserver.HttpExchange;
import io.github.phasebridge.bridge.Insight;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Answers with all metrics in Prometheus's text format. */
final class MetricsEndpoint implements Endpoint {

  private final Insight insight;
  private final CountingTelemetry telemetry;
  private final InstantSource clock;

  MetricsEndpoint(Insight insight, CountingTelemetry telemetry, InstantSource clock) {
    this.insight = insight;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    Gauges gauges = new Gauges();
    BridgeGauges.add(gauges, insight.overview(), clock.instant());
    addProcess(gauges);
    List<MetricSnapshot> snapshots = new ArrayList<>(telemetry.snapshots());
    snapshots.addAll(gauges.snapshots());
    ProcessFacts.processorTime().ifPresent(time -> snapshots.add(processorTime(time)));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, new MetricSnapshots(snapshots));
    Answers.send(exchange, 200, PrometheusTextFormatWriter.CONTENT_TYPE, text.toByteArray());
  }

  /** Under the names that Prometheus's own clients use. */
  private static void addProcess(Gauges gauges) {
    gauges.add(
        "jvm_memory_used_bytes",
        "Memory that Java uses.",
        (double) ProcessFacts.usedHeap(),
        Labels.of("area", "heap"));
    ProcessFacts.residentMemory()
        .ifPresent(
            bytes ->
                gauges.add("process_resident_memory_bytes", "Resident memory.", (double) bytes));
    ProcessFacts.started()
        .ifPresent(
            start ->
                gauges.add(
                    "process_start_time_seconds",
                    "When the process started, in Unix time.",
                    start.toEpochMilli() / 1000.0));
  }

  private static MetricSnapshot processorTime(Duration time) {
    return CounterSnapshot.builder()
        .name("process_cpu_seconds")
        .help("Time on processors.")
        .dataPoint(CounterDataPointSnapshot.builder().value(time.toMillis() / 1000.0).build())
        .build();
  }
}
