package io.github.phasebridge.demo;

/**
 * What one row of a meter measured.
 *
 * @param voltage V
 * @param current A, never negative
 * @param power W, negative for export
 * @param powerFactor 0 to 1, 0 without current
 * @param frequency Hz
 * @param imported kWh taken from the grid so far
 * @param exported kWh given to the grid so far
 */
record PhaseSample(
    double voltage,
    double current,
    double power,
    double powerFactor,
    double frequency,
    double imported,
    double exported) {

  /** Returns the same with other counters, which are never below 0. */
  PhaseSample withCounters(double newImported, double newExported) {
    return new PhaseSample(
        voltage,
        current,
        power,
        powerFactor,
        frequency,
        Math.max(0, newImported),
        Math.max(0, newExported));
  }

  /** Returns a row of zeros. */
  static PhaseSample zero() {
    return new PhaseSample(0, 0, 0, 0, 0, 0, 0);
  }
}
