package io.github.phasebridge.quota;

import static io.github.phasebridge.quota.LedgerLab.DAY;
import static io.github.phasebridge.quota.LedgerLab.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, no window ever holds more than its limit. */
class LedgerPropertyTest {

  private static final List<Budget> BUDGETS =
      List.of(
          new Budget("meter", List.of(new Window(12, HOUR), new Window(60, DAY))),
          new Budget("login", List.of(new Window(5, HOUR), new Window(30, DAY))),
          new Budget("single", List.of(new Window(1, Duration.ofMinutes(5)))));

  @TempDir Path temp;
  private final Map<Budget, List<Long>> granted = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void noWindowEverHoldsMoreThanItsLimit(long seed) throws Exception {
    Random random = new Random(seed);
    LedgerLab lab = new LedgerLab(temp);
    List<QuotaLedger> processes = new ArrayList<>(List.of(lab.open(), lab.open()));
    for (int step = 0; step < 400; step++) {
      int one = random.nextInt(processes.size());
      switch (random.nextInt(12)) {
        case 0 -> {
          lab.time.jump(anyJump(random));
          // A jump that nobody sees before the processes end cannot be told from time that passes.
          processes.get(one).sinceLast(BUDGETS.getFirst());
        }
        case 1 -> {
          tear(lab.file, random);
          processes.set(one, lab.open());
        }
        case 2 -> {
          lab.time.jump(anyJump(random).abs().negated());
          processes.set(one, lab.open());
        }
        case 3, 4, 5 -> lab.time.advance(Duration.ofSeconds(random.nextInt(1, 4_000)));
        default -> call(lab, processes.get(one), random);
      }
    }
    assertThat(granted).hasSize(BUDGETS.size());
    granted.forEach(LedgerPropertyTest::assertKept);
  }

  private void call(LedgerLab lab, QuotaLedger ledger, Random random) {
    List<Budget> budgets =
        BUDGETS.stream()
            .filter(budget -> random.nextInt(3) > 0 || budget.name().equals("meter"))
            .toList();
    Decision decision = ledger.reserve(budgets);
    if (decision instanceof Decision.Denied denied) {
      assertThat(denied.retryAfter()).isPositive().isLessThanOrEqualTo(longest(budgets));
      if (random.nextInt(4) > 0) {
        return;
      }
      lab.time.advance(denied.retryAfter());
      assertThat(ledger.reserve(budgets)).isInstanceOf(Decision.Granted.class);
    }
    budgets.forEach(
        budget -> granted.computeIfAbsent(budget, _ -> new ArrayList<>()).add(lab.time.nanoTime()));
  }

  private static void assertKept(Budget budget, List<Long> calls) {
    for (Window window : budget.windows()) {
      for (long last : calls) {
        long first = last - window.length().toNanos();
        assertThat(calls.stream().filter(call -> call > first && call <= last).count())
            .as("%s in %s up to %s", budget.name(), window, Duration.ofNanos(last))
            .isLessThanOrEqualTo(window.limit());
      }
    }
  }

  private static Duration longest(List<Budget> budgets) {
    return budgets.stream()
        .flatMap(budget -> budget.windows().stream())
        .map(Window::length)
        .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  private static Duration anyJump(Random random) {
    Duration jump = Duration.ofSeconds(random.nextLong(1, random.nextBoolean() ? 600 : 400_000));
    return random.nextBoolean() ? jump : jump.negated();
  }

  private static void tear(Path file, Random random) throws IOException {
    String line = "77 1795248000000 meter";
    Files.writeString(
        file, line.substring(0, random.nextInt(line.length())), StandardOpenOption.APPEND);
  }
}
