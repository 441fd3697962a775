package io.github.phasebridge.http;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets one request out, once, and knows whether it went. It is checked right before the first byte
 * of the request, on a connection that stands. Safe for use by several threads.
 */
final class Ticket {

  private enum State {
    VALID,
    USED,
    REVOKED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.VALID);

  /** Returns whether the request may go now; never again after the first time. */
  boolean use() {
    return state.compareAndSet(State.VALID, State.USED);
  }

  /**
   * Makes sure that the request does not go any more.
   *
   * @return whether it has not gone before either
   */
  boolean revoke() {
    return state.updateAndGet(now -> now == State.USED ? now : State.REVOKED) == State.REVOKED;
  }
}
