package io.github.phasebridge.thingboot;

import java.time.Duration;

/**
 * What shows that an order was carried out, beside the relay's own answer with the order's mark.
 */
sealed interface Proof permits PositionProof, MessageProof, ItemProof {

  /** How long an order waits for it. */
  Duration PATIENCE = Duration.ofSeconds(5);

  /** Returns whether it, or the answer with the mark, can reach us over this relay's link. */
  boolean possible(CommandDesk.Relay relay);

  /** Returns how long after it was sent an order waits for it. */
  default Duration patience() {
    return PATIENCE;
  }

  /** Returns whether an order has gone wrong if it is not shown in time. */
  boolean conclusive(CommandDesk.Relay relay);
}
