package io.github.phasebridge.quota;

import java.time.Duration;
import java.util.List;

/**
 * How a window of a budget is used at one moment.
 *
 * @param ages the ages of the calls in it, the oldest first
 */
record WindowUse(Window window, List<Duration> ages) {

  /** Picks the calls that lie in the window; one as old as it is long is just out of it. */
  static WindowUse of(Window window, List<Duration> allAges) {
    return new WindowUse(
        window, allAges.stream().filter(age -> age.compareTo(window.length()) < 0).toList());
  }

  int left() {
    return Math.max(0, window.limit() - ages.size());
  }

  /** Returns how long it takes until a call is possible; zero if one is now. */
  Duration untilPossible() {
    return ages.size() < window.limit()
        ? Duration.ZERO
        : untilOut(ages.get(ages.size() - window.limit()));
  }

  /** Returns the even distance of what is left until the oldest call is out of the window. */
  Duration pace() {
    if (ages.isEmpty()) {
      return Duration.ZERO;
    }
    return left() == 0 ? untilPossible() : untilOut(ages.getFirst()).dividedBy(left() + 1L);
  }

  /** Says that the window is used up, for the user. */
  String refusal(String budget) {
    String calls =
        window.limit() == 1
            ? "the only call of the last " + Spans.ofWindow(window.length()) + " is used"
            : ages.size()
                + " of "
                + window.limit()
                + " calls of the last "
                + Spans.ofWindow(window.length())
                + " are used";
    return budget + ": " + calls + ", the next is possible in " + Spans.text(untilPossible());
  }

  private Duration untilOut(Duration age) {
    return window.length().minus(age);
  }
}
