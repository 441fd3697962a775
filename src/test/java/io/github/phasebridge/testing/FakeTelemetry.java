package io.github.phasebridge.testing;

import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was counted, one line each. */
public final class FakeTelemetry implements Telemetry {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** Returns what was counted, such as {@code iammeter site/meterdata2 ok}. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void call(String source, String endpoint, String result, Duration took) {
    lines.add(source + " " + endpoint + " " + result);
  }

  @Override
  public void push(String source, String type) {
    lines.add(source + " push " + type);
  }

  @Override
  public void command(String source, Outcome.Kind outcome, Duration took) {
    lines.add(source + " command " + outcome);
  }
}
