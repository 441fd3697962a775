package io.github.phasebridge.iammeter;

import jakarta.inject.Inject;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Prints the vendor's two analyses of a meter: its power, and when it was offline. */
public final class AnalysisReport {

  /** What one analysis covers at most (documented by the vendor). */
  private static final int DAYS = 7;

  private final IammeterApi api;
  private final HistoryDays days;

  /** One of the two calls, as text. */
  @FunctionalInterface
  private interface Half {
    String text() throws IammeterFailure, InterruptedException;
  }

  @Inject
  AnalysisReport(IammeterApi api, InstantSource clock) {
    this.api = api;
    this.days = new HistoryDays(clock);
  }

  /** Returns everything that is wrong with a request, as sentences for the user. */
  public List<String> problems(AnalysisRequest request) {
    List<String> problems = new ArrayList<>(HistoryDays.problems(request.sn()));
    LocalDate from = request.from();
    LocalDate to = request.to();
    if (from != null && to != null) {
      problems.addAll(days.problems(from, to, from));
      if (to.isAfter(from.plusDays(DAYS - 1))) {
        problems.add(
            "--from %s --to %s are more than %d days; the last allowed day is %s."
                .formatted(from, to, DAYS, from.plusDays(DAYS - 1)));
      }
    } else if (from != null || to != null) {
      problems.add(
          "Give both --from and --to, or none of them for the last %d days.".formatted(DAYS));
    }
    problems.addAll(HistoryDays.problems(request.interval(), Duration.ofMinutes(1)));
    return problems;
  }

  /**
   * Makes one call for each analysis and prints both. What fails does not hide the other.
   *
   * @param request one without problems
   * @param out takes the report
   * @param err takes the sentences about what failed
   * @return whether both analyses came
   */
  public boolean print(AnalysisRequest request, PrintStream out, PrintStream err)
      throws InterruptedException {
    List<String> problems = problems(request);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", problems));
    }
    boolean power =
        print(
            () ->
                AnalysisText.power(
                    request.sn(), api.powerAnalysis(request.sn(), request.from(), request.to())),
            "The power analysis",
            out,
            err);
    out.println();
    boolean offline =
        print(
            () ->
                AnalysisText.offline(
                    request.sn(),
                    api.offlineAnalysis(
                        request.sn(), request.from(), request.to(), request.interval()),
                    request.interval()),
            "The offline analysis",
            out,
            err);
    return power && offline;
  }

  private static boolean print(Half half, String name, PrintStream out, PrintStream err)
      throws InterruptedException {
    try {
      out.print(half.text());
      return true;
    } catch (IammeterFailure e) {
      err.println("%s is missing: %s".formatted(name, e.getMessage()));
      return false;
    } finally {
      out.flush();
    }
  }
}
