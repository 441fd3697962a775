package io.github.phasebridge.iammeter;

import java.io.IOException;

/**
 * A call to the meter cloud did not bring what was asked for. The message is a sentence for the
 * user.
 */
public final class IammeterFailure extends IOException {

  private static final long serialVersionUID = 1L;

  /** What went wrong, so that everybody reacts to the same thing in the same way. */
  public enum Kind {
    /** 401 or 403: the token is wrong, expired or replaced. */
    UNAUTHORIZED,
    /** The login itself was refused: the user name or password is wrong. */
    LOGIN_REFUSED,
    /** 429, or an empty answer, which is how the vendor documents "over the limit". */
    OVER_LIMIT,
    /** {@code successful:false} with the vendor's message. */
    REJECTED,
    /** 404: the cloud does not know the path or the serial number. */
    NOT_FOUND,
    /** Another 3xx or 4xx. */
    UNEXPECTED_STATUS,
    /** 5xx. */
    SERVER_ERROR,
    /** Not JSON: a web page, a cut body, or JSON of another shape. */
    UNREADABLE,
    /** A body above 1 MiB. */
    TOO_LARGE,
    /** JSON whose values cannot be right, so that nothing of it is used. */
    IMPLAUSIBLE,
    /** The cloud's certificate cannot be trusted. */
    TLS,
    /** The cloud's name cannot be resolved. */
    DNS,
    /** No answer in time. */
    TIMEOUT,
    /** No connection, or one that broke. */
    CONNECTION,
    /** The quota ledger did not grant the call; nothing was sent. */
    QUOTA
  }

  private final Kind kind;

  /** Creates a failure; the message must not hold a secret. */
  public IammeterFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Creates a failure with what caused it. */
  public IammeterFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Returns what went wrong. */
  public Kind kind() {
    return kind;
  }
}
