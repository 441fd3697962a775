package io.github.phasebridge.iammeter;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says a failure when it begins or changes, and when it ends; repetitions are details. */
final class FailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  private final Map<String, Object> failing = new HashMap<>();
  private final Set<String> waiting = new HashSet<>();

  /**
   * Something failed.
   *
   * @param subject what failed, as a user knows it
   * @param kind failures of one kind are one failure that goes on
   * @param sentence what happened and what to do
   */
  void failed(String subject, Object kind, String sentence) {
    if (kind.equals(failing.put(subject, kind))) {
      LOG.debug("{}: {}", subject, sentence);
    } else {
      LOG.warn("{}: {}", subject, sentence);
    }
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
    if (failing.remove(subject) != null) {
      LOG.info("{} works again.", subject);
    }
  }

  /** Says the next wait of everything once more, because a user asked. */
  void sayWaitsAgain() {
    waiting.clear();
  }
}
