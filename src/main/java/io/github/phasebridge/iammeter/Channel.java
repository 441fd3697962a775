package io.github.phasebridge.iammeter;

import java.util.List;
import java.util.Locale;

/**
 * What a row of a meter stands for: the only phase, one of several phases, or the net of all.
 *
 * @param suffix the end of its keys: empty, {@code _a}, {@code _b}, {@code _c} or {@code _net}
 * @param label the begin of its names: empty, {@code Phase A} and so on, or {@code Net}
 */
record Channel(String suffix, String label) {

  private static final Channel ONLY = new Channel("", "");
  private static final Channel A = phase('A');
  private static final Channel B = phase('B');
  private static final Channel C = phase('C');
  private static final Channel NET = new Channel("_net", "Net");

  private static Channel phase(char letter) {
    return new Channel("_" + Character.toLowerCase(letter), "Phase " + letter);
  }

  /** Returns the phases of a meter with so many rows, without the net. */
  static List<Channel> phases(int rows) {
    return switch (rows) {
      case 1 -> List.of(ONLY);
      case 2 -> List.of(A, B);
      default -> List.of(A, B, C);
    };
  }

  /** Returns what the rows of a meter with so many rows stand for, in their order. */
  static List<Channel> all(int rows) {
    return rows < 4 ? phases(rows) : List.of(A, B, C, NET);
  }

  String key(String metric) {
    return metric + suffix;
  }

  /** Returns a name in sentence case. */
  String name(String metric) {
    return label.isEmpty()
        ? metric.substring(0, 1).toUpperCase(Locale.ROOT) + metric.substring(1)
        : label + " " + metric;
  }

  /** Returns the letter of a phase; empty for the only phase and for the net. */
  String letter() {
    return label.startsWith("Phase ") ? label.substring("Phase ".length()) : "";
  }
}
