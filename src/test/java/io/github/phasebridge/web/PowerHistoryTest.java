package io.github.phasebridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.bridge.Overview;
import io.github.phasebridge.device.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PowerHistoryTest {

  private static final Instant T = Instant.parse("2026-11-21T10:00:00Z");
  private static final long AT = T.getEpochSecond();

  private final PowerHistory history = new PowerHistory();
  private Overview overview = SampleOverview.usual();

  @Test
  void everyReadingIsAPoint() {
    read(Duration.ofMinutes(5), "power", "100.5");
    read(Duration.ofMinutes(10), "power", "-7");

    assertThat(points("power")).containsExactly("300=100.5", "600=-7.0");
  }

  @Test
  void whatIsAddedIsReturned() {
    List<PowerHistory.Point> added = read(Duration.ofMinutes(5), "power", "100.5");

    assertThat(added).hasSize(1);
    assertThat(added.getFirst().device()).isEqualTo(SampleOverview.OFFICE);
    assertThat(added.getFirst().at()).isEqualTo(AT + 300);
    assertThat(added.getFirst().values()).containsEntry("power", 100.5f);
  }

  @Test
  void theSameReadingIsTakenOnce() {
    read(Duration.ofMinutes(5), "power", "100");

    assertThat(history.take(overview, T.plusSeconds(400))).isEmpty();
    assertThat(points("power")).hasSize(1);
  }

  @Test
  void aMinuteHasOnePoint() {
    read(Duration.ofMinutes(5), "power", "1");
    read(Duration.ofSeconds(359), "power", "2");
    read(Duration.ofMinutes(6), "power", "3");

    assertThat(points("power")).containsExactly("300=1.0", "360=3.0");
  }

  @Test
  void whatIsNotKnownIsAGapAndNotZero() {
    read(Duration.ofMinutes(1), "power", "1");
    overview =
        SampleOverview.with(
            overview,
            SampleOverview.OFFICE,
            device -> SampleOverview.read(device, T.plusSeconds(120), "power", Value.UNKNOWN));
    var _ = history.take(overview, T);
    read(Duration.ofSeconds(125), "power", "2");

    assertThat(points("power")).containsExactly("60=1.0", "120=null", "125=2.0");
  }

  @Test
  void aDeviceThatIsOfflineHasOneGap() {
    read(Duration.ofMinutes(1), "power", "1");
    online(false);
    assertThat(history.take(overview, T.plusSeconds(90)).getFirst().values())
        .containsEntry("power", null);
    assertThat(history.take(overview, T.plusSeconds(200))).isEmpty();
    online(true);
    read(Duration.ofMinutes(10), "power", "2");

    assertThat(points("power")).containsExactly("60=1.0", "90=null", "600=2.0");
  }

  @Test
  void aDayIsKept() {
    for (int minute = 0; minute <= 26 * 60; minute++) {
      read(Duration.ofMinutes(minute), "power", String.valueOf(minute));
    }

    List<String> points = points("power");
    assertThat(points).hasSize(24 * 60 + 1);
    assertThat(points.getFirst()).isEqualTo("7200=120.0");
    assertThat(points.getLast()).isEqualTo("93600=1560.0");
  }

  @Test
  void gapsDoNotMakeItGrow() {
    for (int second = 0; second < 20_000; second += 4) {
      read(Duration.ofSeconds(second), "power", "1");
      online(false);
      var _ = history.take(overview, T.plusSeconds(second + 2));
      online(true);
    }

    assertThat(points("power")).hasSizeLessThanOrEqualTo(25 * 60);
  }

  @Test
  void aClockThatIsSetBackDoesNotHideWhatFollows() {
    read(Duration.ofHours(30), "power", "1");
    read(Duration.ofMinutes(5), "power", "2");

    assertThat(points("power")).containsExactly("300=2.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"})
  void aReadingOfAnotherAgeIsTakenAsOfNow(Instant at) {
    overview =
        SampleOverview.with(
            overview,
            SampleOverview.OFFICE,
            device -> SampleOverview.read(device, at, "power", SampleOverview.number("7")));

    assertThat(history.take(overview, T.plusSeconds(60)).getFirst().at()).isEqualTo(AT + 60);
    read(Duration.ofMinutes(5), "power", "8");
    assertThat(points("power")).containsExactly("60=7.0", "300=8.0");
  }

  @Test
  void otherValuesAndDevicesWithoutPowerHaveNoHistory() {
    read(Duration.ofMinutes(5), "voltage_a", "230");

    assertThat(series().toString()).doesNotContain("voltage");
    assertThat(history.document(device(SampleOverview.BOILER.value()))).isEmpty();
    assertThat(history.document(device("bridge"))).isEmpty();
  }

  @Test
  void aDeviceThatIsGoneIsForgotten() {
    read(Duration.ofMinutes(5), "power", "1");
    Overview.Device office = device(SampleOverview.OFFICE.value());

    var _ = history.take(SampleOverview.devices(overview, List.of()), T);

    assertThat(history.document(office)).isEmpty();
  }

  private List<PowerHistory.Point> read(Duration after, String key, String digits) {
    overview =
        SampleOverview.with(
            overview,
            SampleOverview.OFFICE,
            device ->
                SampleOverview.read(device, T.plus(after), key, SampleOverview.number(digits)));
    return history.take(overview, T.plus(after));
  }

  private void online(boolean online) {
    overview =
        SampleOverview.with(
            overview, SampleOverview.OFFICE, device -> SampleOverview.online(device, online));
  }

  private Overview.Device device(String id) {
    return overview.devices().stream()
        .filter(it -> it.description().id().value().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode series() {
    return Json.MAPPER
        .readTree(Json.text(history.document(device(SampleOverview.OFFICE.value())).orElseThrow()))
        .get("series");
  }

  /** Returns the points as {@code seconds since the start=watts}. */
  private List<String> points(String key) {
    List<String> points = new ArrayList<>();
    for (JsonNode one : series()) {
      if (one.get("key").stringValue().equals(key)) {
        one.get("points")
            .forEach(it -> points.add(it.get(0).longValue() - AT + "=" + it.get(1).toString()));
      }
    }
    return points;
  }
}
