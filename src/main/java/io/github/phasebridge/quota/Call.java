package io.github.phasebridge.quota;

import java.time.Duration;
import java.util.Set;

/**
 * A call that was made, or may have been made.
 *
 * @param number tells this call from all others in the ledger, also after its stamp was corrected
 * @param stampMillis when it was made, as the file says it
 * @param budgets the names of what it is charged to. None: its line was damaged, so it is charged
 *     to every budget
 * @param bornNanos when it was made by the monotonic clock of this process; what counts
 */
record Call(long number, long stampMillis, Set<String> budgets, long bornNanos) {

  Duration age(Moment now) {
    return Duration.ofNanos(now.nanos() - bornNanos);
  }

  boolean counts(String budget) {
    return budgets.isEmpty() || budgets.contains(budget);
  }

  Call restamped(Moment now) {
    return new Call(number, now.stamp(age(now)), budgets, bornNanos);
  }
}
