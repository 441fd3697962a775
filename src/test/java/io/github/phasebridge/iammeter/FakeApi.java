package io.github.phasebridge.iammeter;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.quota.Budget;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A meter cloud in memory that charges a book, writes down its calls and fails on demand. */
final class FakeApi implements IammeterApi {

  private final InstantSource clock;
  private final Book book;
  private final IammeterLimits limits;

  final List<MeterInfo> account = new ArrayList<>();
  final Map<String, List<Row>> rows = new HashMap<>();
  final Map<String, Instant> frozen = new HashMap<>();
  final Map<String, IammeterFailure> failures = new HashMap<>();

  /** Every call that was sent, such as {@code meterdata DA2BED94}. */
  final List<String> calls = new ArrayList<>();

  boolean timesReadable = true;

  FakeApi(InstantSource clock, Book book, IammeterLimits limits) {
    this.clock = clock;
    this.book = book;
    this.limits = limits;
  }

  /** Where calls are entered before they are made. */
  @FunctionalInterface
  interface Book {
    void charge(List<Budget> budgets) throws IammeterFailure;
  }

  /** Puts a meter into the account. */
  void meter(String sn, String name, Row... its) {
    account.add(new MeterInfo(sn, name, "Home"));
    rows.put(sn, List.of(its));
  }

  /** Lets calls whose text begins like this fail until {@link #heal}. */
  void fail(String call, Kind kind) {
    failures.put(call, new IammeterFailure(kind, "The cloud says " + kind + "."));
  }

  void heal() {
    failures.clear();
  }

  /** Returns how many calls began like this. */
  long count(String call) {
    return calls.stream().filter(made -> made.startsWith(call)).count();
  }

  @Override
  public List<MeterInfo> siteList() throws IammeterFailure {
    call("sitelist", limits.siteList());
    return List.copyOf(account);
  }

  @Override
  public MeterData meterData(String sn) throws IammeterFailure {
    call("meterdata " + sn, limits.meterData(sn));
    return data(sn);
  }

  @Override
  public Map<String, MeterData> metersData(List<String> sns) throws IammeterFailure {
    List<Budget> budgets = new ArrayList<>(sns.stream().map(limits::meterData).toList());
    budgets.add(limits.metersData());
    call("metersdata", budgets.toArray(Budget[]::new));
    Map<String, MeterData> all = new LinkedHashMap<>();
    rows.keySet().forEach(sn -> all.put(sn, data(sn)));
    return all;
  }

  @Override
  public PowerAnalysis powerAnalysis(String sn, @Nullable LocalDate from, @Nullable LocalDate to)
      throws IammeterFailure {
    call("power " + sn, limits.powerAnalysis(sn));
    return new PowerAnalysis(
        "2023-09-01",
        "2023-09-07",
        new BigDecimal("862.6"),
        new BigDecimal("836.9"),
        new BigDecimal("259.0"),
        null);
  }

  @Override
  public OfflineAnalysis offlineAnalysis(
      String sn, @Nullable LocalDate from, @Nullable LocalDate to, Duration longerThan)
      throws IammeterFailure {
    call("offline " + sn, limits.offlineAnalysis(sn));
    List<OfflineAnalysis.Gap> gaps = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      gaps.add(new OfflineAnalysis.Gap("from " + i, "to " + i, BigDecimal.valueOf(i)));
    }
    return new OfflineAnalysis(
        "2023-09-05", "2023-09-11", new BigDecimal(906), new BigDecimal(10080), gaps);
  }

  @Override
  public List<MeterData> history(
      String sn, LocalDate from, LocalDate to, Duration interval, boolean powerFactor) {
    throw new UnsupportedOperationException();
  }

  private void call(String text, Budget... budgets) throws IammeterFailure {
    book.charge(List.of(budgets));
    calls.add(text);
    for (Map.Entry<String, IammeterFailure> failure : failures.entrySet()) {
      if (text.startsWith(failure.getKey())) {
        throw failure.getValue();
      }
    }
  }

  private MeterData data(String sn) {
    Instant upload = frozen.getOrDefault(sn, clock.instant().minusSeconds(12));
    return new MeterData(rows.getOrDefault(sn, List.of()), timesReadable ? upload : null, null);
  }
}
