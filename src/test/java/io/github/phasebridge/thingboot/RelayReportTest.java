package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.device.Channel;
import io.github.phasebridge.device.Notice;
import io.github.phasebridge.device.SourceReport;
import io.github.phasebridge.testing.LogLines;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayReportTest {

  private static final String LAN = "http://192.168.1.20";

  private final RelayBench bench = new RelayBench();

  @Test
  void theConnectionForMessagesIsAChannelWithItsProblem() {
    bench.api.relay(RelayBench.BOILER, "Boiler");
    bench.broker.connected = true;
    bench.start();
    bench.passSeconds(20);

    assertThat(channels()).containsExactly("Messages over MQTT true ");
    bench.broker.connected = false;
    bench.broker.problem = "The broker refuses the password.";
    bench.passSeconds(10);
    assertThat(channels())
        .containsExactly("Messages over MQTT false The broker refuses the password.");
    assertThat(report().channels().getFirst().condition().since()).isEqualTo(bench.now());
    bench.passSeconds(60);
    assertThat(report().notices()).as("it is told as the cloud's state").isEmpty();
    assertThat(bench.cloud).last().asString().contains("The broker refuses the password.");
  }

  @Test
  void noLimitIsInvented() {
    bench.api.relay(RelayBench.BOILER, "Boiler");
    bench.start();
    bench.passSeconds(20);

    assertThat(report().allowances()).isEmpty();
  }

  @Test
  void aRelayThatIsOfflineIsANotice() {
    bench.api.relay(RelayBench.BOILER, "Boiler").online = false;
    bench.api.relay(RelayBench.PUMP, "Pump");
    bench.start();
    bench.passSeconds(20);

    Notice notice = onlyNotice();
    assertThat(notice.title()).isEqualTo("Relay Boiler is offline");
    assertThat(notice.text()).contains("Wi-Fi").contains("Commands are refused");
    bench.api.device(RelayBench.BOILER).online = true;
    bench.passSeconds(120);
    assertThat(report().notices()).isEmpty();
  }

  @Test
  void aNoticeComesAndGoesTogetherWithTheRelay() {
    bench.api.relay(RelayBench.BOILER, "Boiler");
    bench.start();
    bench.passSeconds(21);

    bench.push("{\"device\":820720,\"name\":\"offline\"}");
    assertThat(onlyNotice().since()).isEqualTo(bench.now());
    bench.push("{\"device\":820720,\"name\":\"online\"}");
    assertThat(report().notices()).isEmpty();
  }

  @Test
  void messagesThatNeverComeAlthoughRelaysMeasureAreANotice() {
    bench.api.relay(RelayBench.BOILER, "Boiler").set("metering", "1");
    bench.broker.connected = true;
    bench.start();
    bench.passSeconds(240);
    assertThat(report().notices()).isEmpty();
    bench.passSeconds(120);

    assertThat(onlyNotice().title()).isEqualTo("ThingBoot sends no messages");
    assertThat(onlyNotice().text()).contains("choose MQTT");
    bench.push(
        "{\"device\":820720,\"type\":\"state\",\"data\":{\"voltage\":\"230\"},\"ts\":1795255600}");
    bench.passSeconds(10);
    assertThat(report().notices()).isEmpty();
  }

  @Test
  void silenceAndItsEndAreInTheLogOnce() {
    bench.api.relay(RelayBench.BOILER, "Boiler").set("metering", "1");
    bench.broker.connected = true;
    try (LogLines log = new LogLines(RelayReport.class)) {
      bench.start();
      bench.passSeconds(900);
      assertThat(log.warnings())
          .filteredOn(line -> line.contains("ThingBoot sends no messages. "))
          .singleElement()
          .asString()
          .contains("choose MQTT");
      bench.push("{\"device\":820720,\"type\":\"state\",\"data\":{\"voltage\":\"230\"}}");
      assertThat(log.all()).contains("INFO Messages of ThingBoot come again.");
    }
  }

  @Test
  void relaysThatDoNotMeasureMayBeSilent() {
    bench.api.relay(RelayBench.BOILER, "Boiler").set("metering", "0");
    bench.broker.connected = true;
    bench.start();
    bench.passSeconds(1200);

    assertThat(report().notices()).isEmpty();
  }

  @Test
  void aRelayOnTheLanHasAChannelAndIsAskedToReport() {
    bench.withoutAccount().list(RelayBench.BOILER, "Boiler", LAN);
    bench.reachable.add(URI.create(LAN));
    bench.start();
    bench.passSeconds(60);
    assertThat(channels()).containsExactly("LAN link to Boiler true ");
    assertThat(report().notices()).isEmpty();
    bench.passSeconds(60);

    assertThat(onlyNotice().title()).isEqualTo("Relay Boiler reports nothing");
    assertThat(onlyNotice().text()).contains("/webhook/<web.webhook-token>/820720");
    bench.post(RelayBench.BOILER, "{\"power\":1}");
    bench.passSeconds(10);
    assertThat(report().notices()).isEmpty();
  }

  @Test
  void aRelayOnTheLanThatCannotBeReachedSaysSo() {
    bench.withoutAccount().list(RelayBench.BOILER, "Boiler", LAN);
    bench.start();
    var _ = bench.order(RelayBench.BOILER, "power", "ON");
    bench.passSeconds(0);
    bench.lan.last().fail(LinkFailure.Kind.UNREACHABLE);
    bench.passSeconds(20);

    assertThat(channels()).singleElement().asString().startsWith("LAN link to Boiler false ");
    assertThat(onlyNotice().title()).isEqualTo("Relay Boiler is offline");
    assertThat(onlyNotice().text()).startsWith("Nothing answers at ");
  }

  @Test
  void aListedRelayThatTheAccountLacksIsANotice() {
    bench.list("820799", "Typo", null);
    bench.start();
    bench.passSeconds(20);

    assertThat(onlyNotice().title()).isEqualTo("Relay Typo is not in the account");
  }

  @Test
  void messagesAreCountedByType() {
    bench.api.relay(RelayBench.BOILER, "Boiler");
    bench.start();
    String state =
        "{\"mid\":\"a1\",\"device\":820720,\"type\":\"state\",\"data\":{\"voltage\":\"230\"}}";
    bench.push(state);
    bench.push(state);
    bench.push("{\"device\":820720,\"name\":\"btn1\",\"type\":\"event\"}");
    bench.push("{\"device\":1,\"type\":\"state\",\"data\":{\"voltage\":\"230\"}}");
    bench.push("nonsense");

    assertThat(bench.telemetry.lines())
        .containsExactly(
            "thingboot push report",
            "thingboot push repeated",
            "thingboot push event",
            "thingboot push ignored",
            "thingboot push unreadable");
  }

  @Test
  void theWebhookNamesTheAddressThatTheConsoleWants() {
    bench.push(ThingbootConfig.Push.WEBHOOK);
    bench.api.relay(RelayBench.BOILER, "Boiler").set("metering", "1");
    bench.webhook.connected = true;
    bench.start();
    bench.passSeconds(400);

    assertThat(channels()).containsExactly("Messages over the webhook true ");
    assertThat(onlyNotice().text())
        .contains("enter the address http://<this computer>:8098/webhook/<web.webhook-token>/");
  }

  private SourceReport report() {
    return bench.source().report();
  }

  private List<String> channels() {
    return report().channels().stream()
        .map((Channel it) -> it.title() + " " + it.condition().ok() + " " + it.condition().detail())
        .toList();
  }

  private Notice onlyNotice() {
    assertThat(report().notices()).hasSize(1);
    return report().notices().getFirst();
  }
}
