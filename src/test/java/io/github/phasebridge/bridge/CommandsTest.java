package io.github.phasebridge.bridge;

import static io.github.phasebridge.bridge.BridgeFixture.HOUSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.testing.FakeBrokerLink.Published;
import io.github.phasebridge.testing.LogLines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands from the bridge's own pages, and how all commands are counted. */
class CommandsTest {

  @TempDir private Path directory;

  private BridgeFixture house;

  @BeforeEach
  void start() {
    house = new BridgeFixture(directory);
    house.broker.connect();
    house.source.say(new Signal.Described(BridgeFixture.house()));
    house.time.advance(Duration.ofSeconds(30));
    house.broker.clear();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fake_house | power | ON",
        "fake_house | power | TOGGLE",
        "fake_house | power | MAYBE",
        "fake_house | power | {\"value\":\"OFF\"}",
        "fake_house | power | {broken",
        "fake_house | power | ''",
        "fake_house | voltage | 5",
        "fake_house | nothing | ON",
        "fake_nobody | power | ON",
        "bridge | log_level | info",
        "bridge | read_now | PRESS",
      })
  void theyEndAsTheSameCommandByMqttDoes(String device, String key, String payload) {
    house.broker.receive("phasebridge/" + device + "/" + key + "/set", payload);
    house.source.end(Outcome.confirmed());
    List<String> byMqtt = saidByTheBridge();
    int commands = house.source.commands().size();
    house.time.advance(Duration.ofSeconds(5));
    house.broker.clear();

    CompletionStage<Outcome> end = house.insight.command(new DeviceId(device), key, payload);
    house.source.end(Outcome.confirmed());

    assertThat(byMqtt).isNotEmpty();
    assertThat(saidByTheBridge()).isEqualTo(byMqtt);
    assertThat(house.source.commands()).hasSize(2 * commands);
    String outcome = end.toCompletableFuture().join().kind().name().toLowerCase(Locale.ROOT);
    assertThat(byMqtt)
        .filteredOn(message -> message.startsWith("phasebridge/" + device + "/result"))
        .singleElement()
        .asString()
        .contains("\"outcome\":\"" + outcome + "\"");
  }

  @Test
  void theOutcomeIsToldWhenTheSourceKnowsIt() {
    CompletionStage<Outcome> end = house.insight.command(HOUSE, "power", "ON");
    assertThat(end.toCompletableFuture()).isNotDone();
    assertThat(house.source.commands()).extracting(Command::payload).containsExactly("ON");
    house.source.end(Outcome.timedOut("no answer within 10 s"));
    assertThat(end.toCompletableFuture())
        .isCompletedWithValue(Outcome.timedOut("no answer within 10 s"));
  }

  @Test
  void theyAreTooManyTogetherWithThoseByMqtt() {
    for (int i = 0; i < CommandIntake.PER_SECOND; i++) {
      house.broker.receive("phasebridge/fake_house/power/set", "ON");
    }
    assertThat(house.insight.command(HOUSE, "power", "OFF").toCompletableFuture().join().kind())
        .isEqualTo(Outcome.Kind.REFUSED);
    assertThat(house.source.commands()).hasSize(CommandIntake.PER_SECOND);
  }

  @Test
  void oneThatWaitedTooLongForTheBridgeIsRefused() {
    List<Runnable> waiting = new ArrayList<>();
    house.thread = waiting::add;
    CompletionStage<Outcome> end = house.insight.command(HOUSE, "power", "ON");
    house.thread = Runnable::run;
    house.time.advance(CommandIntake.LIFE.plusSeconds(1));
    waiting.forEach(Runnable::run);
    assertThat(end.toCompletableFuture().join().kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(house.source.commands()).isEmpty();
  }

  @Test
  void whileTheBridgeStopsTheyFail() {
    house.thread =
        task -> {
          throw new RejectedExecutionException();
        };
    assertThat(house.insight.command(HOUSE, "power", "ON").toCompletableFuture())
        .isCompletedWithValue(Outcome.failed("phasebridge is stopping"));
  }

  @Test
  void everyEndIsCounted() {
    house.broker.receive("phasebridge/fake_house/power/set", "ON");
    house.time.advance(Duration.ofMillis(80));
    house.source.end(Outcome.confirmed());
    house.insight.command(HOUSE, "power", "MAYBE");
    house.broker.receive("phasebridge/bridge/read_now/set", "PRESS");
    house.broker.receive("phasebridge/fake_nobody/power/set", "ON");
    assertThat(house.counted)
        .containsExactly(
            "fake CONFIRMED 80", "fake REFUSED 0", "bridge ACCEPTED 0", "unknown REFUSED 0");
  }

  @Test
  void aCommandForWhatCannotExistIsSaid() {
    try (LogLines log = new LogLines(Bridge.class)) {
      house.broker.receive("phasebridge/iammeter_7C3A91E4/power/set", "ON");
      assertThat(log.all())
          .singleElement()
          .asString()
          .startsWith("WARN Ignored a command on phasebridge/iammeter_7C3A91E4/power/set: ");
    }
  }

  @Test
  void nothingTakesLessThanNoTime() {
    house.broker.receive("phasebridge/fake_house/power/set", "ON");
    house.time.jump(Duration.ofHours(-1));
    house.source.end(Outcome.confirmed());
    assertThat(house.counted).containsExactly("fake CONFIRMED 0");
    assertThat(house.broker.published("phasebridge/fake_house/result").getFirst())
        .endsWith("\"ms\":0}");
  }

  /** Everything but what others sent, and but the ids, which differ. */
  private List<String> saidByTheBridge() {
    return house.broker.published().stream().map(CommandsTest::withoutId).toList();
  }

  private static String withoutId(Published message) {
    return message.topic() + " " + message.payload().replaceAll("\"(id|at)\":\"[^\"]*\"", "");
  }
}
