package io.github.phasebridge.config;

import java.io.Serial;

/** A value that a setting cannot have; the message says what is allowed. */
public final class NotAllowed extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final boolean mayShowValue;

  /** Says what is allowed, such as {@code allowed is a number above 0}. */
  public NotAllowed(String allowed) {
    this(allowed, true);
  }

  private NotAllowed(String allowed, boolean mayShowValue) {
    super(allowed, null, false, false);
    this.mayShowValue = mayShowValue;
  }

  /** Returns the same for a value that may hold a secret by mistake. */
  static NotAllowed withoutValue(String allowed) {
    return new NotAllowed(allowed, false);
  }

  /** Returns the same with one more thing that is allowed. */
  NotAllowed or(String alternative) {
    return new NotAllowed(allowed() + "; or " + alternative, mayShowValue);
  }

  String allowed() {
    return String.valueOf(getMessage());
  }

  boolean mayShowValue() {
    return mayShowValue;
  }
}
