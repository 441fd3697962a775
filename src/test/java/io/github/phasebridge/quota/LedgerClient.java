package io.github.phasebridge.quota;

import io.github.phasebridge.storage.DataDir;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Calls as often as it may and says each decision. Arguments: the directory, the limit of a day,
 * how many refusals it takes before it ends, and how far its clock goes ahead with every look at
 * it, in milliseconds.
 */
final class LedgerClient {

  private LedgerClient() {}

  /** Runs until refused often enough or killed. */
  public static void main(String[] arguments) {
    Budget budget = budget(Integer.parseInt(arguments[1]));
    int patience = Integer.parseInt(arguments[2]);
    InstantSource clock = new HastyClock(Duration.ofMillis(Long.parseLong(arguments[3])));
    QuotaLedger ledger =
        QuotaLedger.open(DataDir.open(Path.of(arguments[0])), clock, System::nanoTime);
    while (patience > 0) {
      switch (ledger.reserve(List.of(budget))) {
        case Decision.Granted _ -> System.out.println("granted");
        case Decision.Denied denied -> {
          System.out.println("denied " + denied.reason());
          patience--;
        }
      }
    }
  }

  /** Returns the budget that is used. */
  static Budget budget(int limit) {
    return new Budget("b", List.of(new Window(limit, Duration.ofDays(1))));
  }

  /** Makes the ledger write its file anew all the time. */
  private static final class HastyClock implements InstantSource {
    private final Duration step;
    private Duration ahead = Duration.ZERO;

    private HastyClock(Duration step) {
      this.step = step;
    }

    @Override
    public Instant instant() {
      ahead = ahead.plus(step);
      return InstantSource.system().instant().plus(ahead);
    }
  }
}
