package io.github.phasebridge.iammeter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryExportTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
  private static final LocalDate FIRST = LocalDate.parse("2026-11-01");
  private static final Duration HOURLY = Duration.ofHours(1);

  @TempDir private Path dir;
  private final Cloud cloud = new Cloud();
  private final List<Duration> waits = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Gives one row every six hours, from midnight to midnight, both ends included. */
  private static final class Cloud extends ScriptedApi {
    private final List<String> calls = new ArrayList<>();
    private final Deque<@Nullable IammeterFailure> failures = new ArrayDeque<>();
    private boolean silent;

    @Override
    public List<MeterData> history(
        String sn, LocalDate from, LocalDate to, Duration interval, boolean powerFactor)
        throws IammeterFailure {
      calls.add(from + ".." + to);
      IammeterFailure failure = failures.poll();
      if (failure != null && failure.kind() != Kind.IMPLAUSIBLE) {
        throw failure;
      }
      return silent
          ? List.of()
          : Stream.iterate(from.atStartOfDay(), time -> time.plusHours(6))
              .takeWhile(time -> !time.isAfter(to.plusDays(1).atStartOfDay()))
              .map(HistoryExportTest::upload)
              .toList();
    }

    /** Lets this many calls pass before the next failure. */
    private void passes(int calls) {
      for (int i = 0; i < calls; i++) {
        failures.add(new IammeterFailure(Kind.IMPLAUSIBLE, "not thrown"));
      }
    }
  }

  private static MeterData upload(LocalDateTime local) {
    BigDecimal one = BigDecimal.ONE;
    Row row = new Row(new BigDecimal("230.10"), one, one.negate(), one, one, null, null);
    return new MeterData(List.of(row), local.toInstant(ZoneOffset.ofHours(8)), local);
  }

  private static HistoryRequest request(int days, Duration interval, @Nullable Path output) {
    return new HistoryRequest(
        "DA2BED94", FIRST, FIRST.plusDays(days - 1L), interval, true, HistoryFormat.CSV, output);
  }

  private HistoryExport export() {
    return new HistoryExport(cloud, CLOCK, waits::add);
  }

  private void run(HistoryRequest request, boolean terminal)
      throws IOException, InterruptedException {
    export()
        .run(
            request,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            terminal);
  }

  private static IammeterFailure failure(Kind kind) {
    return new IammeterFailure(kind, "The cloud did not answer.");
  }

  @Test
  void rowsOfAllCallsBecomeOneTableWithoutDoubles() throws Exception {
    run(request(2, Duration.ofMinutes(1), null), false);

    assertThat(cloud.calls).containsExactly("2026-11-01..2026-11-01", "2026-11-02..2026-11-02");
    assertThat(out.toString(UTF_8).lines())
        .startsWith(
            "local_time,utc_time,voltage,current,power,power_factor,import_energy,export_energy",
            "2026-11-01T00:00:00,2026-10-31T16:00:00Z,230.10,1,-1,,1,1")
        .hasSize(1 + 9)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo((a, b) -> a.startsWith("l") ? -1 : a.compareTo(b));
  }

  @Test
  void theFileAppearsUnderItsNameOnlyWhenItIsComplete() throws Exception {
    Path file = dir.resolve("november.csv");
    cloud.passes(1);
    cloud.failures.add(failure(Kind.UNAUTHORIZED));

    assertThatThrownBy(() -> run(request(3, Duration.ofMinutes(1), file), false))
        .isInstanceOf(IammeterFailure.class);
    assertThat(file).doesNotExist();
    assertThat(err.toString(UTF_8)).contains("stays in " + file + ".part");

    run(request(3, Duration.ofMinutes(1), file), false);
    assertThat(Files.readAllLines(file)).hasSize(1 + 13).doesNotHaveDuplicates();
    try (Stream<Path> left = Files.list(dir)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void anInterruptedExportGoesOnWhereItWas() throws Exception {
    Path file = dir.resolve("november.csv");
    cloud.passes(2);
    cloud.failures.add(failure(Kind.UNAUTHORIZED));
    assertThatThrownBy(() -> run(request(3, Duration.ofMinutes(1), file), false))
        .isInstanceOf(IammeterFailure.class);
    Files.writeString(
        dir.resolve("november.csv.part"), "2026-11-03T00:0", StandardOpenOption.APPEND);
    cloud.calls.clear();

    run(request(3, Duration.ofMinutes(1), file), false);

    assertThat(cloud.calls).containsExactly("2026-11-03..2026-11-03");
    assertThat(Files.readAllLines(file))
        .hasSize(1 + 13)
        .doesNotHaveDuplicates()
        .allMatch(line -> line.split(",", -1).length == 8);
  }

  @Test
  void aPartOfAnotherExportIsNotTouched() throws Exception {
    Path file = dir.resolve("november.csv");
    cloud.passes(1);
    cloud.failures.add(failure(Kind.UNAUTHORIZED));
    assertThatThrownBy(() -> run(request(3, Duration.ofMinutes(1), file), false))
        .isInstanceOf(IammeterFailure.class);
    cloud.calls.clear();

    long size = Files.size(dir.resolve("november.csv.part"));

    assertThatThrownBy(() -> run(request(3, Duration.ofMinutes(2), file), false))
        .hasMessageContaining("belongs to another export");

    assertThat(cloud.calls).isEmpty();
    assertThat(dir.resolve("november.csv.part")).hasSize(size);
  }

  @Test
  void aDamagedNoteStartsAnew() throws Exception {
    Path file = dir.resolve("november.csv");
    Files.writeString(dir.resolve("november.csv.part"), "local_time\n");
    Files.writeString(dir.resolve("november.csv.part.json"), "{\"version\":1,");

    run(request(1, HOURLY, file), false);

    assertThat(Files.readAllLines(file)).hasSize(1 + 5);
  }

  @Test
  void theRestOfAnExportMayReachBackBeyondTheLimitOfItsBeginning() throws Exception {
    HistoryRequest month =
        new HistoryRequest(
            "DA2BED94",
            LocalDate.parse("2026-10-21"),
            LocalDate.parse("2026-11-01"),
            Duration.ofMinutes(5),
            true,
            HistoryFormat.CSV,
            dir.resolve("month.csv"));
    cloud.passes(1);
    cloud.failures.add(failure(Kind.UNAUTHORIZED));
    assertThatThrownBy(() -> run(month, false)).isInstanceOf(IammeterFailure.class);

    InstantSource nextDay = InstantSource.fixed(Instant.parse("2026-11-22T00:00:00Z"));
    assertThat(new HistoryExport(cloud, nextDay, waits::add).problems(month)).isEmpty();
  }

  @Test
  void theQuotaIsWaitedForAndSaid() throws Exception {
    Duration span = Duration.ofMinutes(4).plusSeconds(10);
    cloud.failures.add(new IammeterFailure(Kind.QUOTA, "None left.", Optional.of(span)));

    run(request(1, HOURLY, null), false);

    assertThat(waits).containsExactly(span);
    assertThat(err.toString(UTF_8))
        .contains("DA2BED94: 0 of 1 calls, 0 rows; waits 4 min 10 s for the vendor's limit");
    assertThat(out.toString(UTF_8).lines()).hasSize(1 + 5);
  }

  @Test
  void onATerminalTheWaitCountsDownInOneLine() throws Exception {
    cloud.failures.add(
        new IammeterFailure(Kind.QUOTA, "None left.", Optional.of(Duration.ofMillis(2500))));

    run(request(1, HOURLY, null), true);

    assertThat(waits)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(500));
    String text = err.toString(UTF_8);
    assertThat(text).contains("waits 3 s", "waits 2 s", "waits 1 s");
    assertThat(text.split("\n")).filteredOn(line -> line.contains("waits")).hasSize(1);
  }

  @Test
  void anInterruptionEndsTheWait() {
    cloud.failures.add(failure(Kind.QUOTA));
    HistoryExport export =
        new HistoryExport(
            cloud,
            CLOCK,
            span -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(
            () ->
                export.run(
                    request(1, HOURLY, dir.resolve("a.csv")),
                    new PrintStream(out, true, UTF_8),
                    new PrintStream(err, true, UTF_8),
                    false))
        .isInstanceOf(InterruptedException.class);
    assertThat(dir.resolve("a.csv")).doesNotExist();
  }

  @Test
  void theFirstCallFailsAtOnce() {
    cloud.failures.add(failure(Kind.TIMEOUT));

    assertThatThrownBy(() -> run(request(1, HOURLY, null), false))
        .isInstanceOf(IammeterFailure.class);
    assertThat(waits).isEmpty();
  }

  @Test
  void anExportThatFetchedNothingLeavesNothing() {
    cloud.failures.add(failure(Kind.UNAUTHORIZED));

    assertThatThrownBy(() -> run(request(1, HOURLY, dir.resolve("a.csv")), false))
        .isInstanceOf(IammeterFailure.class);
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void aLaterFailureIsWaitedOutWithGrowingPatience() {
    cloud.passes(1);
    for (int i = 0; i < 4; i++) {
      cloud.failures.add(failure(Kind.TIMEOUT));
    }

    assertThatThrownBy(() -> run(request(2, Duration.ofMinutes(1), null), false))
        .isInstanceOf(IammeterFailure.class);
    assertThat(waits)
        .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));
  }

  @Test
  void aMeterWithoutUploadsGivesAnEmptyTable() throws Exception {
    cloud.silent = true;

    run(request(1, HOURLY, null), false);

    assertThat(out.toString(UTF_8)).isEqualTo("local_time,utc_time\n");
    assertThat(err.toString(UTF_8)).contains("0 rows of 2026-11-01 to 2026-11-01");
  }

  @Test
  void twoExportsOfOneFileDoNotMeet() throws Exception {
    HistoryRequest request = request(1, HOURLY, dir.resolve("a.csv"));
    try (HistoryPart _ = HistoryPart.open(request, dir.resolve("a.csv"), said -> {})) {
      assertThatThrownBy(() -> run(request, false))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Another process is writing");
    }
  }

  @Test
  void aWrongRequestNamesEverythingThatIsWrong() {
    HistoryRequest wrong =
        new HistoryRequest(
            "DA 2B",
            LocalDate.parse("2026-10-20"),
            LocalDate.parse("2026-11-23"),
            Duration.ofMillis(90_500),
            true,
            HistoryFormat.CSV,
            dir.resolve("absent").resolve("a.csv"));

    assertThat(export().problems(wrong))
        .hasSize(5)
        .anyMatch(p -> p.contains("--sn 'DA 2B'"))
        .anyMatch(p -> p.contains("the first allowed day is 2026-10-21"))
        .anyMatch(p -> p.contains("--to 2026-11-23 lies in the future"))
        .anyMatch(p -> p.contains("--interval 1 min 30.5 s") && p.contains("whole seconds"))
        .anyMatch(p -> p.contains("its directory does not exist"));
    assertThat(out.size()).isZero();
  }

  @Test
  void aRangeBackwardsIsRefused() {
    HistoryRequest backwards =
        new HistoryRequest(
            "DA2BED94", FIRST, FIRST.minusDays(1), HOURLY, true, HistoryFormat.CSV, dir);

    assertThat(export().problems(backwards))
        .containsExactly(
            "--from 2026-11-01 is after --to 2026-10-31.", "--output " + dir + " is a directory.");
  }
}
