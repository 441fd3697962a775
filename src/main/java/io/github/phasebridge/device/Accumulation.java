package io.github.phasebridge.device;

/** How a sensor's values relate over time; decides how statistics are made of them. */
public enum Accumulation {
  /** Each value stands for its moment. */
  MEASUREMENT,
  /** A counter that only grows; lower means that it started anew. */
  TOTAL_INCREASING,
  /** A counter that may also fall, such as a net balance. */
  TOTAL,
  /** No statistics are made. */
  NONE
}
