package io.github.phasebridge.mqtt;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Where the broker is cannot be found out now. */
final class BrokerUnknownException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ConnectFailure.Kind kind;

  /**
   * Says why.
   *
   * @param kind {@code NO_BROKER} if there is none, another one if nobody could be asked
   * @param sentence what is wrong and what to do about it, without a full stop; no secrets
   */
  BrokerUnknownException(ConnectFailure.Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  /** Returns what to tell of a stage that failed with such an exception, wrapped or not. */
  static ConnectFailure failure(@Nullable Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    return cause instanceof BrokerUnknownException unknown
        ? new ConnectFailure(unknown.kind, String.valueOf(unknown.getMessage()))
        : new ConnectFailure(
            ConnectFailure.Kind.OTHER,
            "Where the broker is could not be found out (" + cause + ")");
  }
}
