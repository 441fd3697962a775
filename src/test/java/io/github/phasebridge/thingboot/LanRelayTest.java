package io.github.phasebridge.thingboot;

import static io.github.phasebridge.thingboot.RelayBench.BOILER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.testing.LogLines;
import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A relay that is reached at its own address. */
class LanRelayTest {

  private static final String ADDRESS = "http://192.168.1.20";

  private final RelayBench bench = new RelayBench();

  @BeforeEach
  void oneRelay() {
    bench.lan.configures = false;
    bench.withoutAccount().list(BOILER, "Boiler", ADDRESS);
  }

  @Test
  void itIsThereFromTheStartAndItsStateIsUnknown() {
    bench.start();
    assertThat(bench.availability(BOILER)).containsExactly(true);
    assertThat(bench.shown(BOILER, "power")).isEqualTo("never told");
    assertThat(bench.descriptions(BOILER).getLast().configurationUrl()).isEqualTo(ADDRESS);
    assertThat(bench.api.calls).isEmpty();
    bench.passSeconds(600);
    assertThat(bench.availability(BOILER)).containsExactly(true);
    assertThat(bench.cloud).as("the cloud is not used").isEmpty();
    assertThat(bench.source().usesCloud()).isFalse();
  }

  @Test
  void withoutReportsACommandIsAccepted() {
    bench.start();
    CompletableFuture<Outcome> outcome = bench.order(BOILER, "power", "ON");
    bench.pass(Duration.ZERO);
    bench.lan.last().ok();
    bench.passSeconds(6);
    assertThat(outcome.join().kind()).isEqualTo(Outcome.Kind.ACCEPTED);
    assertThat(bench.shown(BOILER, "power")).isEqualTo("never told");
    assertThat(bench.api.calls).isEmpty();
  }

  @Test
  void withReportsACommandIsConfirmedByThem() {
    bench.start();
    bench.post(BOILER, "{\"state\":{\"power\":0}}");
    assertThat(bench.shown(BOILER, "power")).isEqualTo("OFF");
    CompletableFuture<Outcome> outcome = bench.order(BOILER, "power", "ON");
    bench.pass(Duration.ZERO);
    bench.lan.last().ok();
    bench.post(BOILER, "{\"state\":{\"power\":1}}");
    assertThat(outcome.join()).isEqualTo(Outcome.confirmed());
    assertThat(bench.shown(BOILER, "power")).isEqualTo("ON");
  }

  @Test
  void reportsOfTheCloudAboutItDoNotCount() {
    bench.post(null, "{\"device\":820720,\"state\":{\"power\":1}}");
    bench.start();
    bench.post(null, "{\"device\":820720,\"state\":{\"power\":1}}");
    bench.post("4711", "{\"state\":{\"power\":1}}");
    assertThat(bench.readings(BOILER)).isEmpty();
  }

  @Test
  void aRefusedConnectionMeansOfflineAndItComesBackWhenItAnswers() {
    bench.start();
    CompletableFuture<Outcome> failed = bench.order(BOILER, "power", "ON");
    bench.pass(Duration.ZERO);
    bench.lan.last().fail(Kind.UNREACHABLE);
    bench.pass(Duration.ZERO);
    assertThat(failed.join().kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(bench.availability(BOILER)).containsExactly(true, false);

    bench.passSeconds(60);
    CompletableFuture<Outcome> refused = bench.order(BOILER, "power", "ON");
    bench.pass(Duration.ZERO);
    assertThat(refused.join().kind()).isEqualTo(Outcome.Kind.REFUSED);

    bench.reachable.add(URI.create(ADDRESS));
    bench.passSeconds(30);
    assertThat(bench.availability(BOILER)).containsExactly(true, false, true);
    assertThat(bench.lan.sent()).as("nothing is sent by itself").containsExactly("power=1");
  }

  @Test
  void aReportShowsThatItIsBack() {
    bench.start();
    var _ = bench.order(BOILER, "power", "ON");
    bench.pass(Duration.ZERO);
    bench.lan.last().fail(Kind.UNREACHABLE);
    bench.pass(Duration.ZERO);
    bench.post(BOILER, "{\"state\":{\"power\":1}}");
    assertThat(bench.availability(BOILER)).containsExactly(true, false, true);
  }

  @Test
  void theAddressForReportsIsToldOnceUntilTheyCome() {
    try (LogLines log = new LogLines(Relay.class)) {
      bench.start();
      bench.passSeconds(3600);
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("Boiler (820720)", "<web.webhook-token>/820720");
    }
    try (LogLines log = new LogLines(Relay.class)) {
      bench.restart(Duration.ofSeconds(1));
      bench.post(BOILER, "{\"state\":{\"power\":1}}");
      bench.passSeconds(3600);
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void theLogSaysWhichLinkARelayHas() {
    bench.lan.title = "192.168.1.20";
    try (LogLines log = new LogLines(Relay.class)) {
      bench.start();
      assertThat(log.all()).contains("INFO Boiler (820720): over the LAN, 192.168.1.20");
    }
  }

  @Test
  void configurationItemsAreNotOffered() {
    bench.items().start();
    assertThat(bench.descriptions(BOILER).getLast().entity("relay1")).isEmpty();
  }
}
