package io.github.phasebridge.config;

/**
 * The log ({@code log}).
 *
 * @param level the least important level that is written
 * @param format text for people, JSON for machines
 * @param rawMessages whether vendors' messages are logged, redacted
 */
public record LogConfig(Level level, Format format, boolean rawMessages) {

  /** How important a line is. */
  public enum Level {
    /** Every step. */
    TRACE,
    /** What a developer wants to know. */
    DEBUG,
    /** What a user cares about. */
    INFO,
    /** What a user should look at. */
    WARN,
    /** What does not work. */
    ERROR
  }

  /** How a line looks. */
  public enum Format {
    /** For people. */
    TEXT,
    /** For machines: one JSON object a line. */
    JSON
  }
}
