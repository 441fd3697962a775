package io.github.phasebridge.thingboot;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What we know of the clock that stamps one device's messages: how far it is from ours. The
 * distance of a message is its arrival minus its time: the difference of the clocks, and how long
 * it was under way. The smallest distance is taken for the difference of the clocks, the rest is
 * the message's age.
 *
 * <p>What stands against believing every distance:
 *
 * <ul>
 *   <li>The first message may have waited in a queue. Vendor and bridge normally have the right
 *       time, so before anything else is known the difference is taken to be none, or the 8 hours
 *       of a sender that counts China's time as Unix time. Thus what is old by our own clock is
 *       old.
 *   <li>A time far ahead of all others, before 2020 (a device that starts without the time), or
 *       hours old, comes from a wrong clock rather than from a message that was so long under way:
 *       the vendor sends once and at once. It is ignored, and the message counts as new.
 *   <li>A clock that is really different, or was set, shows that by keeping pace: messages of the
 *       same distance over minutes. Only then its difference is believed, in both directions. A
 *       queue that is emptied does not look so: what lay in it comes faster than it was made. Hence
 *       a clock that was set back by less than the longest way holds events and states back until
 *       three messages over five minutes have shown it, never for ever; any other change holds
 *       nothing back.
 *   <li>If our own clock was wrong for long enough to be believed, and is set right, messages that
 *       look new by it are new at once.
 * </ul>
 */
final class SenderClock {

  /** How far a clock may be off without being called wrong. */
  private static final Duration TOLERANCE = Duration.ofMinutes(2);

  private static final Duration LONGEST_WAY = Duration.ofHours(6);

  /** How much time messages take on their way, more or less. */
  private static final Duration JITTER = Duration.ofSeconds(5);

  private static final Duration PROOF = Duration.ofMinutes(5);
  private static final int PROVING_MESSAGES = 3;

  private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

  /** Clocks that are right: Unix time, and China's time counted as such. */
  private static final List<Duration> RIGHT = List.of(Duration.ZERO, Duration.ofHours(-8));

  private @Nullable Duration offset;
  private @Nullable Run run;

  /** Messages of the same distance, one after another. */
  private record Run(Instant since, int messages, Duration smallest, Duration largest) {}

  /**
   * Looks at a message and learns from it.
   *
   * @param at the sender's time
   * @param receivedAt our time
   * @param elsewhere differences that clocks of the same sender have shown
   * @return the message's age, never negative; empty if its time is not to be believed
   */
  Optional<Duration> age(Instant at, Instant receivedAt, List<Duration> elsewhere) {
    if (at.isBefore(EARLIEST)) {
      return Optional.empty();
    }
    Duration distance = Duration.between(at, receivedAt);
    Duration known = offset;
    if (keepsPace(distance, receivedAt)) {
      offset = proven();
    } else if (known == null || looksNewAgain(distance, known)) {
      expected(distance, elsewhere).ifPresent(difference -> offset = difference);
    } else if (isNear(distance, known)) {
      offset = min(distance, known);
    }
    Duration difference = offset;
    return difference == null
        ? Optional.empty()
        : Optional.of(distance.minus(difference)).filter(SenderClock::isPlausible);
  }

  /** Returns the difference of the clocks as far as known. */
  Optional<Duration> offset() {
    return Optional.ofNullable(offset);
  }

  /** Returns whether a difference is one that right clocks do not have. */
  static boolean isOdd(Duration difference) {
    return RIGHT.stream().noneMatch(right -> isNear(difference, right));
  }

  /** Returns whether a change of the difference is more than the ways of messages explain. */
  static boolean wasSetBack(Duration before, Duration after) {
    return after.minus(before).compareTo(JITTER) > 0;
  }

  private static boolean isPlausible(Duration age) {
    return isWithin(age, Duration.ZERO, LONGEST_WAY);
  }

  /** Adds a message to the run of those with the same distance; returns whether it is proof. */
  private boolean keepsPace(Duration distance, Instant receivedAt) {
    Run before = run;
    Run now = new Run(receivedAt, 1, distance, distance);
    if (before != null && !receivedAt.isBefore(before.since())) {
      Duration smallest = min(before.smallest(), distance);
      Duration largest = max(before.largest(), distance);
      if (largest.minus(smallest).compareTo(JITTER) <= 0) {
        now = new Run(before.since(), before.messages() + 1, smallest, largest);
      }
    }
    run = now;
    return now.messages() >= PROVING_MESSAGES
        && Duration.between(now.since(), receivedAt).compareTo(PROOF) >= 0;
  }

  /** What a message needs on its way is no difference of clocks that are right. */
  private Duration proven() {
    Duration smallest = run == null ? Duration.ZERO : run.smallest();
    return RIGHT.stream()
        .filter(right -> isWithin(smallest.minus(right), Duration.ZERO, JITTER))
        .findFirst()
        .orElse(smallest);
  }

  /** Returns what the difference is likely to be, seen from one message. */
  private static Optional<Duration> expected(Duration distance, List<Duration> elsewhere) {
    return Stream.concat(RIGHT.stream(), elsewhere.stream())
        .filter(other -> isWithin(distance.minus(other), TOLERANCE.negated(), LONGEST_WAY))
        .max(Comparator.naturalOrder())
        .map(other -> min(other, distance));
  }

  /** Returns whether a message looks new to clocks that are right, though these were not. */
  private static boolean looksNewAgain(Duration distance, Duration known) {
    return isOdd(known)
        && RIGHT.stream()
            .anyMatch(right -> isWithin(distance.minus(right), TOLERANCE.negated(), JITTER));
  }

  private static boolean isNear(Duration one, Duration other) {
    return one.minus(other).abs().compareTo(TOLERANCE) <= 0;
  }

  private static boolean isWithin(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
