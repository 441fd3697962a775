package io.github.phasebridge.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The vendor's limits as rolling windows. Every call counts, also a refused one. Documented are:
 * login 5 an hour and 30 a day per IP address, {@code meterdata} 12 an hour and 288 a day per
 * serial number, analyses 5 a day per serial number, {@code metersdata} one per 5 minutes. Not
 * documented and so taken strictly: {@code meterdata} and {@code meterdata2} count together, the
 * histories 12 an hour per serial number. Not safe for use by several threads.
 */
final class CallQuotas {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LONGEST = DAY;

  private final TimeLapse time;
  private final Duration grace;
  private final Map<String, Deque<Instant>> calls = new HashMap<>();

  private record Limit(int calls, Duration window) {}

  /**
   * Creates the limits.
   *
   * @param time how much faster the windows pass
   * @param grace by how much a window is shorter than documented, in real time: two calls may reach
   *     the cloud closer together than they were sent
   */
  CallQuotas(TimeLapse time, Duration grace) {
    this.time = time;
    this.grace = grace;
  }

  /**
   * Enters a call.
   *
   * @param sns the serial numbers it counts on
   * @param address of the caller
   * @return a sentence for each limit that is passed; none if the call is allowed
   */
  List<String> enter(IammeterEndpoint endpoint, List<String> sns, String address, Instant now) {
    List<String> passed = new ArrayList<>();
    switch (endpoint) {
      case LOGIN -> enter("login of " + address, now, passed, per(5, HOUR), per(30, DAY));
      case METER_DATA, METER_DATA_2 -> enterMeterData(sns, now, passed);
      case METERS_DATA -> {
        enter("metersdata of the account", now, passed, per(1, Duration.ofMinutes(5)));
        enterMeterData(sns, now, passed);
      }
      case METER_DATA_LIST, METER_DATA_LIST_2 ->
          sns.forEach(sn -> enter("history of " + sn, now, passed, per(12, HOUR)));
      case POWER_ANALYSIS ->
          sns.forEach(sn -> enter("power analysis of " + sn, now, passed, per(5, DAY)));
      case OFFLINE_ANALYSIS ->
          sns.forEach(sn -> enter("offline analysis of " + sn, now, passed, per(5, DAY)));
      case SITE_LIST, UNKNOWN -> {
        // No vendor text limits these.
      }
    }
    return passed;
  }

  private void enterMeterData(List<String> sns, Instant now, List<String> passed) {
    sns.forEach(sn -> enter("meter data of " + sn, now, passed, per(12, HOUR), per(288, DAY)));
  }

  private static Limit per(int calls, Duration window) {
    return new Limit(calls, window);
  }

  private void enter(String what, Instant now, List<String> passed, Limit... limits) {
    Deque<Instant> earlier = calls.computeIfAbsent(what, _ -> new ArrayDeque<>());
    Instant oldest = now.minus(time.real(LONGEST));
    earlier.removeIf(call -> !call.isAfter(oldest));
    earlier.add(now);
    for (Limit limit : limits) {
      Instant begin = now.minus(time.real(limit.window)).plus(grace);
      long within = earlier.stream().filter(call -> call.isAfter(begin)).count();
      if (within > limit.calls) {
        passed.add(
            "%s: call %d within %s, allowed are %d"
                .formatted(what, within, limit.window, limit.calls));
      }
    }
  }
}
