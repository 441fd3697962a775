package io.github.phasebridge.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The energy counters of a relay, in kWh: of each hour and day, since the statistics were cleared,
 * and since power-on. Not safe for use by several threads; its relay guards it.
 */
final class EnergyCounters {

  private static final int DAYS = 3;
  private static final int HOURS = 6;
  private static final double JOULES_PER_KILOWATT_HOUR = 3_600_000;

  private final ZoneOffset zone;
  private final Map<LocalDateTime, Double> hours = new HashMap<>();
  private final Map<LocalDate, Double> days = new HashMap<>();
  private double amount;
  private double total;

  /**
   * Counters of a relay that has run for some days.
   *
   * @param noise gives what it used
   */
  EnergyCounters(ZoneOffset zone, Instant now, Noise noise) {
    this.zone = zone;
    LocalDateTime hour = hourOf(now);
    for (int i = 0; i <= HOURS; i++) {
      hours.put(hour.minusHours(i), 0.02 + 0.2 * noise.at(i));
    }
    for (int i = 1; i <= DAYS; i++) {
      days.put(hour.toLocalDate().minusDays(i), 1 + 2 * noise.at(100 + i));
    }
    double today =
        hours.entrySet().stream()
            .filter(entry -> entry.getKey().toLocalDate().equals(hour.toLocalDate()))
            .mapToDouble(Map.Entry::getValue)
            .sum();
    days.put(hour.toLocalDate(), today);
    amount = 120 + 200 * noise.at(200);
    total = 8 + 10 * noise.at(201);
  }

  /** Counts a power over a span. */
  void add(Instant from, Instant to, double watts) {
    Instant at = from;
    while (at.isBefore(to)) {
      LocalDateTime hour = hourOf(at);
      Instant next = hour.plusHours(1).toInstant(zone);
      Instant end = next.isBefore(to) ? next : to;
      double energy = watts * Duration.between(at, end).toNanos() / 1e9 / JOULES_PER_KILOWATT_HOUR;
      hours.merge(hour, energy, Double::sum);
      days.merge(hour.toLocalDate(), energy, Double::sum);
      amount += energy;
      total += energy;
      at = end;
    }
    LocalDateTime now = hourOf(to);
    hours.keySet().removeIf(hour -> hour.isBefore(now.minusHours(HOURS)));
    days.keySet().removeIf(day -> day.isBefore(now.toLocalDate().minusDays(DAYS)));
  }

  /** Returns the values of one of the documented queries. */
  List<BigDecimal> read(String query, Instant now) {
    LocalDateTime hour = hourOf(now);
    return switch (query) {
      case "today" -> List.of(rounded(days.getOrDefault(hour.toLocalDate(), 0.0)));
      case "amount" -> List.of(rounded(amount));
      case "total" -> List.of(rounded(total));
      case "days" -> {
        List<BigDecimal> values = new ArrayList<>();
        for (int i = 1; i <= DAYS; i++) {
          values.add(rounded(days.getOrDefault(hour.toLocalDate().minusDays(i), 0.0)));
        }
        yield values;
      }
      case "hours" -> {
        List<BigDecimal> values = new ArrayList<>();
        for (int i = 1; i <= HOURS; i++) {
          values.add(rounded(hours.getOrDefault(hour.minusHours(i), 0.0)));
        }
        yield values;
      }
      default -> throw new IllegalArgumentException("no query " + query);
    };
  }

  /** Carries out one of the documented clears. */
  void clear(String what, Instant now) {
    boolean all = what.equals("all");
    LocalDate today = hourOf(now).toLocalDate();
    if (all || what.equals("today")) {
      days.remove(today);
    }
    if (all || what.equals("amount")) {
      amount = 0;
    }
    if (all || what.equals("days")) {
      days.keySet().removeIf(day -> !day.equals(today));
    }
    if (all || what.equals("hours")) {
      hours.clear();
    }
    if (all) {
      total = 0;
    }
  }

  /** Starts what counts since power-on anew. */
  void powerOn() {
    total = 0;
  }

  private LocalDateTime hourOf(Instant moment) {
    return LocalDateTime.ofInstant(moment, zone).truncatedTo(ChronoUnit.HOURS);
  }

  private static BigDecimal rounded(double kilowattHours) {
    return BigDecimal.valueOf(kilowattHours).setScale(3, RoundingMode.HALF_UP);
  }
}
