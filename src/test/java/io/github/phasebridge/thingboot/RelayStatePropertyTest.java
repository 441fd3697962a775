package io.github.phasebridge.thingboot;

import static io.github.phasebridge.thingboot.RelayBench.BOILER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever becomes of messages on their way: in the end the published state is the device's, and no
 * event is told twice.
 */
class RelayStatePropertyTest {

  private static final List<String> PROPERTIES =
      List.of("power", "voltage", "active_power", "current");

  private final RelayBench bench = new RelayBench();
  private final List<Flight> flying = new ArrayList<>();
  private final Set<String> pressed = new HashSet<>();
  private int messages;

  /** A message on its way. */
  private record Flight(Instant arrives, String body) {}

  @ParameterizedTest
  @CsvSource({
    "1,true", "2,true", "3,true", "5,true", "8,true", "13,true", "21,true", "34,true",
    "1,false", "2,false", "3,false", "5,false", "8,false", "13,false", "21,false", "34,false"
  })
  void theStateIsTheDevicesInTheEndAndNoEventIsDoubled(long seed, boolean withTimes) {
    Random random = new Random(seed);
    FakeThingbootApi.Device device = bench.api.relay(BOILER, "Boiler");
    device.set("metering", "1");
    PROPERTIES.forEach(name -> device.set(name, value(name, random)));
    bench.start();
    for (int step = 0; step < 300; step++) {
      change(device, random, withTimes);
      bench.pass(Duration.ofMillis(random.nextInt(1, 4_000)));
      land(bench.now());
    }
    // Late ones still arrive, and then one poll that nothing disturbs.
    bench.api.release();
    bench.passSeconds(60);
    land(Instant.MAX);
    bench.passSeconds(400);
    for (String name : PROPERTIES) {
      String truth = device.properties.get(name);
      String shown = bench.shown(BOILER, name);
      assertThat(name.equals("power") ? (shown.equals("ON") ? "1" : "0") : shown)
          .as(name)
          .isEqualTo(truth);
    }
    List<Object> ids =
        bench.events(BOILER).stream()
            .map(Signal.Happened::details)
            .<Object>map(details -> String.valueOf(details.get("id")))
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(pressed).containsAll(ids.stream().map(String::valueOf).toList());
    assertThat(ids).isNotEmpty();
  }

  private void change(FakeThingbootApi.Device device, Random random, boolean withTimes) {
    switch (random.nextInt(10)) {
      case 0 -> {
        device.set("power", value("power", random));
        send(device, "btn1", List.of("power"), random, withTimes);
      }
      case 1 -> bench.source().readNow();
      case 2 -> bench.api.hold();
      case 3 -> {
        bench.api.release();
        bench.pass(Duration.ZERO);
      }
      default -> {
        List<String> some = PROPERTIES.stream().filter(_ -> random.nextInt(3) == 0).toList();
        some.forEach(name -> device.set(name, value(name, random)));
        send(device, "", some, random, withTimes);
      }
    }
  }

  /** Sends a message that may be lost, doubled, late or overtaken. */
  private void send(
      FakeThingbootApi.Device device,
      String event,
      List<String> names,
      Random random,
      boolean withTimes) {
    StringBuilder state = new StringBuilder();
    for (String name : names) {
      state
          .append(state.isEmpty() ? "" : ",")
          .append('"')
          .append(name)
          .append("\":")
          .append(device.properties.get(name));
    }
    String mid = "m" + messages++;
    String body =
        "{\"device\":820720,\"mid\":\"%s\"%s%s,\"state\":{%s}}"
            .formatted(
                mid,
                event.isEmpty() ? "" : ",\"name\":\"" + event + "\"",
                withTimes ? ",\"ts\":" + bench.now().toEpochMilli() : "",
                state);
    if (!event.isEmpty()) {
      pressed.add(mid);
    }
    int copies = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(2);
    for (int copy = 0; copy < copies; copy++) {
      int delay = random.nextInt(3) == 0 ? random.nextInt(20_000) : random.nextInt(200);
      flying.add(new Flight(bench.now().plusMillis(delay), body));
    }
  }

  private void land(Instant until) {
    List<Flight> landing =
        flying.stream().filter(flight -> !flight.arrives().isAfter(until)).toList();
    flying.removeAll(landing);
    landing.forEach(flight -> bench.push(flight.body()));
  }

  private static String value(String name, Random random) {
    return String.valueOf(name.equals("power") ? random.nextInt(2) : random.nextInt(200, 240));
  }
}
