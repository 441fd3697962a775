package io.github.phasebridge.quota;

import io.github.phasebridge.storage.DataDir;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The book of all calls to vendors with limits. A call is entered and forced to disk before it is
 * made; failed calls count too. The book is shared by all processes that use the data directory and
 * is safe against crashes, and against clocks that jump: a jump can only make it stricter. Safe for
 * use by several threads.
 */
public final class QuotaLedger implements AutoCloseable {

  private QuotaLedger() {}

  /**
   * Opens the ledger of a data directory.
   *
   * @param dir where the book lies
   * @param clock the wall clock
   * @param nanoTime a clock that never jumps, like {@link System#nanoTime()}
   */
  public static QuotaLedger open(DataDir dir, InstantSource clock, LongSupplier nanoTime) {
    throw new UnsupportedOperationException();
  }

  /**
   * Enters one call in every budget if all of them have room, else in none.
   *
   * @param budgets what the call is charged to
   */
  public Decision reserve(List<Budget> budgets) {
    throw new UnsupportedOperationException();
  }

  /** Returns how many calls a window of a budget has left now. */
  public int left(Budget budget, Window window) {
    throw new UnsupportedOperationException();
  }

  /** Returns how long ago the last call of a budget was, or empty if the book knows none. */
  public Optional<Duration> sinceLast(Budget budget) {
    throw new UnsupportedOperationException();
  }

  /**
   * Returns how long to wait after a call so that what is left is spread evenly: the interval
   * itself while there is plenty, longer when little is left.
   *
   * @param interval the wanted distance between two calls
   */
  public Duration pace(Budget budget, Duration interval) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
