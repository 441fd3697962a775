package io.github.phasebridge.quota;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the ages of the calls in the file at one moment. The wall clock is only asked about calls
 * that this process does not know yet. Where several ages are possible, the youngest counts.
 *
 * <p>A process that begins and finds the last call ahead of its clock knows that the clock is
 * behind by that much at least, as after a start without a battery for it. The last call counts as
 * made now, and the others keep their distance from it.
 */
final class Ages {

  private static final Duration EVER = Duration.ofSeconds(Long.MAX_VALUE);

  private final Moment now;
  private final Duration unwatched;
  private final boolean clockWasSet;
  private final Duration behind;

  private Ages(Moment now, Duration unwatched, boolean clockWasSet, Duration behind) {
    this.now = now;
    this.unwatched = unwatched;
    this.clockWasSet = clockWasSet;
    this.behind = behind;
  }

  /**
   * Looks for signs that the wall clock was set since this process read the file last: the two
   * clocks disagree on how long that is, or another process has corrected stamps.
   *
   * @param known the calls that this process knew before, by number
   * @param lastRead null if this process reads the file for the first time
   */
  static Ages of(
      LedgerFile.Content content, Map<Long, Call> known, @Nullable Moment lastRead, Moment now) {
    if (lastRead == null) {
      return new Ages(now, EVER, false, behind(content, now));
    }
    Duration unwatched = Duration.ofNanos(now.nanos() - lastRead.nanos());
    boolean clockWasSet =
        Moment.differ(Duration.between(lastRead.wall(), now.wall()), unwatched)
            || content.lines().stream()
                .anyMatch(line -> wasCorrected(line, known.get(line.number())));
    return new Ages(now, unwatched, clockWasSet, Duration.ZERO);
  }

  /** Tells by how much the clock is behind at least: the last call cannot lie ahead of now. */
  private static Duration behind(LedgerFile.Content content, Moment now) {
    return content.lines().reversed().stream()
        .filter(LedgerFile.Line::readable)
        .findFirst()
        .map(last -> now.since(last.stampMillis()).negated())
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  /**
   * Returns the age of a call.
   *
   * @param before what this process knew of it; null if nothing
   * @param following the age of the call after it, zero if it is the last: an unreadable line may
   *     be as young as that
   */
  Duration of(LedgerFile.Line line, @Nullable Call before, Duration following) {
    if (before == null) {
      return line.readable() ? ofNew(told(line)) : youngest(following, unwatched);
    }
    if (!line.readable() || line.stampMillis() == before.stampMillis()) {
      return before.age(now);
    }
    return youngest(before.age(now), told(line));
  }

  /**
   * A call that another process made while this one did not look cannot be older than that. If its
   * stamp says so, or if the clock was set in the meantime, it may have been made just now.
   */
  private Duration ofNew(Duration told) {
    boolean impossible = told.compareTo(unwatched) > 0 && Moment.differ(told, unwatched);
    return clockWasSet || impossible ? Duration.ZERO : youngest(told, unwatched);
  }

  /** Calls that no window can hold need not be told apart. */
  private Duration told(LedgerFile.Line line) {
    Duration told = now.since(line.stampMillis()).plus(behind);
    return told.isNegative() ? Duration.ZERO : youngest(told, Window.LONGEST);
  }

  private static boolean wasCorrected(LedgerFile.Line line, @Nullable Call before) {
    return before != null
        && line.readable()
        && Moment.differ(
            Duration.ofMillis(line.stampMillis()), Duration.ofMillis(before.stampMillis()));
  }

  private static Duration youngest(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
