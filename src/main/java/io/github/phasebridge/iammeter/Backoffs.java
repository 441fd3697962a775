package io.github.phasebridge.iammeter;

import io.github.phasebridge.quota.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/** The kinds of waits after failures, as they pass under the cloud's limits. */
final class Backoffs {

  private final IammeterLimits limits;
  private final DoubleSupplier random;

  Backoffs(IammeterLimits limits, DoubleSupplier random) {
    this.limits = limits;
    this.random = random;
  }

  /** For a refusal that more calls would only make worse: over the limit, or a wrong login. */
  Backoff refused() {
    return minutes(5, 10, 20, 40, 60);
  }

  /** For a cloud that has trouble of its own. */
  Backoff serverError() {
    return minutes(5, 10, 15);
  }

  /** For the list of meters, which nothing else brings: soon at first. */
  Backoff siteList() {
    return minutes(1, 5, 10, 20, 40, 60);
  }

  private Backoff minutes(Integer... minutes) {
    List<Duration> steps =
        Stream.of(minutes).map(each -> limits.lapsed(Duration.ofMinutes(each))).toList();
    return new Backoff(steps, random);
  }
}
