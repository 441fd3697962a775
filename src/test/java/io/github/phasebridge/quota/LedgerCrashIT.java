package io.github.phasebridge.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.storage.DataDir;
import io.github.phasebridge.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger under {@code kill -9}, between real processes and on a disk that is full. */
class LedgerCrashIT {

  @TempDir Path temp;

  @Test
  void fiftyKilledProcessesMakeNoMoreThanTheAllowedCalls() throws Exception {
    Random random = new Random(4);
    int limit = 350;
    int granted = 0;
    for (int run = 0; run < 50; run++) {
      int step = run % 2 == 0 ? 0 : 1_000;
      try (ChildJvm child = ChildJvm.start(LedgerClient.class, temp, limit, 1_000, step)) {
        granted += read(child, 1 + random.nextInt(20));
        child.kill();
        granted += count(child.readLines(), "granted");
      }
      assertThat(granted).as("after run %d", run).isLessThanOrEqualTo(entries());
      assertThat(entries()).isLessThanOrEqualTo(limit);
    }
    assertThat(entries()).isEqualTo(limit);
    assertThat(left(limit)).isZero();
  }

  @Test
  void twoProcessesAtOnceShareOneBudget() throws Exception {
    int limit = 200;
    try (ChildJvm one = ChildJvm.start(LedgerClient.class, temp, limit, 1, 0);
        ChildJvm other = ChildJvm.start(LedgerClient.class, temp, limit, 1, 0)) {
      long ofOne = count(one.readLines(), "granted");
      long ofOther = count(other.readLines(), "granted");

      assertThat(ofOne + ofOther).isEqualTo(limit);
      assertThat(entries()).isEqualTo(limit);
      assertThat(left(limit)).isZero();
    }
  }

  @Test
  void onAFullDiskCallsCountInMemoryAndTheNextProcessKnowsThatItCannotKnow() throws Exception {
    List<String> oneKibibyteForEachFile = List.of("bash", "-c", "ulimit -f 1; exec \"$@\"", "bash");
    List<String> said;
    try (ChildJvm child =
        ChildJvm.start(oneKibibyteForEachFile, LedgerClient.class, temp, 200, 3, 0)) {
      said = child.readLines();
    }

    assertThat(count(said, "granted")).isEqualTo(200);
    assertThat(count(said, "denied b: 200 of 200 calls")).isEqualTo(3);
    assertThat(entries()).isPositive().isLessThan(200);
    assertThat(left(200)).isZero();
  }

  private static int read(ChildJvm child, int decisions) {
    int granted = 0;
    for (int read = 0; read < decisions; ) {
      String line = child.readLine();
      assertThat(line).as("the child's next line").isNotNull();
      if (line.startsWith("granted")) {
        granted++;
      }
      if (line.startsWith("granted") || line.startsWith("denied")) {
        read++;
      }
    }
    return granted;
  }

  private static int count(List<String> lines, String start) {
    return (int) lines.stream().filter(line -> line.startsWith(start)).count();
  }

  private int entries() throws Exception {
    String text = Files.readString(temp.resolve("ledger"));
    return (int) text.lines().limit(text.chars().filter(c -> c == '\n').count()).count() - 1;
  }

  private int left(int limit) {
    Budget budget = LedgerClient.budget(limit);
    QuotaLedger ledger =
        QuotaLedger.open(DataDir.open(temp), InstantSource.system(), System::nanoTime);
    return ledger.left(budget, budget.windows().getFirst());
  }
}
