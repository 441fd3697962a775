package io.github.phasebridge.quota;

import io.github.phasebridge.storage.DataDir;
import io.github.phasebridge.storage.StorageException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The book of all calls to vendors with limits. A call is entered and forced to disk before it is
 * made; failed calls count too. The book is shared by all processes that use the data directory and
 * is safe against crashes, and against clocks that jump: a jump can only make it stricter, and
 * never for longer than a window lasts. Safe for use by several threads.
 *
 * <p>A jump forward that no process saw before the next one starts cannot be told from time that
 * passed. Steps below a tenth of a second are not noticed. If the clock is behind when a process
 * starts, the last call counts as made now and the others as that much older than it as the book
 * says.
 */
public final class QuotaLedger implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(QuotaLedger.class);

  private static final String LOCK = "ledger.lock";

  /** Nobody knows when a disk will work again. */
  private static final Duration RETRY_OF_DISK = Duration.ofMinutes(1);

  private final DataDir dir;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final LedgerFile file;
  private final Book book = new Book();
  private final Unwritten unwritten;

  private QuotaLedger(DataDir dir, InstantSource clock, LongSupplier nanoTime) {
    this.dir = dir;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.file = new LedgerFile(dir);
    this.unwritten = new Unwritten(dir);
  }

  /**
   * Opens the ledger of a data directory.
   *
   * @param dir where the book lies
   * @param clock the wall clock
   * @param nanoTime a clock that never jumps, like {@link System#nanoTime()}
   * @throws StorageException if the ledger cannot be read or was written by a newer version. One
   *     that cannot be written is no error here: {@link #reserve} says so each time
   */
  public static QuotaLedger open(DataDir dir, InstantSource clock, LongSupplier nanoTime) {
    QuotaLedger ledger = new QuotaLedger(dir, clock, nanoTime);
    ledger.file.read();
    ledger.begin();
    return ledger;
  }

  /**
   * Enters one call in every budget if all of them have room, else in none. A disk that refuses the
   * entry is a reason for {@link Decision.Denied} too, unless it is merely full: then the call is
   * counted in memory, see {@link Unwritten}.
   *
   * @param budgets what the call is charged to, at least one
   */
  public synchronized Decision reserve(List<Budget> budgets) {
    if (budgets.isEmpty()) {
      throw new IllegalArgumentException("a call without a budget");
    }
    try (DataDir.Turn _ = dir.takeTurn(LOCK)) {
      Moment now = now();
      unwritten.look(now);
      LedgerFile.Content content = prepared(now);
      Optional<Decision.Denied> refusal = refusal(budgets, now);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      Set<String> names = budgets.stream().map(Budget::name).collect(Collectors.toSet());
      Call call = book.next(names, now);
      enter(content, call, now);
      book.add(call);
      return new Decision.Granted();
    } catch (StorageException e) {
      return new Decision.Denied(
          RETRY_OF_DISK, e.getMessage() + "; without an entry in the ledger no call is made", true);
    }
  }

  /** Brings the book up to date, and the file too where the disk takes it. */
  private LedgerFile.Content prepared(Moment now) {
    LedgerFile.Content content = file.read();
    book.read(content, now);
    try {
      return corrected(content, now);
    } catch (StorageException e) {
      requireClaim(e);
      return content;
    }
  }

  /**
   * Writes a call, or counts it in memory where that is safe.
   *
   * @throws StorageException if the disk refuses and it is not safe either
   */
  private void enter(LedgerFile.Content content, Call call, Moment now) {
    try {
      file.append(content, call);
      if (!book.mustBeWritten(now)) {
        unwritten.settle(now);
      }
    } catch (StorageException e) {
      requireClaim(e);
    }
  }

  private void requireClaim(StorageException refusal) {
    if (!unwritten.claim(String.valueOf(refusal.getMessage()))) {
      throw refusal;
    }
  }

  /**
   * Returns how many calls a window of a budget has left now; none while the ledger cannot be used
   * or calls wait for others that nobody knows of.
   */
  public synchronized int left(Budget budget, Window window) {
    boolean usable = isCurrent() || unwritten.mine();
    boolean waits = unwritten.wait(budget, now()).isPositive();
    return usable && !waits ? WindowUse.of(window, book.ages(budget, now())).left() : 0;
  }

  /** Returns how long to wait until a call of a budget is possible; zero if one is now. */
  public synchronized Duration untilPossible(Budget budget) {
    isCurrent();
    return refusal(List.of(budget), now()).map(Decision.Denied::retryAfter).orElse(Duration.ZERO);
  }

  /**
   * Returns how long ago the last call of a budget was, or empty if the book knows none. It knows
   * at least those of the last {@link Window#LONGEST}.
   */
  public synchronized Optional<Duration> sinceLast(Budget budget) {
    isCurrent();
    return book.ages(budget, now()).stream().min(Comparator.naturalOrder());
  }

  /**
   * Returns how long to wait after a call so that what is left is spread evenly: the interval
   * itself while there is plenty, longer when little is left.
   *
   * @param interval the wanted distance between two calls
   */
  public synchronized Duration pace(Budget budget, Duration interval) {
    isCurrent();
    List<Duration> ages = book.ages(budget, now());
    return budget.windows().stream()
        .map(window -> WindowUse.of(window, ages).pace())
        .reduce(interval, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  /** Does nothing: between two operations the ledger holds no file and no lock. */
  @Override
  public void close() {}

  /** Looks for what an earlier process left; a disk that refuses is said at the first call. */
  private synchronized void begin() {
    try (DataDir.Turn _ = dir.takeTurn(LOCK)) {
      unwritten.look(now());
      synchronize(now());
      unwritten.prepare();
    } catch (StorageException e) {
      log.debug("{}", e.getMessage());
    }
  }

  /** Brings the book up to date; if that fails, what it knew before still holds. */
  private synchronized boolean isCurrent() {
    try (DataDir.Turn _ = dir.takeTurn(LOCK)) {
      synchronize(now());
      return true;
    } catch (StorageException e) {
      log.debug("{}", e.getMessage());
      return false;
    }
  }

  /** Makes the book and the file say the same; call it only in turn. */
  private void synchronize(Moment now) {
    LedgerFile.Content content = file.read();
    book.read(content, now);
    corrected(content, now);
  }

  /** Writes the file anew where it does not say what the book does; call it only in turn. */
  private LedgerFile.Content corrected(LedgerFile.Content content, Moment now) {
    if (!book.mustBeWritten(now)) {
      return content;
    }
    List<Call> corrected = book.corrected(now);
    file.replace(corrected);
    book.written(corrected);
    long damaged = content.lines().stream().filter(line -> !line.readable()).count();
    if (damaged > 0) {
      log.warn("{}: {} damaged lines; each counts as a call of every budget", file, damaged);
    }
    return file.read();
  }

  private Optional<Decision.Denied> refusal(List<Budget> budgets, Moment now) {
    Optional<Decision.Denied> longest = Optional.empty();
    for (Budget budget : budgets) {
      longest = longer(longest, unwritten.refusal(budget, now));
      List<Duration> ages = book.ages(budget, now);
      for (Window window : budget.windows()) {
        WindowUse use = WindowUse.of(window, ages);
        Duration wait = use.untilPossible();
        if (wait.isPositive()) {
          Decision.Denied denied = new Decision.Denied(wait, use.refusal(budget.name()));
          longest = longer(longest, Optional.of(denied));
        }
      }
    }
    return longest;
  }

  private static Optional<Decision.Denied> longer(
      Optional<Decision.Denied> one, Optional<Decision.Denied> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return other.get().retryAfter().compareTo(one.get().retryAfter()) > 0 ? other : one;
  }

  private Moment now() {
    return new Moment(nanoTime.getAsLong(), clock.instant());
  }
}
