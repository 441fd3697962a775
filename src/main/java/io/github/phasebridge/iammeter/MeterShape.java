package io.github.phasebridge.iammeter;

import java.util.List;

/**
 * What a meter has to show, learnt from its answers.
 *
 * @param rows 1 to 4, as in {@link MeterData}
 * @param frequency whether rows bring the frequency
 * @param powerFactor whether rows bring the power factor
 */
record MeterShape(int rows, boolean frequency, boolean powerFactor) {

  private static final int MOST_ROWS = 4;

  /**
   * Learns from an answer with at least one row.
   *
   * @param powerFactorAsked whether the endpoint is one that always has the power factor
   */
  static MeterShape of(List<Row> rows, boolean powerFactorAsked) {
    return new MeterShape(
        Math.min(rows.size(), MOST_ROWS),
        rows.stream().anyMatch(row -> row.frequency() != null),
        powerFactorAsked || rows.stream().anyMatch(row -> row.powerFactor() != null));
  }

  /** Returns the shape that has all of both. */
  MeterShape with(MeterShape other) {
    return new MeterShape(
        Math.max(rows, other.rows), frequency || other.frequency, powerFactor || other.powerFactor);
  }

  List<Channel> phases() {
    return Channel.phases(rows);
  }

  List<Channel> channels() {
    return Channel.all(rows);
  }

  boolean multiPhase() {
    return rows > 1;
  }

  /** Returns the model as far as the rows tell it; the cloud does not. */
  String model() {
    return switch (rows) {
      case 1 -> "Single-phase energy meter";
      case 2 -> "WEM2067";
      default -> "Three-phase energy meter";
    };
  }
}
