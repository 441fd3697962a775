package io.github.phasebridge.thingboot;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cloud's time: ours, corrected by what the cloud itself said when it refused our time (5003).
 * Safe for use by several threads.
 */
final class ServerClock {

  private final InstantSource clock;
  private volatile Duration correction = Duration.ZERO;

  ServerClock(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns the Unix time in seconds to sign with. */
  long seconds() {
    return clock.instant().plus(correction).getEpochSecond();
  }

  /**
   * Takes over the time in an answer's header {@code Date}.
   *
   * @return how far our clock is behind the cloud's (negative: ahead); empty if the header is
   *     missing or says nothing
   */
  Optional<Duration> learn(@Nullable String date) {
    if (date == null) {
      return Optional.empty();
    }
    try {
      Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration difference = Duration.between(clock.instant(), theirs);
      correction = difference;
      return Optional.of(difference);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
