package io.github.phasebridge.iammeter;

import io.github.phasebridge.quota.Budget;
import io.github.phasebridge.quota.Window;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The vendor's limits as budgets of the quota ledger, and our own policy below them. Documented:
 * login 5 an hour and 30 a day per IP address; meter data 12 an hour and 288 a day per serial
 * number; analyses 5 a day per serial number; {@code metersdata} one per 5 minutes. By assumption:
 * history 12 an hour per serial number, {@code sitelist} 12 an hour and 96 a day.
 *
 * @param lapse how much faster than real time the limits run: 1 for the real cloud; the demo's
 *     simulated cloud lives faster
 */
public record IammeterLimits(int lapse) {

  /**
   * The vendor counts when calls arrive, we count when they leave: a slow call and a fast one
   * exactly one window later could be one too many for the vendor.
   */
  private static final Duration TRAVEL = Duration.ofSeconds(10);

  private static final Duration HOUR = Duration.ofHours(1).plus(TRAVEL);
  private static final Duration DAY = Duration.ofDays(1).plus(TRAVEL);

  /** The limits of the real cloud. */
  public static final IammeterLimits REAL = new IammeterLimits(1);

  /** Refuses a lapse below 1. */
  public IammeterLimits {
    if (lapse < 1) {
      throw new IllegalArgumentException("lapse " + lapse);
    }
  }

  /** Returns a span of real time as it passes under these limits. */
  public Duration lapsed(Duration real) {
    return real.dividedBy(lapse);
  }

  /** Returns the hourly window of meter data, from which {@code calls_left} is told. */
  public Window meterDataHour() {
    return new Window(12, lapsed(HOUR));
  }

  /** Returns the daily window of meter data. */
  public Window meterDataDay() {
    return new Window(288, lapsed(DAY));
  }

  /** Returns the budget of {@code meterdata} and {@code meterdata2}, counted together. */
  public Budget meterData(String sn) {
    return new Budget(name("meterdata", sn), List.of(meterDataHour(), meterDataDay()));
  }

  /** Returns the budget of {@code metersdata}: of the whole account. */
  public Budget metersData() {
    return new Budget(
        "iammeter/metersdata", List.of(new Window(1, lapsed(Duration.ofMinutes(5).plus(TRAVEL)))));
  }

  /** Returns the budget of {@code user/login}. */
  public Budget login() {
    return new Budget(
        "iammeter/login", List.of(new Window(5, lapsed(HOUR)), new Window(30, lapsed(DAY))));
  }

  /**
   * Returns our own policy for logins of one account, below the vendor's: 1 an hour and 5 a day. It
   * holds as long as logins succeed; after one that failed only {@link #login()} limits the next,
   * so that a corrected password works at once.
   *
   * @param account names the account without telling it
   */
  public Budget ownLogins(String account) {
    return new Budget(
        name("login", account), List.of(new Window(1, lapsed(HOUR)), new Window(5, lapsed(DAY))));
  }

  /** Returns the budget of {@code user/sitelist}. */
  public Budget siteList() {
    return new Budget(
        "iammeter/sitelist", List.of(new Window(12, lapsed(HOUR)), new Window(96, lapsed(DAY))));
  }

  /** Returns the budget of the power analysis. */
  public Budget powerAnalysis(String sn) {
    return new Budget(name("poweranalysis", sn), List.of(new Window(5, lapsed(DAY))));
  }

  /** Returns the budget of the offline analysis. */
  public Budget offlineAnalysis(String sn) {
    return new Budget(name("offlineanalysis", sn), List.of(new Window(5, lapsed(DAY))));
  }

  /** Returns the budget of {@code meterdatalist} and {@code meterdatalist2}, counted together. */
  public Budget history(String sn) {
    return new Budget(name("meterdatalist", sn), List.of(new Window(12, lapsed(HOUR))));
  }

  private static String name(String endpoint, String sn) {
    return "iammeter/" + endpoint + "/" + sn.toUpperCase(Locale.ROOT).replaceAll("[^!-~]", "_");
  }
}
