package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeterDataListParserTest {

  private static final Instant LONG_AFTER = Instant.parse("2024-01-01T00:00:00Z");
  private static final LocalDate DAY = LocalDate.parse("2023-09-12");

  @ParameterizedTest
  @CsvSource({
    "2023/9/12 0:00:34, 2023/9/11 14:00:34",
    "2023/9/11 14:00:34, 2023/9/12 0:00:34",
  })
  void theTimeWithinTheAskedDaysIsLocalInEitherOrder(String first, String second) throws Exception {
    MeterData row = parse(flat(first, second), LONG_AFTER).getFirst();

    assertThat(row.localTime()).isEqualTo(LocalDateTime.parse("2023-09-12T00:00:34"));
    assertThat(row.uploadedAt()).isEqualTo(Instant.parse("2023-09-11T14:00:34Z"));
  }

  @Test
  void theRowsOfAnAnswerDecideTogether() throws Exception {
    List<MeterData> rows =
        parse(
            flat("2023/9/11 20:00:00", "2023/9/12 4:00:00")
                + ","
                + flat("2023/9/12 4:00:00", "2023/9/12 12:00:00"),
            LONG_AFTER);

    assertThat(rows)
        .extracting(MeterData::localTime)
        .containsExactly(
            LocalDateTime.parse("2023-09-12T04:00:00"), LocalDateTime.parse("2023-09-12T12:00:00"));
  }

  @Test
  void whereBothLieWithinTheDaysUtcIsNotInTheFuture() throws Exception {
    Instant now = Instant.parse("2023-09-12T03:00:00Z");

    MeterData row = parse(flat("2023/9/12 2:59:00", "2023/9/12 10:59:00"), now).getFirst();

    assertThat(row.uploadedAt()).isEqualTo(Instant.parse("2023-09-12T02:59:00Z"));
    assertThat(row.localTime()).isEqualTo(LocalDateTime.parse("2023-09-12T10:59:00"));
  }

  @Test
  void whereNothingTellsTheOrderTheSamplesAreBelieved() throws Exception {
    MeterData row = parse(flat("2023/9/12 10:59:00", "2023/9/12 2:59:00"), LONG_AFTER).getFirst();

    assertThat(row.localTime()).isEqualTo(LocalDateTime.parse("2023-09-12T10:59:00"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,2,3,4,5] | 1",
        "[1,2,3,4,5,null,null] | 1",
        "[1,2,3,4,5,\"2023/9/12 0:00:34\"] | 1",
        "[1,2,3,4,5,50,0.9] | 1",
        "[1,2,3,4,5,50,0.9,\"2023/9/12 0:00:34\",\"2023/9/11 14:00:34\"] | 1",
        "[\"1,5\",\"2\",\"3\",\"4\",\"5\",\"2023/9/12 0:00:34\",\"unreadable\"] | 1",
        "[1,2,3,4,5,1,2,3,4,5,\"2023/9/12 0:00:34\",\"2023/9/11 14:00:34\"] | 2",
        "[1,2,3,4,5,1,2,3,4,5,1,2,3,4,5,1,2,3,4,5,\"2023/9/12 0:00:34\",\"x\"] | 4",
        "{\"values\":[[1,2,3,4,5]],\"rtcTime\":\"2023/9/12 0:00:34\"} | 1",
      })
  void elementsMayHaveAnyKnownForm(String element, int phases) throws Exception {
    assertThat(parse(element, LONG_AFTER))
        .singleElement()
        .satisfies(data -> assertThat(data.rows()).hasSize(phases));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "7",
        "null",
        "[1,2,3]",
        "[1,2,3,4,5,6,7,8]",
        "[1,2,3,4,5,0.5,1,2,\"2023/9/12 0:00:34\",\"2023/9/11 14:00:34\"]",
        "{\"rtcTime\":\"2023/9/12 0:00:34\"}",
      })
  void anUnreadableElementIsLeftOutWhereOthersCanBeRead(String element) throws Exception {
    String good = flat("2023/9/12 0:00:34", "2023/9/11 14:00:34");

    assertThat(parse(element + "," + good, LONG_AFTER)).hasSize(1);
    assertThatThrownBy(() -> parse(element, LONG_AFTER)).isInstanceOf(IammeterFailure.class);
  }

  @Test
  void anEmptyListIsAnAnswer() throws Exception {
    assertThat(parse("", LONG_AFTER)).isEmpty();
  }

  @Test
  void theOldestComesFirst() throws Exception {
    List<MeterData> rows =
        parse(
            flat("2023/9/12 0:02:00", "2023/9/11 14:02:00")
                + ","
                + flat("2023/9/12 0:01:00", "2023/9/11 14:01:00"),
            LONG_AFTER);

    assertThat(rows)
        .extracting(MeterData::uploadedAt)
        .containsExactly(
            Instant.parse("2023-09-11T14:01:00Z"), Instant.parse("2023-09-11T14:02:00Z"));
  }

  private static String flat(String first, String second) {
    return "[227.73,1.45,172,13121.56,0,\"" + first + "\",\"" + second + "\"]";
  }

  private static List<MeterData> parse(String elements, Instant now) throws IammeterFailure {
    return new MeterDataListParser(RowLayout.BASIC, DAY, DAY, now)
        .parse(CloudHarness.data("{\"data\":[" + elements + "]}"));
  }
}
