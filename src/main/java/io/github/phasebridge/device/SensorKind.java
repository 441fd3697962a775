package io.github.phasebridge.device;

/** The physical or logical kind of a sensor's value; its unit stands with the sensor. */
public enum SensorKind {
  /** Electric potential, V. */
  VOLTAGE,
  /** Electric current, A. */
  CURRENT,
  /** Active power, W; positive is import from the grid. */
  POWER,
  /** Apparent power, VA. */
  APPARENT_POWER,
  /** Energy, kWh, as a counter. */
  ENERGY,
  /** Ratio of active to apparent power, -1 to 1, no unit. */
  POWER_FACTOR,
  /** Mains frequency, Hz. */
  FREQUENCY,
  /** A span of time, in the sensor's unit. */
  DURATION,
  /** A moment. */
  TIMESTAMP,
  /** Strength of a radio signal, dBm. */
  SIGNAL_STRENGTH,
  /** A number without a physical kind. */
  NUMBER,
  /** A text. */
  TEXT
}
