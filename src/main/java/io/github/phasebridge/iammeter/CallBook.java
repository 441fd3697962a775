package io.github.phasebridge.iammeter;

import io.github.phasebridge.quota.Budget;
import io.github.phasebridge.quota.QuotaLedger;
import io.github.phasebridge.quota.Window;
import java.time.Duration;
import java.util.Optional;

/** What the poller asks of the quota ledger; the calls themselves are entered by the client. */
interface CallBook {

  /** Returns how many calls a window of a budget has left now. */
  int left(Budget budget, Window window);

  /** Returns how long to wait until a call of a budget is possible; zero if one is now. */
  Duration untilPossible(Budget budget);

  /** Returns how long ago the last call of a budget was, or empty if the book knows none. */
  Optional<Duration> sinceLast(Budget budget);

  /** Returns the distance of two calls, at least the wanted one, that spreads what is left. */
  Duration pace(Budget budget, Duration interval);

  /** Returns the ledger as such a book. */
  static CallBook of(QuotaLedger ledger) {
    return new CallBook() {
      @Override
      public int left(Budget budget, Window window) {
        return ledger.left(budget, window);
      }

      @Override
      public Duration untilPossible(Budget budget) {
        return ledger.untilPossible(budget);
      }

      @Override
      public Optional<Duration> sinceLast(Budget budget) {
        return ledger.sinceLast(budget);
      }

      @Override
      public Duration pace(Budget budget, Duration interval) {
        return ledger.pace(budget, interval);
      }
    };
  }
}
