package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Outcome;
import org.jspecify.annotations.Nullable;

/** What to do with the command that is next. */
sealed interface Step {

  /** Let it wait, and all behind it. */
  record Wait() implements Step {}

  /** End it without sending anything. */
  record End(Outcome outcome) implements Step {}

  /**
   * Send an order.
   *
   * @param pulse the pulse that it begins, null for none
   */
  record Send(Order order, Proof proof, @Nullable RunningPulse pulse) implements Step {}

  /** Write a configuration item. */
  record Write(String item, String value) implements Step {}

  /** Refuses it. */
  static Step refuse(String reason) {
    return new End(Outcome.refused(reason));
  }
}
