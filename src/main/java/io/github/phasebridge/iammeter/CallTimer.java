package io.github.phasebridge.iammeter;

import io.github.phasebridge.device.Telemetry;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Counts calls with their ends and how long they took. Safe for use by several threads. */
final class CallTimer {

  private final Telemetry telemetry;
  private final LongSupplier nanoTime;

  CallTimer(Telemetry telemetry, LongSupplier nanoTime) {
    this.telemetry = telemetry;
    this.nanoTime = nanoTime;
  }

  /** A call begins; one that is interrupted has no end and does not count. */
  Running begin(Endpoint endpoint) {
    return new Running(endpoint, nanoTime.getAsLong());
  }

  /** A call under way. */
  final class Running {

    private final Endpoint endpoint;
    private final long begun;

    private Running(Endpoint endpoint, long begun) {
      this.endpoint = endpoint;
      this.begun = begun;
    }

    /** It brought what was asked for. */
    void worked() {
      count("ok");
    }

    /** It did not. */
    void failed(Kind kind) {
      count(kind.name().toLowerCase(Locale.ROOT));
    }

    private void count(String result) {
      Duration took = Duration.ofNanos(nanoTime.getAsLong() - begun);
      telemetry.call(MeterSource.NAME, endpoint.label(), result, took);
    }
  }
}
