package io.github.phasebridge.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a relay measures while it is on or off. Not safe for use by several threads. */
final class RelayMeasure {

  private final LoadCurve curve;
  private final Noise noise;
  private final ZoneOffset zone;
  private @Nullable Double fixed;

  RelayMeasure(RelayPlan plan, Noise noise, ZoneOffset zone) {
    curve = plan.curve(noise.fork(1));
    this.noise = noise;
    this.zone = zone;
  }

  /** Takes a load of so many watts from now on instead of the planned one. */
  void fix(double watts) {
    fixed = watts;
  }

  /** Returns the power at a moment. */
  double watts(boolean on, Instant now) {
    if (!on) {
      return 0;
    }
    if (fixed != null) {
      return fixed;
    }
    long second = now.getEpochSecond();
    return curve.watts((second + zone.getTotalSeconds()) / 60) * noise.around1(second, 0.005);
  }

  /** Returns all measured properties but the energy. */
  Map<String, BigDecimal> at(boolean on, Instant now) {
    double watts = watts(on, now);
    double volts = 230 + 3 * (noise.at(now.getEpochSecond()) - 0.5) - watts / 2000;
    double factor = watts == 0 ? 0 : 0.6 + 0.39 * (1 - Math.exp(-watts / 300));
    double apparent = watts == 0 ? 0 : watts / factor;
    return Map.of(
        "voltage", rounded(volts, 1),
        "current", rounded(apparent / volts, 3),
        "active_power", rounded(watts, 1),
        "apparent_power", rounded(apparent, 1),
        "power_factor", rounded(factor, 2));
  }

  private static BigDecimal rounded(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
  }
}
