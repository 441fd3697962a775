package io.github.phasebridge.http;

import java.io.IOException;

/** A request brought no answer that could be read. The message is a sentence for the user. */
public final class TransportFailure extends IOException {

  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** The name cannot be resolved. */
    DNS,
    /** There is no secure connection, since the certificate cannot be trusted for example. */
    TLS,
    /** No connection or no answer in time. */
    TIMEOUT,
    /** No connection, or one that broke. */
    CONNECTION,
    /** A body above {@link OneShotHttp#MOST_BYTES}. */
    TOO_LARGE,
    /** A body that is cut off or wrongly compressed. */
    DAMAGED
  }

  private final Kind kind;
  private final boolean maySent;

  TransportFailure(Kind kind, boolean maySent, String message) {
    super(message);
    this.kind = kind;
    this.maySent = maySent;
  }

  /** Returns what went wrong. */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns whether the other side may have got the request; if not, it surely has not and never
   * will.
   */
  public boolean maySent() {
    return maySent;
  }
}
