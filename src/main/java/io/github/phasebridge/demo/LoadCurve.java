package io.github.phasebridge.demo;

/** The active power of a part of a house over time. */
@FunctionalInterface
interface LoadCurve {

  /** Minutes of a day. */
  int DAY = 24 * 60;

  /**
   * Returns the power in one minute.
   *
   * @param minute minutes since 1970 on the local clock of the meter
   * @return W; positive is taken from the grid, negative given to it
   */
  double watts(long minute);

  /** Returns both together. */
  default LoadCurve plus(LoadCurve other) {
    return minute -> watts(minute) + other.watts(minute);
  }

  /** Returns this without the other. */
  default LoadCurve minus(LoadCurve other) {
    return minute -> watts(minute) - other.watts(minute);
  }

  /** What is always on. */
  static LoadCurve base(Noise noise, double watts) {
    return minute -> watts * noise.around1(minute, 0.08);
  }

  /** A compressor that runs a third of the time, such as a fridge's. */
  static LoadCurve fridge(Noise noise) {
    long shift = (long) (noise.at(0) * 45);
    return minute -> Math.floorMod(minute + shift, 45) < 15 ? 95 * noise.around1(minute, 0.05) : 2;
  }

  /**
   * Lights, screens and stoves that swell and fade around a time of day.
   *
   * @param center minute of the day
   * @param width minutes until it has faded to a third
   * @param watts at the center
   */
  static LoadCurve swell(Noise noise, int center, int width, double watts) {
    return minute -> {
      double away = (Math.floorMod(minute, DAY) - center) / (double) width;
      return watts * Math.exp(-away * away) * noise.around1(Math.floorDiv(minute, 7), 0.25);
    };
  }

  /**
   * An appliance that is used once within a span of the day, on some days.
   *
   * @param from first minute of the day at which it may start
   * @param to minute of the day at which it has ended
   * @param minutes how long it runs
   * @param watts while it runs
   * @param chance from 0 (never) to 1 (every day)
   */
  static LoadCurve appliance(
      Noise noise, int from, int to, int minutes, double watts, double chance) {
    return minute -> {
      long day = Math.floorDiv(minute, DAY);
      if (noise.at(2 * day) >= chance) {
        return 0;
      }
      long start = from + (long) (noise.at(2 * day + 1) * (to - from - minutes));
      long into = Math.floorMod(minute, DAY) - start;
      return into >= 0 && into < minutes ? watts * noise.around1(minute, 0.02) : 0;
    };
  }

  /** A heat pump: cycles of 80 minutes, longer runs in the cold of the early morning. */
  static LoadCurve heatPump(Noise noise) {
    return minute -> {
      double coldness = Math.cos(2 * Math.PI * (Math.floorMod(minute, DAY) - 300) / DAY);
      boolean runs = Math.floorMod(minute, 80) < 80 * (0.45 + 0.25 * coldness);
      return runs ? (1500 + 250 * coldness) * noise.around1(minute, 0.06) : 13;
    };
  }

  /** The output of a roof full of solar panels; at night the inverter takes 5 W itself. */
  static LoadCurve solar(Noise noise, double peak) {
    return minute -> {
      double height = Math.sin(Math.PI * (Math.floorMod(minute, DAY) - 360) / 840);
      if (height <= 0) {
        return -5;
      }
      long slot = Math.floorDiv(minute, 30);
      double share = Math.floorMod(minute, 30) / 30.0;
      double sky = noise.at(slot) * (1 - share) + noise.at(slot + 1) * share;
      return peak * Math.pow(height, 1.3) * (0.3 + 0.7 * sky);
    };
  }
}
