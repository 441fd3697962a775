package io.github.phasebridge.thingboot;

import io.github.phasebridge.http.ClockWatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The cloud's time: ours, corrected by what the cloud itself said when it refused our time (5003).
 * Safe for use by several threads.
 */
final class ServerClock {

  /** Nobody calls a clock wrong that differs by less. */
  private static final Duration AGREES = Duration.ofSeconds(5);

  private final InstantSource clock;
  private volatile Duration correction = Duration.ZERO;

  ServerClock(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns the Unix time in seconds to sign with. */
  long seconds() {
    return clock.instant().plus(correction).getEpochSecond();
  }

  /** Returns what is added to our time. */
  Duration correction() {
    return correction;
  }

  /** Uses another correction from now on. */
  void correct(Duration newCorrection) {
    correction = newCorrection;
  }

  /** Returns how far our clock is behind the cloud's; negative if it is ahead. */
  Duration behind(Instant theirs) {
    return Duration.between(clock.instant(), theirs);
  }

  /** Returns whether nobody would call our clock wrong. */
  boolean agrees(Instant theirs) {
    return behind(theirs).abs().compareTo(AGREES) < 0;
  }

  /** Compares both clocks in words, to follow a colon. */
  String comparison(Instant theirs) {
    Duration difference = behind(theirs).abs();
    String both = "it says " + text(clock.instant()) + ", the cloud says " + text(theirs);
    return agrees(theirs)
        ? "this computer's clock agrees with the cloud's (" + both + ")"
        : "this computer's clock is wrong by " + ClockWatch.words(difference) + " (" + both + ")";
  }

  /** Says what our clock shows. */
  String ours() {
    return "this computer's clock says " + text(clock.instant());
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
