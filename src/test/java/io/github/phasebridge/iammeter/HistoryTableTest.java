package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.iammeter.HistoryTable.Piece;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTableTest {

  private static final LocalDate DAY = LocalDate.parse("2023-09-01");
  private static final HistoryChunk CHUNK = new HistoryChunk(DAY, DAY);
  private static final HistoryMark START = HistoryMark.start(DAY);

  private static Row row(String power) {
    return new Row(new BigDecimal("235.2"), null, new BigDecimal(power), null, null, null, null);
  }

  private static MeterData upload(@Nullable String utc, @Nullable String local, Row... rows) {
    return new MeterData(
        List.of(rows),
        utc == null ? null : Instant.parse(utc),
        local == null ? null : LocalDateTime.parse(local));
  }

  private static Piece csv(HistoryMark mark, MeterData... answer) {
    return new HistoryTable(HistoryFormat.CSV, false).append(mark, CHUNK, List.of(answer));
  }

  @Test
  void phasesAreNamedLikeTheirEntities() {
    Piece piece =
        csv(START, upload("2023-08-31T16:00:22Z", null, row("4"), row("5"), row("6"), row("15")));

    assertThat(piece.text())
        .isEqualTo(
            """
            local_time,utc_time,\
            voltage_a,current_a,power_a,import_energy_a,export_energy_a,\
            voltage_b,current_b,power_b,import_energy_b,export_energy_b,\
            voltage_c,current_c,power_c,import_energy_c,export_energy_c,\
            voltage_net,current_net,power_net,import_energy_net,export_energy_net
            ,2023-08-31T16:00:22Z,235.2,,4,,,235.2,,5,,,235.2,,6,,,235.2,,15,,
            """);
  }

  @Test
  void jsonLinesHoldNumbersAndNull() {
    Piece piece =
        new HistoryTable(HistoryFormat.JSONL, true)
            .append(
                START,
                CHUNK,
                List.of(upload("2023-08-31T16:00:22Z", "2023-09-01T00:00:22", row("1E+3"))));

    assertThat(piece.text())
        .isEqualTo(
            """
            {"local_time":"2023-09-01T00:00:22","utc_time":"2023-08-31T16:00:22Z",\
            "voltage":235.2,"current":null,"power":1000,"power_factor":null,\
            "import_energy":null,"export_energy":null}
            """);
  }

  @Test
  void uploadsAreSortedByTimeAlsoWhereTheLocalClockGoesBack() {
    Piece piece =
        csv(
            START,
            upload("2023-09-01T01:30:00Z", "2023-09-01T02:30:00", row("3")),
            upload("2023-09-01T00:30:00Z", "2023-09-01T02:30:00", row("2")),
            upload("2023-08-31T23:30:00Z", "2023-09-01T01:30:00", row("1")));

    assertThat(powers(piece)).containsExactly("1", "2", "3");
  }

  @Test
  void anUploadWithOnlyTheLocalTimeFindsItsPlace() {
    Piece piece =
        csv(
            START,
            upload("2023-08-31T16:00:00Z", "2023-09-01T00:00:00", row("1")),
            upload("2023-08-31T18:00:00Z", "2023-09-01T02:00:00", row("3")),
            upload(null, "2023-09-01T01:00:00", row("2")));

    assertThat(powers(piece)).containsExactly("1", "2", "3");
  }

  @Test
  void whatTheLastCallBroughtAlreadyIsLeftOut() {
    MeterData border = upload("2023-09-01T00:00:00Z", null, row("1"));
    Piece first = csv(START, border, border);
    Piece second = csv(first.mark(), border, upload("2023-09-01T00:01:00Z", null, row("2")));

    assertThat(powers(first)).containsExactly("1");
    assertThat(second.text()).isEqualTo(",2023-09-01T00:01:00Z,235.2,,2,,\n");
    assertThat(second.mark().rows()).isEqualTo(2);
    assertThat(second.mark().next()).isEqualTo(DAY.plusDays(1));
  }

  @Test
  void uploadsWithoutATimeOrOfOtherDaysAreLeftOutAndSaid() {
    Piece piece =
        csv(
            START,
            upload(null, null, row("1")),
            upload("2033-09-01T00:00:00Z", null, row("2")),
            upload("2023-09-01T00:00:00Z", null, row("3")));

    assertThat(powers(piece)).containsExactly("3");
    assertThat(piece.notes()).singleElement().asString().contains("2 rows without a time");
  }

  @Test
  void valuesThatAppearLaterAreSaidOnce() {
    HistoryTable table = new HistoryTable(HistoryFormat.CSV, false);
    HistoryMark mark =
        table.append(START, CHUNK, List.of(upload("2023-09-01T00:00:00Z", null, row("1")))).mark();
    List<MeterData> wider =
        List.of(upload("2023-09-01T00:01:00Z", null, row("1"), row("2"), row("3")));

    assertThat(table.append(mark, CHUNK, wider).notes())
        .singleElement()
        .asString()
        .contains("From 2023-09-01 on the meter sends more values");
    assertThat(table.append(mark, CHUNK, wider).notes()).isEmpty();
  }

  @Test
  void anAnswerAsLongAsTheVendorsLimitIsSaid() {
    MeterData upload = upload("2023-09-01T00:00:00Z", null, row("1"));

    assertThat(csv(START, Collections.nCopies(2000, upload).toArray(MeterData[]::new)).notes())
        .singleElement()
        .asString()
        .contains("2000 rows");
  }

  @ParameterizedTest
  @CsvSource({
    "60, 30, 30", // one day: 1440 rows, 1500 when the clocks go back
    "300, 30, 5", // six days: 1728 rows
    "300, 6, 1",
    "346, 8, 2", // eight days are 1998 rows, but not when the clocks go back
    "86400, 31, 1"
  })
  void daysAreSplitByTheVendorsLimit(int seconds, int days, int calls) {
    List<HistoryChunk> chunks =
        HistoryChunk.split(DAY, DAY.plusDays(days - 1L), Duration.ofSeconds(seconds));

    assertThat(chunks).hasSize(calls);
    assertThat(chunks.getFirst().from()).isEqualTo(DAY);
    assertThat(chunks.getLast().to()).isEqualTo(DAY.plusDays(days - 1L));
    for (int i = 1; i < chunks.size(); i++) {
      assertThat(chunks.get(i).from()).isEqualTo(chunks.get(i - 1).to().plusDays(1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT10S, 10 s",
    "PT4M10S, 4 min 10 s",
    "PT1H, 1 h",
    "PT15H6M14S, 15 h 6 min",
    "PT90.5S, 1 min 30.5 s"
  })
  void spansReadLikeText(Duration span, String text) {
    assertThat(HistorySpan.text(span)).isEqualTo(text);
  }

  private static List<String> powers(Piece piece) {
    return piece.text().lines().skip(1).map(line -> line.split(",", -1)[4]).toList();
  }
}
