package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Random commands to a relay behind an unreliable cloud: what holds whatever happens. */
class RandomCommandsTest {

  private static final int RUNS = 300;
  private static final int FRESH = 10;
  private static final int COMMANDS = 25;
  private static final List<String> WISHES =
      List.of(
          "power ON",
          "power ON",
          "power OFF",
          "power OFF",
          "power TOGGLE",
          "point_1000 PRESS",
          "point_5000 PRESS",
          "reset_1000 PRESS",
          "clear_today PRESS");

  private record Ordered(Command command, List<Outcome> outcomes) {}

  @BeforeAll
  static void keepQuiet() {
    log().setLevel(Level.OFF);
  }

  @AfterAll
  static void speakAgain() {
    log().setLevel(null);
  }

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger(CommandDesk.class);
  }

  /** One sequence of commands and all that became of them. */
  private static final class Run {

    private final ToyRelay relay;
    private final Random random;
    private final Map<String, Ordered> commands = new LinkedHashMap<>();

    private Run(long seed, boolean pressed) {
      relay = new ToyRelay(seed);
      random = new Random(seed + 1);
      for (int i = 0; i < COMMANDS; i++) {
        order("%032x".formatted(i + 1), WISHES.get(random.nextInt(WISHES.size())).split(" "));
        pass();
        if (random.nextInt(5) == 0) {
          relay.report();
        }
        if (pressed && random.nextInt(6) == 0) {
          relay.press();
        }
      }
      relay.time.advance(Duration.ofMinutes(3));
    }

    private void pass() {
      long most = random.nextInt(3) == 0 ? 4000 : 150;
      relay.time.advance(Duration.ofMillis(random.nextInt((int) most)));
    }

    private void order(String id, String[] wish) {
      Instant now = relay.time.instant();
      Command command =
          new Command(new DeviceId("thingboot_1"), wish[0], wish[1], id, now, now.plusSeconds(10));
      Ordered ordered = new Ordered(command, new ArrayList<>());
      commands.put(id, ordered);
      var _ = relay.desk.execute(command).thenAccept(ordered.outcomes()::add);
    }

    private Kind end(String id) {
      return one(id).outcomes().getFirst().kind();
    }

    private Ordered one(String id) {
      Ordered ordered = commands.get(id);
      assertThat(ordered).isNotNull();
      return ordered;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyCommandIsSentAtMostOnceInItsOrderAndEndsOnce(boolean pressed) {
    for (long seed : seeds()) {
      Run run = new Run(seed, pressed);
      List<String> sent = run.relay.sent.stream().map(ToyRelay.Sent::extra).toList();
      assertThat(sent).as("seed %d", seed).doesNotHaveDuplicates().isSorted();
      run.commands.forEach(
          (id, ordered) -> {
            assertThat(ordered.outcomes()).as("seed %d %s", seed, id).hasSize(1);
            assertThat(run.end(id) == Kind.REFUSED)
                .as("seed %d %s refused and not sent", seed, id)
                .isEqualTo(!sent.contains(id));
          });
      assertThat(run.relay.time.waiting()).as("seed %d is at rest", seed).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aConfirmedCommandWasCarriedOutOrTheRelayIsAsWanted(boolean pressed) {
    for (long seed : seeds()) {
      Run run = new Run(seed, pressed);
      for (ToyRelay.Sent sent : run.relay.sent) {
        if (run.end(sent.extra()) == Kind.CONFIRMED && !run.relay.executed.contains(sent.extra())) {
          assertThat(sent.content())
              .as("seed %d %s", seed, sent)
              .matches("power=.|point=.*|reset=.*");
          if (sent.content().startsWith("power=")) {
            assertThat(
                    run.relay.was(
                        sent.content().equals("power=1"), sent.at() - ToyRelay.LONGEST_WAY))
                .as("seed %d %s was so", seed, sent)
                .isTrue();
          } else {
            assertThat(pressed || run.relay.lostTurn(sent.at()))
                .as("seed %d %s without a hand", seed, sent)
                .isTrue();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aToggleIsTheOppositeOfWhatWasReported(boolean pressed) {
    for (long seed : seeds()) {
      Run run = new Run(seed, pressed);
      for (ToyRelay.Sent sent : run.relay.sent) {
        if (run.one(sent.extra()).command().payload().equals("TOGGLE")) {
          assertThat(sent.reported()).as("seed %d %s", seed, sent).isPresent();
          assertThat(sent.content())
              .as("seed %d %s", seed, sent)
              .isEqualTo(sent.reported().get() ? "power=0" : "power=1");
        }
      }
    }
  }

  @Test
  void pulsesDoNotOverlapAsLongAsNobodyPressesTheButton() {
    for (long seed : seeds()) {
      assertThat(new Run(seed, false).relay.overlaps).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void everyOutcomeOccurs() {
    Map<Kind, Integer> ends = new EnumMap<>(Kind.class);
    for (long seed : seeds()) {
      Run run = new Run(seed, false);
      run.commands.keySet().forEach(id -> ends.merge(run.end(id), 1, Integer::sum));
    }
    assertThat(ends.keySet()).contains(Kind.CONFIRMED, Kind.REFUSED, Kind.FAILED, Kind.TIMED_OUT);
    assertThat(ends.get(Kind.CONFIRMED)).isGreaterThan(RUNS * COMMANDS / 3);
  }

  /** Returns the same seeds in every build, and some new ones, the first of which is printed. */
  private static List<Long> seeds() {
    long fresh = System.nanoTime();
    System.out.println("Random commands with the new seeds from " + fresh + " on");
    return LongStream.concat(
            LongStream.rangeClosed(1, RUNS - FRESH), LongStream.range(fresh, fresh + FRESH))
        .boxed()
        .toList();
  }
}
