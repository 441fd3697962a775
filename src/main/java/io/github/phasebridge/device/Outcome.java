package io.github.phasebridge.device;

import org.jspecify.annotations.Nullable;

/**
 * How a command ended. Every command ends in exactly one.
 *
 * @param kind the end
 * @param reason why, in a sentence for the user; null where there is nothing to say
 */
public record Outcome(Kind kind, @Nullable String reason) {

  /** The five ends of a command. */
  public enum Kind {
    /** The device reported that it did it. */
    CONFIRMED,
    /** The vendor took it; whether the device did it is not known. */
    ACCEPTED,
    /** It was not carried out and nothing was sent. */
    REFUSED,
    /** It was sent and did not succeed. */
    FAILED,
    /** It was sent and nobody answered in time. */
    TIMED_OUT
  }

  /** Returns a confirmation. */
  public static Outcome confirmed() {
    return new Outcome(Kind.CONFIRMED, null);
  }

  /** Returns an acceptance with what is not known yet. */
  public static Outcome accepted(@Nullable String reason) {
    return new Outcome(Kind.ACCEPTED, reason);
  }

  /** Returns a refusal. */
  public static Outcome refused(String reason) {
    return new Outcome(Kind.REFUSED, reason);
  }

  /** Returns a failure. */
  public static Outcome failed(String reason) {
    return new Outcome(Kind.FAILED, reason);
  }

  /** Returns a time-out. */
  public static Outcome timedOut(String reason) {
    return new Outcome(Kind.TIMED_OUT, reason);
  }
}
