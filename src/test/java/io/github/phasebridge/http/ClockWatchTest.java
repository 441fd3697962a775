package io.github.phasebridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.Notice;
import io.github.phasebridge.testing.FakeTime;
import io.github.phasebridge.testing.LogLines;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-21T10:00:00Z"));
  private final ClockWatch watch = new ClockWatch(time);

  @Test
  void threeAnswersInARowMakeTheClockWrong() {
    try (LogLines log = new LogLines(ClockWatch.class)) {
      for (int i = 0; i < 5; i++) {
        assertThat(watch.notices()).hasSize(i < 3 ? 0 : 1);
        answered(Duration.ofHours(8));
      }

      assertThat(log.warnings()).as("it is said once").hasSize(1);
    }
    Notice notice = watch.notices().getFirst();
    assertThat(notice.title()).isEqualTo("This computer's clock is wrong by 8 h");
    assertThat(notice.text())
        .contains("It says 2026-11-21T10:02:00Z, the vendor's cloud says 2026-11-21T18:02:00Z");
    assertThat(notice.severity()).isEqualTo(Notice.Severity.WARNING);
  }

  @Test
  void itEndsWhenTheClockIsSet() {
    for (int i = 0; i < 3; i++) {
      answered(Duration.ofDays(-3));
    }
    assertThat(watch.notices()).hasSize(1);
    time.jump(Duration.ofDays(-3));
    answered(Duration.ofSeconds(-1));

    assertThat(watch.notices()).isEmpty();
  }

  @Test
  void aSlowAnswerOrASingleOddDateMeansNothing() {
    for (int i = 0; i < 10; i++) {
      answered(Duration.ofSeconds(119));
      answered(Duration.ofHours(1));
      answered(Duration.ofHours(1));
      answered(Duration.ofHours(-1));
    }

    assertThat(watch.notices()).isEmpty();
  }

  @Test
  void aTimeThatIsRefusedIsWrongAtOnce() {
    watch.refused(time.instant().plus(Duration.ofMinutes(10)));
    assertThat(watch.notices())
        .extracting(Notice::title)
        .containsExactly("This computer's clock is wrong by 10 min");
    watch.refused(time.instant().plusSeconds(3));
    assertThat(watch.notices()).isEmpty();
  }

  private void answered(Duration difference) {
    watch.dated(time.instant().plus(difference));
    time.advance(Duration.ofMinutes(1));
  }
}
