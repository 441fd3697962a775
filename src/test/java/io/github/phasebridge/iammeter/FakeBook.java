package io.github.phasebridge.iammeter;

import io.github.phasebridge.quota.Budget;
import io.github.phasebridge.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A quota ledger in memory, as strict as the vendor; it outlives the program under test. */
final class FakeBook implements CallBook {

  private final InstantSource clock;
  private final Map<String, List<Instant>> calls = new HashMap<>();
  private Duration stretch = Duration.ZERO;

  FakeBook(InstantSource clock) {
    this.clock = clock;
  }

  /** Enters a call, or tells that a budget has no room. */
  void charge(List<Budget> budgets) throws IammeterFailure {
    for (Budget budget : budgets) {
      for (Window window : budget.windows()) {
        if (left(budget, window) == 0) {
          Instant frees = of(budget).reversed().get(window.limit() - 1).plus(window.length());
          throw new IammeterFailure(
              IammeterFailure.Kind.QUOTA,
              "no call left for " + budget.name(),
              Optional.of(Duration.between(clock.instant(), frees)));
        }
      }
    }
    budgets.forEach(budget -> of(budget).add(clock.instant()));
  }

  /** Makes all paces at least this long, as if little were left. */
  void stretchTo(Duration pace) {
    stretch = pace;
  }

  @Override
  public int left(Budget budget, Window window) {
    Instant begin = clock.instant().minus(window.length());
    return window.limit() - (int) of(budget).stream().filter(at -> at.isAfter(begin)).count();
  }

  @Override
  public Duration untilPossible(Budget budget) {
    Duration longest = Duration.ZERO;
    for (Window window : budget.windows()) {
      if (left(budget, window) <= 0) {
        Instant frees = of(budget).reversed().get(window.limit() - 1).plus(window.length());
        Duration wait = Duration.between(clock.instant(), frees);
        longest = wait.compareTo(longest) > 0 ? wait : longest;
      }
    }
    return longest;
  }

  @Override
  public Optional<Duration> sinceLast(Budget budget) {
    List<Instant> made = of(budget);
    return made.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.between(made.getLast(), clock.instant()));
  }

  @Override
  public Duration pace(Budget budget, Duration interval) {
    return stretch.compareTo(interval) > 0 ? stretch : interval;
  }

  private List<Instant> of(Budget budget) {
    return calls.computeIfAbsent(budget.name(), _ -> new ArrayList<>());
  }
}
