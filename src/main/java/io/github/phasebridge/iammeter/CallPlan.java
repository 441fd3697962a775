package io.github.phasebridge.iammeter;

import io.github.phasebridge.quota.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When to call, so that the vendor's limits hold and what is left is spread. */
final class CallPlan {

  /** Four a day, of the five that the vendor allows: one is left for a person who asks. */
  private static final Duration ANALYSIS_INTERVAL = Duration.ofHours(6);

  private final CallBook book;
  private final IammeterLimits limits;
  private final Duration pollInterval;

  CallPlan(CallBook book, IammeterLimits limits, Duration pollInterval) {
    this.book = book;
    this.limits = limits;
    this.pollInterval = limits.lapsed(pollInterval);
  }

  /**
   * What a meter's budget has left.
   *
   * @param hour calls in the rolling hour
   * @param day calls in the rolling day
   */
  record CallsLeft(int hour, int day) {}

  CallsLeft left(String sn) {
    Budget budget = limits.meterData(sn);
    return new CallsLeft(
        book.left(budget, limits.meterDataHour()), book.left(budget, limits.meterDataDay()));
  }

  /** Returns how long to wait after a call for these meters. */
  Duration pace(List<String> sns, boolean together) {
    Duration longest = pollInterval;
    for (Budget budget : budgets(sns, together)) {
      longest = longer(longest, book.pace(budget, pollInterval));
    }
    return longest;
  }

  /**
   * Returns how long to wait for the call that would be next if the program had never stopped; not
   * before it is possible, since a pace that waits for the limit counts from now.
   */
  Duration untilDue(List<String> sns, boolean together) {
    Duration pace = pace(sns, together);
    Duration wait = Duration.ZERO;
    for (Budget budget : budgets(sns, together)) {
      Duration rest = book.sinceLast(budget).map(pace::minus).orElse(Duration.ZERO);
      wait = longer(wait, longer(rest, book.untilPossible(budget)));
    }
    return wait;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Returns how long to wait until an analysis is due; zero if it is. */
  Duration untilAnalysis(Budget budget) {
    Duration interval = limits.lapsed(ANALYSIS_INTERVAL);
    return book.sinceLast(budget)
        .map(interval::minus)
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  private List<Budget> budgets(List<String> sns, boolean together) {
    List<Budget> budgets = new ArrayList<>();
    sns.forEach(sn -> budgets.add(limits.meterData(sn)));
    if (together) {
      budgets.add(limits.metersData());
    }
    return budgets;
  }
}
