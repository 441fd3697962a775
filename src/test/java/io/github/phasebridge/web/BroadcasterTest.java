package io.github.phasebridge.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.Notice;
import io.github.phasebridge.device.Value;
import io.github.phasebridge.log.RecentLog;
import io.github.phasebridge.testing.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What open pages are told, and when. */
class BroadcasterTest {

  private static final Duration TICK = Duration.ofSeconds(1);

  private final FakeTime time = new FakeTime(SampleOverview.START);
  private final FakeInsight insight = new FakeInsight(SampleOverview.usual());
  private final Broadcaster broadcaster =
      new Broadcaster(
          insight,
          new RecentLog(),
          new PowerHistory(),
          () -> Map.of("commands", false, "reason", "read-only"),
          time,
          time,
          Runnable::run);
  private final EventStream page = new EventStream(new Thread(() -> {}));

  @BeforeEach
  void start() {
    broadcaster.start();
  }

  @AfterEach
  void stop() {
    broadcaster.stop();
  }

  @Test
  void aPageIsToldEverythingFirst() {
    List<String> first = texts(broadcaster.connect(page).messages());

    assertThat(names(first))
        .containsExactly("status", "device", "device", "device", "device", "log");
    assertThat(first.getFirst())
        .contains("\"access\":{", "\"now\":\"2026-11-21T10:00:00Z\"", "\"presence\":\"not_seen\"");
    assertThat(first).allMatch(message -> message.matches("event: \\w+\ndata: .*\n\n"));
  }

  @Test
  void whatChangedIsToldOnceASecond() {
    connect();
    voltage("1");
    voltage("2");
    assertThat(heard()).isEmpty();

    time.advance(TICK);

    List<String> heard = heard();
    assertThat(names(heard)).containsExactly("device");
    assertThat(heard.getFirst()).contains("\"value\":2,").doesNotContain("\"value\":1,");
    time.advance(TICK);
    assertThat(heard()).isEmpty();
  }

  @Test
  void aChangeThatMakesNoDifferenceIsNotTold() {
    connect();

    insight.change(overview -> SampleOverview.usual());
    time.advance(TICK);

    assertThat(heard()).isEmpty();
  }

  @Test
  void whatOnlyTimeChangesIsSeenWithinTenSeconds() {
    connect();
    time.advance(TICK);
    insight.changeSilently(overview -> SampleOverview.notices(overview, List.of()));

    time.advance(Duration.ofSeconds(10));

    assertThat(names(heard())).containsExactly("status");
  }

  @Test
  void aDeviceThatIsGoneIsSaidSo() {
    connect();
    insight.change(overview -> SampleOverview.devices(overview, overview.devices().subList(0, 3)));

    time.advance(TICK);

    List<String> heard = heard();
    assertThat(names(heard)).containsExactly("status", "gone");
    assertThat(heard.getLast()).contains("{\"id\":\"thingboot_a1b2c3\"}");
  }

  @Test
  void aNewReadingOfPowerIsAPoint() {
    connect();
    power("321.5", 70);

    time.advance(TICK);

    List<String> heard = heard();
    assertThat(names(heard)).containsExactly("device", "point");
    assertThat(heard.getLast()).contains("\"power\":321.5");
  }

  @Test
  void aSilentStreamIsKeptAlive() {
    connect();

    time.advance(Duration.ofSeconds(15));

    assertThat(heard())
        .containsExactly("event: alive\ndata: {\"now\":\"2026-11-21T10:00:15Z\"}\n\n");
  }

  @Test
  void aLaterPageIsToldWhatIsTrueThen() {
    connect();
    voltage("5");

    List<String> first = texts(broadcaster.connect(new EventStream(new Thread())).messages());

    assertThat(first).anyMatch(message -> message.contains("\"value\":5,"));
    assertThat(names(heard())).containsExactly("device");
  }

  @Test
  void whileNoPageIsOpenNobodyLooksButForTheHistory() {
    time.advance(Duration.ofSeconds(10));
    int before = insight.looks();

    time.advance(Duration.ofHours(1));
    assertThat(insight.looks()).isEqualTo(before);
    assertThat(time.waiting()).isZero();

    voltage("1");
    voltage("2");
    time.advance(Duration.ofHours(1));
    assertThat(insight.looks()).isEqualTo(before + 1);
  }

  @Test
  void theHistoryGoesOnWhileNoPageIsOpen() {
    power("50", 60);
    time.advance(Duration.ofMinutes(1));
    power("60", 120);
    time.advance(Duration.ofMinutes(1));
    PowerHistory history = new PowerHistory();
    Broadcaster another =
        new Broadcaster(insight, new RecentLog(), history, Map::of, time, time, Runnable::run);
    another.start();
    power("70", 180);
    time.advance(Duration.ofSeconds(10));

    assertThat(history.document(insight.overview().devices().get(2)).orElseThrow().toString())
        .contains("70.0");
  }

  @Test
  void whenTheLastPageClosesTheWorkEnds() {
    connect();
    broadcaster.disconnect(page);
    int before = insight.looks();

    time.advance(Duration.ofHours(1));

    assertThat(insight.looks()).isEqualTo(before + 1);
    assertThat(time.waiting()).isZero();
  }

  @Test
  void aPageThatDoesNotListenIsDropped() {
    EventStream slow = new EventStream(Thread.currentThread());
    broadcaster.connect(slow);
    int said = 0;
    while (!Thread.currentThread().isInterrupted() && said < 10_000) {
      String text = "x".repeat(1000) + said++;
      insight.change(
          overview ->
              SampleOverview.notices(
                  overview,
                  List.of(new Notice(Notice.Severity.INFO, "Notice", text, SampleOverview.START))));
      time.advance(TICK);
    }

    assertThat(Thread.interrupted()).isTrue();
    assertThat(said).isBetween(100, 600);
  }

  @Test
  void aPageThatListensIsKeptHoweverMuchThereIsToSay() {
    EventStream good = new EventStream(Thread.currentThread());
    broadcaster.connect(good);
    long heard = 0;
    for (int i = 0; i < 1000 && !Thread.currentThread().isInterrupted(); i++) {
      voltage(Integer.toString(i));
      time.advance(TICK);
      for (byte[] next = good.poll(); next != null; next = good.poll()) {
        heard += next.length;
      }
    }

    assertThat(Thread.interrupted()).isFalse();
    assertThat(heard).isGreaterThan(EventStream.MOST_WAITING);
  }

  private void connect() {
    var _ = broadcaster.connect(page);
  }

  private void voltage(String digits) {
    insight.change(
        overview ->
            SampleOverview.with(
                overview,
                SampleOverview.BOILER,
                device ->
                    SampleOverview.read(
                        device, time.instant(), "voltage", SampleOverview.number(digits))));
  }

  private void power(String digits, int after) {
    Instant at = SampleOverview.START.plusSeconds(after);
    Value value = SampleOverview.number(digits);
    insight.change(
        overview ->
            SampleOverview.with(
                overview,
                SampleOverview.OFFICE,
                device -> SampleOverview.read(device, at, "power", value)));
  }

  private List<String> heard() {
    List<byte[]> messages = new ArrayList<>();
    for (byte[] next = page.poll(); next != null; next = page.poll()) {
      messages.add(next);
    }
    return texts(messages);
  }

  private static List<String> texts(List<byte[]> messages) {
    return messages.stream().map(message -> new String(message, UTF_8)).toList();
  }

  private static List<String> names(List<String> messages) {
    return messages.stream()
        .map(message -> message.substring("event: ".length(), message.indexOf('\n')))
        .toList();
  }
}
