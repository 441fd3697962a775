package io.github.phasebridge.iammeter;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call to the meter cloud did not bring what was asked for. The message is a sentence for the
 * user.
 */
public final class IammeterFailure extends IOException {

  private static final long serialVersionUID = 1L;

  /** What went wrong, so that everybody reacts to the same thing in the same way. */
  public enum Kind {
    /** 401: the token is wrong, expired or replaced. */
    UNAUTHORIZED,
    /** 403: what was asked for, such as one meter, is not allowed to this account. */
    FORBIDDEN,
    /** The login itself was refused: the user name or password is wrong. */
    LOGIN_REFUSED,
    /**
     * 429, or an answer with nothing in it, which is how the vendor documents "over the limit": an
     * empty body, {@code null}, or an envelope whose data is null.
     */
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
  private final @Nullable Duration retryAfter;

  /** Creates a failure; the message must not hold a secret. */
  public IammeterFailure(Kind kind, String message) {
    this(kind, message, Optional.empty());
  }

  /** Creates a failure that tells when the same call may succeed. */
  public IammeterFailure(Kind kind, String message, Optional<Duration> retryAfter) {
    super(message);
    this.kind = kind;
    this.retryAfter = retryAfter.orElse(null);
  }

  /** Creates a failure with what caused it. */
  public IammeterFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = null;
  }

  /** Returns what went wrong. */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns how long to wait at least before the same call: what the ledger or the login policy
   * tells, or the cloud's {@code Retry-After}. Empty where nobody knows.
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
