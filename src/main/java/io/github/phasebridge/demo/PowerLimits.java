package io.github.phasebridge.demo;

import java.util.Map;

/** Watches whether a relay's power stays over its high or under its low limit for too long. */
final class PowerLimits {

  private int secondsOver;
  private int secondsUnder;

  /** Forgets how long it lasts already. */
  void reset() {
    secondsOver = 0;
    secondsUnder = 0;
  }

  /**
   * Looks at the power once a second.
   *
   * @param items the relay's configuration
   * @return whether the relay is to switch off
   */
  boolean trip(double watts, Map<String, String> items) {
    secondsOver = watts > number(items, "high_power_value") ? secondsOver + 1 : 0;
    secondsUnder = watts < number(items, "low_power_value") ? secondsUnder + 1 : 0;
    return reached(secondsOver, "high_power", items) || reached(secondsUnder, "low_power", items);
  }

  private static boolean reached(int seconds, String limit, Map<String, String> items) {
    int longest = number(items, limit + "_time");
    return longest > 0 && seconds >= longest && "0".equals(items.get(limit + "_action"));
  }

  private static int number(Map<String, String> items, String item) {
    return Integer.parseInt(items.getOrDefault(item, "0"));
  }
}
