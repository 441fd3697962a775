package io.github.phasebridge.device;

import java.time.Instant;

/**
 * Something that the user should know or do something about, as the status page shows it.
 *
 * @param severity how bad it is
 * @param title what it is about in a few words, such as {@code Meter House is offline}
 * @param text what is wrong and what to do about it, in sentences; no secrets
 * @param since since when
 */
public record Notice(Severity severity, String title, String text, Instant since) {

  /** How bad it is. */
  public enum Severity {
    /** Worth knowing; nothing has to be done. */
    INFO,
    /** Part of the work suffers. */
    WARNING,
    /** Something does not work until somebody acts. */
    ERROR
  }
}
