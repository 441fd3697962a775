package io.github.phasebridge.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentLogTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final RecentLog log = new RecentLog();

  @Test
  void theLastLinesAreKeptUnderTheirNumbers() {
    for (int i = 1; i <= RecentLog.MOST_LINES + 5; i++) {
      log.add(NOW, "info", "Subject", "line " + i, "");
    }

    assertThat(log.after(0)).hasSize(RecentLog.MOST_LINES);
    assertThat(log.after(0).getFirst())
        .isEqualTo(new RecentLog.Line(6, NOW, "info", "Subject", "line 6", ""));
    assertThat(log.after(503))
        .extracting(RecentLog.Line::message)
        .containsExactly("line 504", "line 505");
    assertThat(log.after(505)).isEmpty();
  }

  @Test
  void aLongLineIsCut() {
    log.add(NOW, "info", "Subject", "x".repeat(100_000), "y".repeat(100_000));

    assertThat(log.after(0).getFirst().message()).hasSizeLessThan(1010).endsWith("x...");
    assertThat(log.after(0).getFirst().trace()).hasSizeLessThan(3010).endsWith("y...");
  }
}
