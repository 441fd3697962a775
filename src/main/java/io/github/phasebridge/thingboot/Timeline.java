package io.github.phasebridge.thingboot;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a relay said something and its state was asked for, so that an answer finds
 * its place between messages: an answer shows what was true when it was asked for or a little
 * later.
 */
final class Timeline {

  /** A message that seems to have been on its way for longer has a clock that jumped. */
  private static final Duration BELIEVABLE_DELAY = Duration.ofMinutes(5);

  /**
   * A moment at which the state was asked for, to be given back with the answer.
   *
   * @param place its place among all that happened
   * @param at when it was, by our clock
   * @param nanos when it was, by the monotonic clock
   */
  record Asked(long place, Instant at, long nanos) {}

  private final Map<String, Long> reported = new HashMap<>();
  private @Nullable Instant lastAnswerAskedAt;
  private long now;
  private long lastSign;

  /** The state is asked for. */
  Asked ask(Instant at, long nanos) {
    return new Asked(++now, at, nanos);
  }

  /** The relay gave a sign of life, with these properties. */
  void reported(Set<String> properties) {
    lastSign = ++now;
    properties.forEach(name -> reported.put(name, now));
  }

  /** An answer came. */
  void answered(Asked asked) {
    lastAnswerAskedAt = asked.at();
  }

  /** Returns whether the relay gave a sign of life after this. */
  boolean signAfter(Asked asked) {
    return lastSign > asked.place();
  }

  /** Returns an answer's properties without those that the relay itself reported since. */
  Map<String, String> notReportedAfter(Asked asked, Map<String, String> answer) {
    Map<String, String> rest = new HashMap<>(answer);
    rest.keySet().removeIf(name -> reported.getOrDefault(name, 0L) > asked.place());
    return rest;
  }

  /**
   * Returns whether a message was history already when the last answer was asked for.
   *
   * @param at when it happened by our clock
   */
  boolean isOlderThanAnswer(PushMessage message, Instant at, Instant receivedAt) {
    Instant sent = message.at();
    if (sent == null || lastAnswerAskedAt == null) {
      return false;
    }
    boolean wholeSeconds = sent.equals(sent.truncatedTo(ChronoUnit.SECONDS));
    Instant latest = wholeSeconds ? at.plusSeconds(1) : at;
    return latest.isBefore(lastAnswerAskedAt) && at.isAfter(receivedAt.minus(BELIEVABLE_DELAY));
  }
}
