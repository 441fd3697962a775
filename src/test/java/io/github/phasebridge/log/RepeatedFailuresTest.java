package io.github.phasebridge.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.phasebridge.testing.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedFailuresTest {

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-21T00:00:00Z"));
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();
  private final Logger log = new LoggerContext().getLogger("test");
  private final RepeatedFailures failures = new RepeatedFailures(log, time::nanoTime);

  @BeforeEach
  void listen() {
    written.start();
    log.addAppender(written);
  }

  @Test
  void aRunIsReportedOnceAndSummedUpAtGrowingDistances() {
    fail("cloud", "timed out", 150, Duration.ofMinutes(1));

    assertThat(lines())
        .containsExactly(
            "WARN cloud: timed out",
            "WARN cloud is still failing, 10 times in the last 10 min: timed out",
            "WARN cloud is still failing, 60 times in the last 60 min: timed out",
            "WARN cloud is still failing, 60 times in the last 60 min: timed out");
  }

  @Test
  void theEndOfARunIsSaid() {
    fail("cloud", "timed out", 8, Duration.ofMinutes(1));
    time.advance(Duration.ofMinutes(29));
    failures.succeeded("cloud");
    failures.succeeded("cloud");

    assertThat(lines())
        .containsExactly(
            "WARN cloud: timed out", "INFO cloud works again after 37 min and 8 failures");
  }

  @Test
  void aSingleFailureHasAnEndToo() {
    failures.failed("cloud", "timed out");
    time.advance(Duration.ofSeconds(20));
    failures.succeeded("cloud");

    assertThat(lines().getLast()).isEqualTo("INFO cloud works again after 20 s and 1 failure");
  }

  @Test
  void aNewRunIsReportedAnew() {
    failures.failed("cloud", "timed out");
    failures.succeeded("cloud");
    failures.failed("cloud", "timed out");

    assertThat(lines()).filteredOn("WARN cloud: timed out"::equals).hasSize(2);
  }

  @Test
  void anotherFailureInTheSameRunIsReportedAtOnce() {
    failures.failed("cloud", "timed out");
    failures.failed("cloud", "login refused");
    failures.failed("cloud", "timed out");
    failures.failed("cloud", "login refused");

    assertThat(lines()).containsExactly("WARN cloud: timed out", "WARN cloud: login refused");
  }

  @Test
  void failuresThatAlwaysDifferDoNotFillTheLog() {
    for (int i = 0; i < 100; i++) {
      failures.failed("cloud", "timed out after " + i + " ms");
    }

    assertThat(lines()).hasSize(5);
  }

  @Test
  void eachSubjectHasItsOwnRun() {
    failures.failed("meter A", "timed out");
    failures.failed("meter B", "timed out");
    failures.succeeded("meter B");

    assertThat(lines())
        .containsExactly(
            "WARN meter A: timed out",
            "WARN meter B: timed out",
            "INFO meter B works again after 0 s and 1 failure");
  }

  @Test
  void aClockThatIsSetChangesNothing() {
    failures.failed("cloud", "timed out");
    time.jump(Duration.ofDays(3));
    failures.failed("cloud", "timed out");

    assertThat(lines()).hasSize(1);
  }

  private void fail(String subject, String failure, int times, Duration distance) {
    for (int i = 0; i < times; i++) {
      failures.failed(subject, failure);
      time.advance(distance);
    }
  }

  private List<String> lines() {
    return written.list.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }
}
