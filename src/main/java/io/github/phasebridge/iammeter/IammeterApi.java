package io.github.phasebridge.iammeter;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The meter cloud's endpoints. Every call is entered in the quota ledger first; every way in which
 * it can fail is an {@link IammeterFailure} of its own kind. A 401 is answered by one new login
 * where user name and password are known, then by one more try (charged like any call). Calls
 * block; they end within 20 s, and at once with an {@link InterruptedException} when the thread is
 * interrupted.
 */
interface IammeterApi {

  /** Returns every meter of the account ({@code user/sitelist}). */
  List<MeterInfo> siteList() throws IammeterFailure, InterruptedException;

  /**
   * Returns a meter's last upload: {@code site/meterdata2}, or {@code site/meterdata} where the
   * configuration leaves out the power factor.
   */
  MeterData meterData(String sn) throws IammeterFailure, InterruptedException;

  /**
   * Returns the last upload of all meters in one call ({@code site/metersdata}, without power
   * factor and local time).
   *
   * @param sns the meters whose budgets the call is charged to
   * @return by serial number in any case; meters that the answer lacks, or whose rows cannot be
   *     read, are absent
   */
  Map<String, MeterData> metersData(List<String> sns) throws IammeterFailure, InterruptedException;

  /** Returns the power analysis; both days null for the last 7 days. */
  PowerAnalysis powerAnalysis(String sn, @Nullable LocalDate from, @Nullable LocalDate to)
      throws IammeterFailure, InterruptedException;

  /**
   * Returns the offline analysis; both days null for the last 7 days.
   *
   * @param longerThan gaps up to this length are left out; whole minutes
   */
  OfflineAnalysis offlineAnalysis(
      String sn, @Nullable LocalDate from, @Nullable LocalDate to, Duration longerThan)
      throws IammeterFailure, InterruptedException;

  /**
   * Returns the past: {@code site/meterdatalist2}, or {@code site/meterdatalist} without the power
   * factor.
   *
   * @param from the first local day of the meter
   * @param to the last local day, inclusive
   * @param interval distance of two rows, whole seconds
   * @return at most 2000 elements, oldest first
   */
  List<MeterData> history(
      String sn, LocalDate from, LocalDate to, Duration interval, boolean powerFactor)
      throws IammeterFailure, InterruptedException;
}
