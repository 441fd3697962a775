package io.github.phasebridge.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.storage.StorageException;
import io.github.phasebridge.testing.MemoryJsonFile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyGuardTest {

  private static final DeviceId METER = new DeviceId("iammeter_da2bed94");
  private static final String KEY = "import_energy_a";
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration POLL = Duration.ofMinutes(5);

  private final MemoryJsonFile file = new MemoryJsonFile();
  private EnergyGuard guard = new EnergyGuard(file);
  private Instant at = START;

  /** Readings 5 minutes apart and what is published for each; "-" is none or unknown. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          the first reading is taken,                      222.53,                        222.53
          growth is passed on,                             100 100.1 100.1 101,           100 100.1 100.1 101
          a missing value is unknown,                      100 - 100.2,                   100 - 100.2
          a negative value is unknown,                     -1 100 -0.1 100.2,             - 100 - 100.2
          half a kWh back is held,                         10 9.5 9.7 10.1,               10 10 10 10.1
          one percent back is held on a large counter,     30000 29700 29990 30001,       30000 30000 30000 30001
          a little step back is held for ever,             10 9.8 9.8 9.8 9.8 9.8,        10 10 10 10 10 10
          zero after a small counter is a little back,     0.5 0 0.1 0.6,                 0.5 0.5 0.5 0.6
          a single zero is not passed on,                  1000 0 1000.1,                 1000 1000 1000.1
          two zeros are not passed on,                     1000 0 0 1000.1,               1000 1000 1000 1000.1
          a restart is passed on with the third reading,   1000 0 0.1 0.2 0.3,            1000 1000 1000 0.2 0.3
          a missing value does not disturb a restart,      1000 0 - 0.1 0.2,              1000 1000 - 1000 0.2
          a series that falls begins anew,                 1000 5 0 0.1 0.2,              1000 1000 1000 1000 0.2
          a series that leaps begins anew,                 1000 1 900 900.1 900.2,        1000 1000 1000 1000 900.2
          a good value ends a series,                      1000 0 0 1000 0 0 1000,        1000 1000 1000 1000 1000 1000 1000
          a held value ends a series,                      1000 0 0 999 0 0 1000,         1000 1000 1000 1000 1000 1000 1000
          93 kWh in 5 minutes is possible,                 1000 1093,                     1000 1093
          94 kWh in 5 minutes is not,                      1000 1094 1000.5,              1000 1000 1000.5
          a leap is passed on with the third reading,      1000 9000 9000.1 9000.2,       1000 1000 1000 9000.2
          after a wild value the counter goes on,          1000 9999999 1000.1 1000.2,    1000 1000 1000.1 1000.2
          """)
  void decidesAsTheTableSays(String what, String read, String published) {
    assertThat(admitAll(read)).as(what).isEqualTo(numbers(published));
  }

  /** The same table, with a restart of the program between any two readings. */
  @ParameterizedTest
  @CsvSource({
    "10 9.5 9.7 10.1, 10 10 10 10.1",
    "1000 0 0.1 0.2 0.3, 1000 1000 1000 0.2 0.3",
    "1000 9000 9000.1 9000.2, 1000 1000 1000 9000.2",
    "1000 5 0 0.1 0.2, 1000 1000 1000 1000 0.2"
  })
  void remembersOverRestarts(String read, String published) {
    List<@Nullable BigDecimal> seen = new ArrayList<>();
    for (BigDecimal number : numbers(read)) {
      seen.add(admit(number, true));
      restart();
    }
    assertThat(seen).isEqualTo(numbers(published));
  }

  @Test
  void keepsEveryDigitOverARestart() {
    admit(new BigDecimal("32354.600"), true);
    restart();
    assertThat(guard.last(METER, KEY)).isEqualTo(new BigDecimal("32354.600"));
  }

  @Test
  void oneReadingThatIsSeenThreeTimesConfirmsNothing() {
    admitAll("1000");
    Instant upload = at;
    for (int i = 0; i < 5; i++) {
      assertThat(guard.admit(METER, KEY, BigDecimal.ONE, upload, true))
          .isEqualByComparingTo("1000");
    }
  }

  @Test
  void aLowerValueWithTheTimeOfTheGoodOneCountsNothing() {
    guard.admit(METER, KEY, new BigDecimal(1000), START, true);
    guard.admit(METER, KEY, BigDecimal.ONE, START, true);
    guard.admit(METER, KEY, BigDecimal.ONE, START.plus(POLL), true);
    assertThat(guard.admit(METER, KEY, BigDecimal.ONE, START.plus(POLL.multipliedBy(2)), true))
        .isEqualByComparingTo("1000");
  }

  @Test
  void readingsWithoutATimeCountEach() {
    guard.admit(METER, KEY, new BigDecimal(1000), null, true);
    guard.admit(METER, KEY, BigDecimal.ONE, null, true);
    guard.admit(METER, KEY, BigDecimal.ONE, null, true);
    assertThat(guard.admit(METER, KEY, BigDecimal.ONE, null, true)).isEqualByComparingTo("1");
  }

  @Test
  void messagesAloneConfirmNothing() {
    admitAll("1000");
    for (int i = 0; i < 5; i++) {
      assertThat(admit(BigDecimal.ONE, false)).isEqualByComparingTo("1000");
    }
    assertThat(admit(BigDecimal.ONE, true)).isEqualByComparingTo("1000");
    assertThat(admit(BigDecimal.ONE, true)).isEqualByComparingTo("1");
  }

  @Test
  void aMessageThatIsReadOnceMoreByAPollCountsAsPolled() {
    admitAll("1000");
    for (int i = 0; i < 2; i++) {
      admit(BigDecimal.ONE, false);
      guard.admit(METER, KEY, BigDecimal.ONE, at.minus(POLL), true);
    }
    assertThat(admit(BigDecimal.ONE, false)).isEqualByComparingTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3", "50000"})
  void anExpectedResetIsTakenAtOnceEvenAfterARestart(String value) {
    admitAll("1000 0");
    guard.expectReset(METER, List.of(KEY, "never_read"));
    restart();
    assertThat(admit(new BigDecimal(value), true)).isEqualByComparingTo(value);
    assertThat(admit(new BigDecimal("100000"), true)).isEqualByComparingTo(value);
  }

  @Test
  void growsByWhatALongPauseAllows() {
    guard.admit(METER, KEY, new BigDecimal(1000), START, true);
    assertThat(guard.admit(METER, KEY, new BigDecimal(20000), START.plus(Duration.ofDays(1)), true))
        .isEqualByComparingTo("20000");
  }

  @Test
  void countersAreApart() {
    admitAll("1000");
    DeviceId other = new DeviceId("iammeter_5db50bf4");
    assertThat(guard.admit(other, KEY, BigDecimal.ONE, at, true)).isEqualByComparingTo("1");
    assertThat(guard.admit(METER, "export_energy_a", BigDecimal.ONE, at, true))
        .isEqualByComparingTo("1");
  }

  @Test
  void aForgottenDeviceStartsAnew() {
    admitAll("1000");
    guard.forget(METER);
    restart();
    assertThat(guard.last(METER, KEY)).isNull();
    assertThat(admitAll("1")).isEqualTo(numbers("1"));
  }

  @Test
  void writesOnlyWhatChanged() {
    guard.save();
    assertThat(file.writes()).isZero();
    guard.admit(METER, KEY, BigDecimal.ONE, START, true);
    guard.save();
    guard.admit(METER, KEY, BigDecimal.ONE, START, true);
    guard.save();
    assertThat(file.writes()).isEqualTo(1);
  }

  @Test
  void writesLaterWhatAFullDiskRefused() {
    admitAll("1000");
    file.full(true);
    assertThatThrownBy(guard::save).isInstanceOf(StorageException.class);
    file.full(false);
    restart();
    assertThat(guard.last(METER, KEY)).isEqualByComparingTo("1000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"devices\":7}",
        "{\"devices\":{\"iammeter_da2bed94\":{\"import_energy_a\":{}}}}",
        "{\"devices\":{\"iammeter_da2bed94\":null}}",
        "{\"devices\":{\"iammeter_da2bed94\":{\"import_energy_a\":{\"value\":\"much\"}}}}"
      })
  void startsAnewAfterAnEditedFile(String json) {
    file.text(json);
    guard = new EnergyGuard(file);
    assertThat(admitAll("7")).isEqualTo(numbers("7"));
  }

  private void restart() {
    guard.save();
    guard = new EnergyGuard(file);
  }

  private List<@Nullable BigDecimal> admitAll(String read) {
    List<@Nullable BigDecimal> published = new ArrayList<>();
    for (BigDecimal number : numbers(read)) {
      published.add(admit(number, true));
    }
    return published;
  }

  private @Nullable BigDecimal admit(@Nullable BigDecimal number, boolean polled) {
    BigDecimal published = guard.admit(METER, KEY, number, at, polled);
    at = at.plus(POLL);
    return published;
  }

  private static List<@Nullable BigDecimal> numbers(String text) {
    List<@Nullable BigDecimal> numbers = new ArrayList<>();
    for (String word : text.strip().split(" ", -1)) {
      numbers.add(word.equals("-") ? null : new BigDecimal(word));
    }
    return numbers;
  }
}
