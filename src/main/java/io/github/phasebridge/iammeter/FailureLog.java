package io.github.phasebridge.iammeter;

import io.github.phasebridge.log.RepeatedFailures;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says failures and waits once, sums up their repetitions, and says when they end. */
final class FailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  private final RepeatedFailures failures;
  private final Set<String> waiting = new HashSet<>();

  /** Knows of no failure. */
  FailureLog(LongSupplier nanoTime) {
    failures = new RepeatedFailures(LOG, nanoTime);
  }

  /**
   * Something failed.
   *
   * @param subject what failed, as a user knows it
   * @param sentence what happened and what to do
   */
  void failed(String subject, String sentence) {
    failures.failed(subject, sentence);
  }

  /** Something waits for its quota, which is no failure. */
  void waits(String subject, String sentence) {
    if (waiting.add(subject)) {
      LOG.info("{} waits: {}", subject, sentence);
    } else {
      LOG.debug("{} waits: {}", subject, sentence);
    }
  }

  /** Something works, again or still. */
  void works(String subject) {
    waiting.remove(subject);
    failures.succeeded(subject);
  }

  /** Says the next wait of everything once more, because a user asked. */
  void sayWaitsAgain() {
    waiting.clear();
  }
}
