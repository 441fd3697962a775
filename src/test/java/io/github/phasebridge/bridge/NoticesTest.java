package io.github.phasebridge.bridge;

import static io.github.phasebridge.bridge.BridgeFixture.BIRTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.phasebridge.device.Notice;
import io.github.phasebridge.device.Notice.Severity;
import io.github.phasebridge.device.SourceReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user is told to look after. */
class NoticesTest {

  @TempDir private Path directory;

  private BridgeFixture house;

  @BeforeEach
  void start() {
    house = new BridgeFixture(directory);
  }

  static Notice warning(String title, String text) {
    return new Notice(Severity.WARNING, title, text, BridgeFixture.START);
  }

  @Test
  void nothingIsSaidWhileAllIsWell() {
    house.broker.connect();
    house.source.cloud(true, "");
    house.broker.receive(BIRTH, "online");
    assertThat(notices()).isEmpty();
  }

  @Test
  void aBrokerThatWasNeverThereIsAnother() {
    house.broker.trouble("Nobody listens there; check mqtt.url");
    assertThat(notices())
        .extracting(Notice::severity, Notice::title)
        .containsExactly(tuple(Severity.ERROR, "No broker yet"));
    assertThat(notices().getFirst().text())
        .startsWith("Nobody listens there; check mqtt.url. Until then nothing reaches");
  }

  @Test
  void aBrokerThatWentAwayIsAnErrorSinceThen() {
    house.broker.connect();
    house.time.advance(Duration.ofHours(1));
    house.broker.disconnect();
    house.broker.trouble("The broker closed the connection");
    house.time.advance(Duration.ofHours(1));
    assertThat(notices())
        .extracting(Notice::severity, Notice::title, Notice::since)
        .containsExactly(
            tuple(
                Severity.ERROR,
                "The broker is not connected",
                BridgeFixture.START.plus(Duration.ofHours(1))));
  }

  @Test
  void aBrokerThatRefusesSomethingIsAWarning() {
    house.broker.connect();
    house.broker.trouble("The broker refuses our subscription to x: allow the user to read there");
    assertThat(notices())
        .extracting(Notice::severity, Notice::title)
        .containsExactly(tuple(Severity.WARNING, "The broker refuses something"));
  }

  @Test
  void aCloudThatCannotBeUsedIsOneErrorWhoeverTellsIt() {
    house.broker.connect();
    house.source.cloud(false, "The token is refused; enter a new one.");
    house.source.report(
        report(warning("Cloud", "The token is refused; enter a new one."), warning("Meter", "x")));
    assertThat(notices())
        .extracting(Notice::severity, Notice::title, Notice::text)
        .containsExactly(
            tuple(
                Severity.ERROR,
                "The Fake cloud cannot be used",
                "The token is refused; enter a new one. phasebridge tries again by itself."),
            tuple(Severity.WARNING, "Meter", "x"));
  }

  @Test
  void twoDevicesMayHaveTheSameTrouble() {
    house.broker.connect();
    house.source.report(
        report(warning("Meter House", "offline"), warning("Meter Pump", "offline")));
    assertThat(notices()).extracting(Notice::title).containsExactly("Meter House", "Meter Pump");
  }

  @Test
  void aCloudThatWorksInPartIsAWarning() {
    house.broker.connect();
    house.source.cloud(true, "No messages arrive from it");
    assertThat(notices())
        .extracting(Notice::severity, Notice::title)
        .containsExactly(tuple(Severity.WARNING, "The Fake cloud works in part"));
  }

  @Test
  void homeAssistantThatSaidGoodbyeIsWorthKnowing() {
    house.broker.connect();
    house.broker.receive(BIRTH, "offline");
    assertThat(notices())
        .extracting(Notice::severity, Notice::title)
        .containsExactly(tuple(Severity.INFO, "Home Assistant is offline"));
  }

  @Test
  void theWorstComesFirst() {
    house.broker.receive(BIRTH, "offline");
    house.source.cloud(false, "no answer");
    house.source.report(report(warning("Meter House", "offline")));
    house.watched.add(new Notice(Severity.ERROR, "Disk", "full", BridgeFixture.START));
    house.watched.add(new Notice(Severity.INFO, "Clock", "odd", BridgeFixture.START));
    assertThat(notices())
        .extracting(Notice::title)
        .containsExactly(
            "No broker yet",
            "The Fake cloud cannot be used",
            "Disk",
            "Meter House",
            "Home Assistant is offline",
            "Clock");
  }

  @Test
  void aSourceWithoutACloudIsHeardToo() {
    house.source.withoutCloud();
    house.broker.connect();
    house.source.report(report(warning("Relay Boiler", "offline")));
    assertThat(notices()).extracting(Notice::title).containsExactly("Relay Boiler");
    assertThat(house.insight.overview().clouds()).isEmpty();
  }

  private static SourceReport report(Notice... notices) {
    return new SourceReport(List.of(), List.of(), List.of(notices));
  }

  private List<Notice> notices() {
    return house.insight.overview().notices();
  }
}
