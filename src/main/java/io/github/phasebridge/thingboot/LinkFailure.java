package io.github.phasebridge.thingboot;

import java.io.IOException;

/** A request to a relay or to the cloud failed. The message is a sentence for the user. */
public final class LinkFailure extends IOException {

  private static final long serialVersionUID = 1L;

  /** What failed, so that everybody reacts to the same thing in the same way. */
  public enum Kind {
    /** The other side cannot be reached (no such name, refused, TLS): nothing was sent. */
    UNREACHABLE,
    /** No answer, or a broken or unreadable one: the request may have arrived. */
    UNCERTAIN,
    /** App id, secret or signature are wrong (5001, 5002, 5004 to 5007): no fast retry helps. */
    CONFIGURATION,
    /** 5003 also after correction by the server's clock. */
    CLOCK,
    /** Any other refusal by code or status; the request was understood and not carried out. */
    REJECTED
  }

  private final Kind kind;

  /** Creates a failure; the message must not hold a secret. */
  public LinkFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Returns what failed. */
  public Kind kind() {
    return kind;
  }
}
