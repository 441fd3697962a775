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
   * @param reason a sentence for the user: which budget, how much of it is used, how long to wait
   */
  record Denied(Duration retryAfter, String reason) implements Decision {}
}
