package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random sequences of a relay's messages, of which some are lost, doubled, reordered or late: what
 * is left is what the relay said, each event once.
 */
class PushSequencesTest {

  private static final Instant START = Instant.parse("2025-03-07T03:00:00Z");
  private static final int SEEDS = 30;

  /**
   * One message of the relay: a button press or a state, both with the energy as a running mark.
   */
  private record Said(int number, Instant at, boolean press) {}

  private record Delivery(Said said, Instant arrival, Duration delay) {}

  @ParameterizedTest(name = "clock {0}")
  @ValueSource(strings = {"PT0S", "PT3S", "PT-3S", "PT8H", "PT7H59M58S"})
  void noEventIsDoubledAndTheLatestStateWins(Duration ahead) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      boolean withId = random.nextBoolean();
      List<Delivery> deliveries = delivered(random);
      PushSieve sieve = new PushSieve();
      Map<Integer, Integer> fired = new TreeMap<>();
      String shown = "";
      for (Delivery delivery : deliveries) {
        PushMessage message = message(delivery.said(), ahead, withId);
        PushSieve.Verdict verdict = sieve.judge(message, delivery.arrival());
        if (verdict.repeated()) {
          continue;
        }
        if (!verdict.late()) {
          shown = message.report().properties().getOrDefault("energy", "");
        }
        if (message.type() == PushMessage.Type.EVENT && !verdict.tooOld()) {
          fired.merge(delivery.said().number(), 1, Integer::sum);
        }
      }
      assertThat(fired).as("events, seed %s", seed).isEqualTo(expectedEvents(deliveries));
      assertThat(shown).as("state, seed %s", seed).isEqualTo(latest(deliveries));
    }
  }

  /** An event fires once if the first copy of it that arrived was on its way for a short time. */
  private static Map<Integer, Integer> expectedEvents(List<Delivery> deliveries) {
    Map<Integer, Delivery> first = new HashMap<>();
    deliveries.forEach(delivery -> first.putIfAbsent(delivery.said().number(), delivery));
    Map<Integer, Integer> events = new TreeMap<>();
    for (Delivery delivery : first.values()) {
      if (delivery.said().press() && delivery.delay().compareTo(Duration.ofSeconds(30)) < 0) {
        events.put(delivery.said().number(), 1);
      }
    }
    return events;
  }

  private static String latest(List<Delivery> deliveries) {
    return deliveries.stream()
        .map(delivery -> delivery.said().number())
        .max(Comparator.naturalOrder())
        .map(String::valueOf)
        .orElse("");
  }

  private static List<Delivery> delivered(Random random) {
    List<Delivery> deliveries = new ArrayList<>();
    Instant at = START;
    for (int number = 1; number <= 150; number++) {
      at = at.plusMillis(100 + random.nextInt(15_000));
      Said said = new Said(number, at, random.nextInt(3) == 0);
      int copies = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(3);
      for (int copy = 0; copy < copies; copy++) {
        Duration delay = delay(random);
        deliveries.add(new Delivery(said, at.plus(delay), delay));
      }
    }
    deliveries.sort(Comparator.comparing(Delivery::arrival));
    return deliveries;
  }

  private static Duration delay(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> Duration.ofMillis(40_000 + random.nextInt(600_000));
      case 1, 2 -> Duration.ofMillis(2000 + random.nextInt(20_000));
      default -> Duration.ofMillis(random.nextInt(2000));
    };
  }

  private static PushMessage message(Said said, Duration ahead, boolean withId) {
    String id = withId ? "\"mid\":\"m%s\",".formatted(said.number()) : "";
    String body =
        "{%s\"device\":820720,\"type\":\"%s\",\"name\":\"btn1\",\"state\":{\"energy\":%s},\"ts\":%s}"
            .formatted(
                id,
                said.press() ? "event" : "state",
                said.number(),
                said.at().plus(ahead).toEpochMilli());
    return PushParser.parse(body, null).messages().getFirst();
  }
}
