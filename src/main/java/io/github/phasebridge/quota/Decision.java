package io.github.phasebridge.quota;

import java.time.Duration;

/** Whether a call may be made. */
public sealed interface Decision {

  /** It may, and is entered in the ledger and forced to disk. */
  record Granted() implements Decision {}

  /**
   * It may not, and nothing was entered.
   *
   * @param retryAfter after this span the same call will be possible, unless others are made before
   * @param reason a sentence for the user: which budget, how much of it is used, how long to wait;
   *     or why the ledger cannot be used
   * @param broken whether the ledger cannot be used, so that waiting alone will not help
   */
  record Denied(Duration retryAfter, String reason, boolean broken) implements Decision {

    /** A wait for want of quota. */
    public Denied(Duration retryAfter, String reason) {
      this(retryAfter, reason, false);
    }
  }
}
