package io.github.phasebridge.thingboot;

import static io.github.phasebridge.thingboot.RelayBench.BOILER;
import static io.github.phasebridge.thingboot.RelayBench.POLL;
import static io.github.phasebridge.thingboot.RelayBench.PUMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which relays there are, what is told of them, and the life of the source. */
class ThingbootSourceTest {

  private final RelayBench bench = new RelayBench();

  @Test
  void everyRelayOfTheAccountIsDescribedFirstAndThenAskedForInOneCall() {
    bench.api.relay(BOILER, "Boiler").set("power", "1");
    bench.api.relay(PUMP, "Pump").set("power", "0");
    bench.start();
    assertThat(bench.api.calls).containsExactly("list", "info 820720,820721");
    assertThat(bench.shown(BOILER, "power")).isEqualTo("ON");
    assertThat(bench.shown(PUMP, "power")).isEqualTo("OFF");
    assertThat(bench.availability(BOILER)).containsExactly(true);
    for (String id : List.of(BOILER, PUMP)) {
      assertThat(
              bench.signals.stream()
                  .filter(signal -> signal.device().equals(KnownRelay.idOf(id)))
                  .findFirst())
          .get()
          .isInstanceOf(Signal.Described.class);
    }
    assertThat(bench.cloud).containsExactly("true: ");
  }

  @Test
  void aRelayIsDescribedWithWhatTheVendorSays() {
    bench.api.relay(BOILER, "Boiler").firmware = "p46.20250813.v11";
    bench.start();
    DeviceDescription boiler = bench.descriptions(BOILER).getLast();
    assertThat(boiler.id().value()).isEqualTo("thingboot_820720");
    assertThat(boiler.name()).isEqualTo("Boiler");
    assertThat(boiler.manufacturer()).isEqualTo("ThingBoot");
    assertThat(boiler.serialNumber()).isEqualTo(BOILER);
    assertThat(boiler.softwareVersion()).isEqualTo("p46.20250813.v11");
    assertThat(boiler.configurationUrl()).isNull();
    assertThat(boiler.entity("power")).get().isInstanceOf(Entity.Switch.class);
    assertThat(bench.shown(BOILER, "firmware")).isEqualTo("p46.20250813.v11");
    assertThat(bench.attributes(BOILER, "firmware"))
        .containsEntry("latest_version", "p46.20250823.v12");
  }

  @Test
  void firmwareThatBecomesKnownDescribesTheRelayAnew() {
    bench.api.relay(BOILER, "Boiler");
    bench.start();
    assertThat(bench.descriptions(BOILER).getLast().entity("firmware")).isEmpty();
    bench.push(
        """
        {"device":820720,"state":{"power":1},"firmware":"p46.20250823.v12","rssi":-61,"ip":"192.168.1.20"}
        """);
    DeviceDescription now = bench.descriptions(BOILER).getLast();
    assertThat(now.softwareVersion()).isEqualTo("p46.20250823.v12");
    assertThat(now.entity("firmware")).isPresent();
    assertThat(bench.shown(BOILER, "firmware")).isEqualTo("p46.20250823.v12");
    assertThat(bench.shown(BOILER, "signal")).isEqualTo("-61");
    assertThat(bench.shown(BOILER, "ip")).isEqualTo("192.168.1.20");
  }

  @Test
  void aRenamedRelayKeepsItsId() {
    bench.api.relay(BOILER, "Boiler");
    bench.start();
    bench.api.device(BOILER).name = "Heater";
    bench.pass(POLL);
    assertThat(bench.descriptions(BOILER).getLast().name()).isEqualTo("Heater");
    assertThat(bench.descriptions(BOILER).getLast().id().value()).isEqualTo("thingboot_820720");
  }

  @Test
  void aListedNameWinsAndAMissingOneIsMade() {
    bench.api.relay(BOILER, "Boiler");
    bench.api.relay(PUMP, "").name = null;
    bench.list(BOILER, "Hot water", null).start();
    assertThat(bench.descriptions(BOILER).getLast().name()).isEqualTo("Hot water");
    assertThat(bench.descriptions(PUMP).getLast().name()).isEqualTo("ThingBoot 820721");
  }

  @Test
  void onlyListedRelaysAreBridgedWhenTheUserWantsIt() {
    bench.api.relay(BOILER, "Boiler");
    bench.api.relay(PUMP, "Pump");
    bench.list(PUMP, null, null).onlyListed().start();
    assertThat(bench.descriptions(BOILER)).isEmpty();
    assertThat(bench.descriptions(PUMP).getLast().name()).isEqualTo("Pump");
  }

  @Test
  void aListedRelayThatTheAccountLacksDoesNotSpoilTheCallForTheOthers() {
    bench.api.relay(BOILER, "Boiler");
    bench.list("999", null, null).start();
    bench.clear();
    bench.pass(POLL);
    assertThat(bench.api.calls).containsExactly("info 820720");
    assertThat(bench.availability("999")).doesNotContain(true);
  }

  @Test
  void aDeviceOfAnotherProductIsLeftOutUnlessItHasASwitch() {
    bench.api.relay("1", "Thermometer").set("temperature", "20").product = List.of("xyz");
    bench.api.relay("2", "Some relay").set("power", "0").product = List.of("xyz");
    bench.start();
    assertThat(bench.descriptions("1")).isEmpty();
    assertThat(bench.descriptions("2")).hasSize(1);
  }

  @Test
  void aRelayIsRemovedWhenTwoListsInARowLackIt() {
    bench.api.relay(BOILER, "Boiler").set("energy", "5");
    bench.api.relay(PUMP, "Pump");
    bench.start();
    bench.api.account.remove(BOILER);
    bench.pass(Duration.ofHours(1));
    assertThat(bench.removed()).isEmpty();
    bench.pass(Duration.ofMinutes(10));
    assertThat(bench.removed()).containsExactly(KnownRelay.idOf(BOILER));
    CompletableFuture<Outcome> outcome = order(BOILER, "power", "ON");
    bench.pass(Duration.ZERO);
    assertThat(outcome.join().kind()).isEqualTo(Outcome.Kind.REFUSED);
  }

  @Test
  void aFailedListRemovesNothing() {
    bench.api.relay(BOILER, "Boiler");
    bench.start();
    bench.api.fail("list", Kind.UNREACHABLE);
    bench.pass(Duration.ofHours(5));
    assertThat(bench.removed()).isEmpty();
  }

  @Test
  void aRestartWhileTheCloudIsAwayStillDescribesTheRelays() {
    bench.api.relay(BOILER, "Boiler").firmware = "p46.20250813.v11";
    bench.api.device(BOILER).set("power", "1");
    bench.start();
    bench.api.fail("list", Kind.UNREACHABLE);
    bench.api.fail("info", Kind.UNREACHABLE);
    bench.restart(Duration.ofMinutes(5));
    assertThat(bench.descriptions(BOILER).getLast().name()).isEqualTo("Boiler");
    assertThat(bench.descriptions(BOILER).getLast().softwareVersion())
        .isEqualTo("p46.20250813.v11");
    assertThat(bench.shown(BOILER, "power"))
        .as("the last state is not the truth")
        .isEqualTo("never told");
    assertThat(bench.availability(BOILER)).doesNotContain(true);
    assertThat(bench.cloud).containsExactly("false: The cloud says UNREACHABLE; do something.");
  }

  @Test
  void aRelayThatIsNotListedAnyMoreIsRemovedWhenNobodyElseKnowsIt() {
    bench.withoutAccount().list(BOILER, "Boiler", "http://192.168.1.20").start();
    bench.unlist().list(PUMP, "Pump", "http://192.168.1.21");
    bench.restart(Duration.ofMinutes(1));
    assertThat(bench.removed()).containsExactly(KnownRelay.idOf(BOILER));
  }

  @Test
  void afterTheStopNothingIsToldAndEveryCommandHasEnded() {
    bench.api.relay(BOILER, "Boiler").set("power", "0");
    bench.start();
    CompletableFuture<Outcome> sent = order(BOILER, "power", "ON");
    bench.pass(Duration.ZERO);
    CompletableFuture<Outcome> notBegun = order(BOILER, "power", "OFF");
    bench.clear();
    bench.source().stop();
    assertThat(sent).isCompleted();
    assertThat(notBegun).isCompleted();
    assertThat(notBegun.join().kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(order(BOILER, "power", "ON").join().kind()).isEqualTo(Outcome.Kind.REFUSED);
    bench.push("{\"device\":820720,\"state\":{\"power\":1}}");
    bench.passSeconds(100);
    assertThat(bench.signals).isEmpty();
    assertThat(bench.broker.running()).isFalse();
    assertThat(bench.api.closed()).isTrue();
  }

  @Test
  void commandsForSomethingElseAreRefused() {
    bench.api.relay(BOILER, "Boiler");
    bench.start();
    CompletableFuture<Outcome> unknownRelay = order("7", "power", "ON");
    CompletableFuture<Outcome> unknownKey = order(BOILER, "voltage", "ON");
    bench.pass(Duration.ZERO);
    assertThat(unknownRelay.join().kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(unknownKey.join().kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(bench.api.linkOf(BOILER).sent()).isEmpty();
  }

  @Test
  void aFullDiskEndsNothing() {
    bench.api.relay(BOILER, "Boiler").set("energy", "5");
    bench.relaysFile.full(true);
    bench.guardFile.full(true);
    bench.start();
    bench.api.device(BOILER).set("energy", "6");
    bench.pass(POLL);
    assertThat(bench.shown(BOILER, "energy")).isEqualTo("6");
  }

  private CompletableFuture<Outcome> order(String id, String key, String payload) {
    return bench.order(id, key, payload);
  }
}
