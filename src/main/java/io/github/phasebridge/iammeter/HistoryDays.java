package io.github.phasebridge.iammeter;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Which days of the past the vendor gives: the last month. The days are the meter's local ones, and
 * its time zone is not known here, so a day counts as begun as soon as it has begun anywhere.
 */
final class HistoryDays {

  private static final ZoneOffset EARLIEST_ZONE = ZoneOffset.ofHours(14);

  private final InstantSource clock;

  HistoryDays(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns the first day that the vendor still gives. */
  LocalDate first() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusMonths(1);
  }

  /** Returns the last day that has begun. */
  LocalDate last() {
    return LocalDate.ofInstant(clock.instant(), EARLIEST_ZONE);
  }

  /**
   * Returns what is wrong with a range, as sentences for the user.
   *
   * @param needed the first day that must still be asked for, {@code from} or later
   */
  List<String> problems(LocalDate from, LocalDate to, LocalDate needed) {
    List<String> problems = new ArrayList<>();
    if (from.isAfter(to)) {
      problems.add("--from %s is after --to %s.".formatted(from, to));
    }
    if (needed.isBefore(first())) {
      problems.add(
          "--from %s is too early: the vendor keeps one month, the first allowed day is %s."
              .formatted(from, first()));
    }
    if (to.isAfter(last())) {
      problems.add("--to %s lies in the future; the last allowed day is %s.".formatted(to, last()));
    }
    return problems;
  }

  /**
   * Returns what is wrong with an interval, as sentences for the user.
   *
   * @param unit a second or a minute; the interval must be a multiple of it
   */
  static List<String> problems(Duration interval, Duration unit) {
    Duration smallest = Duration.ofMinutes(1);
    Duration largest = Duration.ofDays(1);
    boolean whole = interval.equals(unit.multipliedBy(interval.dividedBy(unit)));
    if (whole && interval.compareTo(smallest) >= 0 && interval.compareTo(largest) <= 0) {
      return List.of();
    }
    return List.of(
        "--interval %s is not allowed: it must be whole %s, from 60 s to 1 d."
            .formatted(HistorySpan.text(interval), unit.equals(smallest) ? "minutes" : "seconds"));
  }

  /** Returns what is wrong with a serial number, as sentences for the user. */
  static List<String> problems(String sn) {
    return sn.matches("[A-Za-z0-9_-]{1,40}")
        ? List.of()
        : List.of("--sn '%s' is no serial number: it has letters and digits only.".formatted(sn));
  }
}
