package io.github.phasebridge.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.Outcome;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CountingTelemetryTest {

  private final CountingTelemetry telemetry = new CountingTelemetry();

  @Test
  void callsAreCountedByEndpointAndResult() {
    telemetry.call("iammeter", "site/meterdata2", "ok", Duration.ofMillis(80));
    telemetry.call("iammeter", "site/meterdata2", "ok", Duration.ofMillis(300));
    telemetry.call("iammeter", "site/meterdata2", "timeout", Duration.ofSeconds(40));

    String labels = "{endpoint=\"site/meterdata2\",source=\"iammeter\"";
    assertThat(text())
        .contains(
            "phasebridge_calls_total{endpoint=\"site/meterdata2\",result=\"ok\","
                + "source=\"iammeter\"} 2.0\n",
            "phasebridge_calls_total{endpoint=\"site/meterdata2\",result=\"timeout\","
                + "source=\"iammeter\"} 1.0\n",
            "phasebridge_call_duration_seconds_bucket" + labels + ",le=\"0.05\"} 0\n",
            "phasebridge_call_duration_seconds_bucket" + labels + ",le=\"0.1\"} 1\n",
            "phasebridge_call_duration_seconds_bucket" + labels + ",le=\"0.5\"} 2\n",
            "phasebridge_call_duration_seconds_bucket" + labels + ",le=\"30.0\"} 2\n",
            "phasebridge_call_duration_seconds_bucket" + labels + ",le=\"+Inf\"} 3\n",
            "phasebridge_call_duration_seconds_count" + labels + "} 3\n",
            "phasebridge_call_duration_seconds_sum" + labels + "} 40.38\n");
  }

  @Test
  void pushesAreCountedByType() {
    telemetry.push("thingboot", "report");
    telemetry.push("thingboot", "report");

    assertThat(text())
        .contains("phasebridge_pushes_total{source=\"thingboot\",type=\"report\"} 2.0\n");
  }

  @Test
  void commandsAreMeasuredByOutcome() {
    telemetry.command("thingboot", Outcome.Kind.TIMED_OUT, Duration.ofMillis(50));

    assertThat(text())
        .contains(
            "phasebridge_command_duration_seconds_bucket{outcome=\"timed_out\","
                + "source=\"thingboot\",le=\"0.05\"} 1\n",
            "phasebridge_command_duration_seconds_count{outcome=\"timed_out\","
                + "source=\"thingboot\"} 1\n");
  }

  @Test
  void namesThatAreNoSmallSetDoNotFillTheMemory() {
    for (int i = 0; i < 2 * CountingTelemetry.MOST_COMBINATIONS; i++) {
      telemetry.push("thingboot", "type" + i);
    }

    assertThat(text().lines().filter(line -> line.startsWith("phasebridge_pushes_total")))
        .hasSize(CountingTelemetry.MOST_COMBINATIONS);
  }

  private String text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, new MetricSnapshots(telemetry.snapshots()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(UTF_8);
  }
}
