package io.github.phasebridge.iammeter;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A meter cloud that knows nothing; a test overrides the calls that it is about. */
class ScriptedApi implements IammeterApi {

  @Override
  public List<MeterInfo> siteList() throws IammeterFailure, InterruptedException {
    throw unexpected();
  }

  @Override
  public MeterData meterData(String sn) throws IammeterFailure, InterruptedException {
    throw unexpected();
  }

  @Override
  public Map<String, MeterData> metersData(List<String> sns)
      throws IammeterFailure, InterruptedException {
    throw unexpected();
  }

  @Override
  public PowerAnalysis powerAnalysis(String sn, @Nullable LocalDate from, @Nullable LocalDate to)
      throws IammeterFailure, InterruptedException {
    throw unexpected();
  }

  @Override
  public OfflineAnalysis offlineAnalysis(
      String sn, @Nullable LocalDate from, @Nullable LocalDate to, Duration longerThan)
      throws IammeterFailure, InterruptedException {
    throw unexpected();
  }

  @Override
  public List<MeterData> history(
      String sn, LocalDate from, LocalDate to, Duration interval, boolean powerFactor)
      throws IammeterFailure, InterruptedException {
    throw unexpected();
  }

  private static AssertionError unexpected() {
    return new AssertionError("this call was not expected");
  }
}
