package io.github.phasebridge.cli;

import io.github.phasebridge.iammeter.IammeterFailure;
import io.github.phasebridge.iammeter.MeterOverview;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Meters as aligned columns. */
final class MeterTable {

  private static final List<String> HEADER =
      List.of("NAME", "SERIAL", "MODEL", "PHASES", "LAST UPLOAD", "CALLS LEFT", "DEVICE");

  private MeterTable() {}

  /** Prints the meters, or a sentence if there is none. */
  static void print(List<MeterOverview.Line> meters, PrintStream out) {
    if (meters.isEmpty()) {
      out.println("The account has no meter, and the configuration lists none.");
      return;
    }
    TextTable.print(HEADER, meters.stream().map(MeterTable::row).toList(), out);
    for (MeterOverview.Line meter : meters) {
      if (meter.problem() != null) {
        out.println(meter.name() + ": " + meter.problem());
      }
    }
  }

  /**
   * Returns whether a failure means only that the list of meters was not asked for again, because
   * our own quota is used up, while the one on disk serves.
   */
  static boolean isOnlyWait(IammeterFailure failure, MeterOverview overview) {
    return failure.kind() == IammeterFailure.Kind.QUOTA && overview.knowsAccount();
  }

  /** Says why the list of meters was not asked for again. */
  static String notTried(IammeterFailure quota) {
    return "IAMMETER: not tried: " + quota.getMessage() + "; the list below is from disk";
  }

  private static List<String> row(MeterOverview.Line meter) {
    return List.of(
        meter.name(),
        meter.sn(),
        text(meter.model()),
        text(meter.phases()),
        text(meter.lastUpload()),
        meter.leftInHour() + " in the hour, " + meter.leftInDay() + " in the day",
        meter.device());
  }

  private static String text(@Nullable String value) {
    return value == null ? "unknown" : value;
  }

  private static String text(@Nullable Instant value) {
    return value == null ? "unknown" : value.toString();
  }
}
