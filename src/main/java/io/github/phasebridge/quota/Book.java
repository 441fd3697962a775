package io.github.phasebridge.quota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the ledger with their ages. Within a process, ages grow by the monotonic clock
 * alone; {@link Ages} tells how old a call was when this process first heard of it.
 */
final class Book {

  /** A call this old matters to no window any more. */
  private static final Duration MEMORY = Window.LONGEST;

  /** How many forgotten calls the file may carry before it is written anew without them. */
  private static final int BALLAST = 500;

  private List<Call> calls = List.of();
  private boolean complete;
  private long lastNumber;
  private @Nullable Moment lastRead;

  /** Takes in what the file says now, which other processes may have changed. */
  void read(LedgerFile.Content content, Moment now) {
    Map<Long, Call> known = new HashMap<>();
    calls.forEach(call -> known.put(call.number(), call));
    Ages ages = Ages.of(content, known, lastRead, now);
    List<Call> read = new ArrayList<>();
    Duration following = Duration.ZERO;
    for (LedgerFile.Line line : content.lines().reversed()) {
      Call before = known.remove(line.number());
      following = ages.of(line, before, following);
      Set<String> budgets = before != null && !line.readable() ? before.budgets() : line.budgets();
      read.add(
          new Call(line.number(), line.stampMillis(), budgets, now.nanos() - following.toNanos()));
    }
    // What somebody took out of the file was called all the same.
    known.values().removeIf(call -> isForgotten(call, now));
    read.addAll(known.values());
    Collections.reverse(read);
    calls = List.copyOf(read);
    complete =
        content.titled()
            && known.isEmpty()
            && content.lines().stream().allMatch(LedgerFile.Line::readable);
    lastNumber = calls.stream().mapToLong(Call::number).reduce(lastNumber, Math::max);
    lastRead = now;
  }

  /**
   * Tells whether the file should be written anew: because it is damaged or incomplete, carries too
   * much that is forgotten, or because the wall clock was set, so that a later process would take
   * the calls for older or younger than they are.
   */
  boolean mustBeWritten(Moment now) {
    return !complete
        || calls.stream().filter(call -> isForgotten(call, now)).count() > BALLAST
        || calls.stream().anyMatch(call -> !isForgotten(call, now) && isMisdated(call, now));
  }

  /** Returns what the file should say now. */
  List<Call> corrected(Moment now) {
    return calls.stream()
        .filter(call -> !isForgotten(call, now))
        .map(call -> call.restamped(now))
        .toList();
  }

  /** Takes note that the file says exactly this now. */
  void written(List<Call> corrected) {
    calls = List.copyOf(corrected);
    complete = true;
  }

  /** Returns the call that would be made now; it is not in the book yet. */
  Call next(Set<String> budgets, Moment now) {
    return new Call(lastNumber + 1, now.stamp(Duration.ZERO), budgets, now.nanos());
  }

  /** Adds a call that is in the file. */
  void add(Call call) {
    List<Call> more = new ArrayList<>(calls);
    more.add(call);
    calls = List.copyOf(more);
    lastNumber = call.number();
  }

  /** Returns the ages of a budget's calls, the oldest first. */
  List<Duration> ages(Budget budget, Moment now) {
    return calls.stream()
        .filter(call -> call.counts(budget.name()))
        .map(call -> call.age(now))
        .sorted(Collections.reverseOrder())
        .toList();
  }

  private static boolean isForgotten(Call call, Moment now) {
    return call.age(now).compareTo(MEMORY) >= 0;
  }

  private static boolean isMisdated(Call call, Moment now) {
    return Moment.differ(now.since(call.stampMillis()), call.age(now));
  }
}
