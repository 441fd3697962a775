package io.github.phasebridge.thingboot;

import static io.github.phasebridge.thingboot.RelayBench.BOILER;
import static io.github.phasebridge.thingboot.RelayBench.POLL;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.testing.LogLines;
import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the cloud is asked for the state, and what is told of the cloud. */
class InfoPollerTest {

  private static final String ECHO = "{\"device\":820720,\"order\":{\"power\":1}}";

  private final RelayBench bench = new RelayBench();

  @BeforeEach
  void oneRelay() {
    bench.api.relay(BOILER, "Boiler").set("power", "0");
  }

  @Test
  void withoutMessagesItIsAskedEveryInterval() {
    bench.start();
    assertThat(bench.api.count("info")).isEqualTo(1);
    bench.pass(POLL.multipliedBy(10));
    assertThat(bench.api.count("info")).isEqualTo(11);
  }

  @Test
  void whileMessagesArriveItIsAskedFiveTimesLessOften() {
    bench.start();
    bench.clear();
    for (int i = 0; i < 100; i++) {
      bench.passSeconds(30);
      bench.push("{\"device\":820720,\"state\":{\"voltage\":%d}}".formatted(200 + i));
    }
    assertThat(bench.api.count("info")).isEqualTo(10);
    assertThat(bench.availability(BOILER)).isEmpty();
    bench.clear();
    bench.passSeconds(600);
    assertThat(bench.api.count("info")).as("messages have stopped").isBetween(9L, 11L);
  }

  @Test
  void whileTheFeedIsNotConnectedMessagesDoNotSlowItDown() {
    bench.start();
    bench.clear();
    bench.broker.connected = false;
    for (int i = 0; i < 20; i++) {
      bench.passSeconds(30);
      bench.push("{\"device\":820720,\"state\":{\"voltage\":%d}}".formatted(200 + i));
    }
    assertThat(bench.api.count("info")).isEqualTo(10);
  }

  @Test
  void theFirstWishIsServedAtOnceAndABurstBecomesOneCall() {
    bench.start();
    bench.passSeconds(20);
    bench.clear();
    bench.push(ECHO);
    assertThat(bench.api.count("info")).isEqualTo(1);
    bench.push(ECHO);
    bench.push(ECHO);
    assertThat(bench.api.count("info")).isEqualTo(1);
    bench.passSeconds(2);
    assertThat(bench.api.count("info")).isEqualTo(2);
    bench.passSeconds(20);
    assertThat(bench.api.count("info")).isEqualTo(2);
  }

  @Test
  void aWishDuringACallIsServedByAnother() {
    bench.start();
    bench.passSeconds(20);
    bench.clear();
    bench.api.hold();
    bench.push(ECHO);
    bench.passSeconds(1);
    bench.push(ECHO);
    bench.passSeconds(5);
    assertThat(bench.api.count("info")).isEqualTo(1);
    bench.api.release();
    bench.pass(Duration.ZERO);
    assertThat(bench.api.count("info")).isEqualTo(2);
  }

  @Test
  void afterFailuresItIsAskedLessAndLess() {
    bench.start();
    bench.passSeconds(20);
    bench.api.fail("info", Kind.UNCERTAIN);
    bench.source().readNow();
    bench.pass(Duration.ZERO);
    bench.clear();
    bench.passSeconds(29);
    assertThat(bench.api.count("info")).isZero();
    bench.passSeconds(1);
    assertThat(bench.api.count("info")).isEqualTo(1);
    bench.pass(Duration.ofHours(2));
    assertThat(bench.api.count("info")).isBetween(20L, 28L);
    bench.clear();
    bench.api.heal();
    bench.pass(Duration.ofMinutes(15));
    bench.pass(POLL.multipliedBy(3));
    assertThat(bench.api.count("info")).isGreaterThanOrEqualTo(3);
    assertThat(bench.cloud).containsExactly("true: ");
  }

  @Test
  void wrongCredentialsAreToldAndNotTriedAgainSoon() {
    bench.api.fail("list", Kind.CONFIGURATION);
    bench.api.fail("info", Kind.CONFIGURATION);
    bench.list(BOILER, null, null).start();
    assertThat(bench.cloud).containsExactly("false: The cloud says CONFIGURATION; do something.");
    long before = bench.api.count("info");
    bench.push(ECHO);
    bench.pass(Duration.ofMinutes(14));
    assertThat(bench.api.count("info")).isEqualTo(before);
    bench.source().readNow();
    bench.pass(Duration.ZERO);
    assertThat(bench.api.count("info")).isEqualTo(before + 1);
  }

  @Test
  void aUserIsServedAtOnce() {
    bench.start();
    bench.passSeconds(20);
    bench.clear();
    bench.source().readNow();
    bench.pass(Duration.ZERO);
    assertThat(bench.api.calls).containsExactly("info 820720");
  }

  @Test
  void aUserWhoMendedTheCredentialsNeedNotWaitForTheRelays() {
    bench.api.fail("list", Kind.CONFIGURATION);
    bench.start();
    assertThat(bench.descriptions(BOILER)).isEmpty();
    bench.api.heal();
    bench.source().readNow();
    bench.pass(Duration.ZERO);
    assertThat(bench.shown(BOILER, "power")).isEqualTo("OFF");
    assertThat(bench.cloud).last().isEqualTo("true: ");
  }

  @Test
  void thatMessagesDoNotArriveIsLoggedOnceAndThatTheyDoAgain() {
    bench.broker.connected = false;
    bench.broker.problem = "The webhook got none yet.";
    bench.start();
    try (LogLines log = new LogLines(CloudWatch.class)) {
      bench.passSeconds(80);
      assertThat(log.warnings()).as("a relay reports every 60 s at least").isEmpty();
      bench.passSeconds(600);
      bench.broker.connected = true;
      bench.passSeconds(10);
      assertThat(log.all())
          .containsExactly(
              "WARN Messages of the cloud do not arrive, relays are only asked. The webhook got"
                  + " none yet.",
              "INFO Messages of the ThingBoot cloud can arrive now.");
    }
  }

  @Test
  void thatMessagesDoNotArriveIsToldWhileTheCloudCountsAsConnected() {
    bench.start();
    bench.passSeconds(20);
    bench.clear();
    bench.broker.connected = false;
    bench.broker.problem = "mapi.thingboot.com refuses the connection.";
    bench.passSeconds(20);
    assertThat(bench.cloud).isEmpty();
    bench.passSeconds(40);
    assertThat(bench.cloud)
        .containsExactly(
            "true: Messages of the cloud do not arrive, relays are only asked."
                + " mapi.thingboot.com refuses the connection.");
    bench.clear();
    bench.broker.connected = true;
    bench.passSeconds(10);
    assertThat(bench.cloud).containsExactly("true: ");
    assertThat(bench.api.count("info")).as("some may have been missed").isGreaterThanOrEqualTo(1);
  }

  @Test
  void messagesMayComeOverTheWebhookOrNotAtAll() {
    bench.push(ThingbootConfig.Push.WEBHOOK).start();
    assertThat(bench.webhook.starts()).isEqualTo(1);
    assertThat(bench.broker.running()).isFalse();
    bench.post(null, "{\"device\":820720,\"state\":{\"power\":1}}");
    assertThat(bench.shown(BOILER, "power")).isEqualTo("ON");

    RelayBench off = new RelayBench().push(ThingbootConfig.Push.OFF);
    off.api.relay(BOILER, "Boiler");
    off.start();
    assertThat(off.webhook.running()).isFalse();
    assertThat(off.broker.running()).isFalse();
    off.passSeconds(100);
    assertThat(off.cloud).containsExactly("true: ");
  }
}
