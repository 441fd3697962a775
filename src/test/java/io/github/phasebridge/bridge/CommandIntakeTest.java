package io.github.phasebridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.Accumulation;
import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.EntityInfo;
import io.github.phasebridge.device.SensorKind;
import io.github.phasebridge.mqtt.InboundMessage;
import io.github.phasebridge.testing.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandIntakeTest {

  private static final DeviceId RELAY = new DeviceId("thingboot_1");
  private static final DeviceDescription DESCRIPTION =
      new DeviceDescription(
          RELAY,
          "Boiler",
          "ThingBoot",
          null,
          null,
          null,
          null,
          List.of(
              new Entity.Switch(EntityInfo.of("power", null)),
              new Entity.Button(EntityInfo.of("point_1000", "On for 1 s"), null),
              new Entity.Choice(
                  EntityInfo.of("relay1", "At power-on"),
                  List.of(new Entity.Choice.Option("2", "as before"))),
              new Entity.Sensor(
                  EntityInfo.of("voltage", "Voltage"),
                  SensorKind.VOLTAGE,
                  "V",
                  Accumulation.MEASUREMENT,
                  1)));

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-21T10:00:00Z"));
  private final CommandIntake intake = new CommandIntake(time, () -> "made");

  @ParameterizedTest
  @CsvSource({"power,ON", "power,OFF", "power,TOGGLE", "point_1000,PRESS", "relay1,2"})
  void whatTheEntityTakesIsACommand(String key, String payload) {
    assertThat(command(key, payload).payload()).isEqualTo(payload);
    assertThat(command(key, payload).id()).isEqualTo("made");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "power  | on     | not allowed; allowed: ON, OFF, TOGGLE",
        "power  | PRESS  | not allowed",
        "point_1000 | ON | not allowed; allowed: PRESS",
        "relay1 | 3      | not allowed; allowed: 2",
        "voltage| 230    | takes no commands",
        "light  | ON     | has no 'light'",
        "power  | ''     | malformed: empty",
        "power  | {      | malformed: not JSON",
        "power  | {\"id\":\"x\"} | malformed: 'value'",
        "power  | {\"value\":true} | malformed: 'value'",
        "power  | {\"value\":\"ON\",\"id\":\"\"} | malformed: 'id'",
        "power  | {\"value\":\"ON\",\"id\":true} | malformed: 'id' must be a text or a number",
      })
  void whatItDoesNotTakeIsRefusedWithAReason(String key, String payload, String reason) {
    assertThat(refusal(message(key, payload, false, null), key)).contains(reason);
  }

  @Test
  void theSendersOwnIdComesBack() {
    Command command = command("power", "{\"value\":\"ON\",\"id\":\"flow 7\"}");
    assertThat(command.payload()).isEqualTo("ON");
    assertThat(command.id()).isEqualTo("flow 7");
  }

  @Test
  void aNumberInJsonIsANumber() {
    assertThat(command("relay1", "{\"value\":2}").payload()).isEqualTo("2");
  }

  @Test
  void aRetainedCommandIsRefused() {
    assertThat(refusal(message("power", "ON", true, null), "power")).contains("retained");
  }

  @Test
  void takingARetainedCommandAwayIsNoCommand() {
    assertThat(take(message("power", "", true, null), "power"))
        .isInstanceOf(CommandIntake.Nothing.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 10})
  void aCommandThatWaitedTooLongIsRefused(long life) {
    Duration expiry = life < 10 ? Duration.ofSeconds(life) : null;
    InboundMessage message = message("power", "ON", false, expiry);
    time.advance(Duration.ofSeconds(life).plusMillis(1));
    assertThat(refusal(message, "power")).contains("too late");
  }

  @Test
  void theSixthCommandWithinASecondIsRefused() {
    for (int i = 0; i < CommandIntake.PER_SECOND; i++) {
      command("power", "TOGGLE");
    }
    assertThat(refusal(message("power", "TOGGLE", false, null), "power")).contains("more than 5");
    time.advance(Duration.ofSeconds(1));
    command("power", "TOGGLE");
  }

  @Test
  void commandsBeforeTheClockWasSetBackAreNotCountedForLong() {
    for (int i = 0; i < CommandIntake.PER_SECOND; i++) {
      command("power", "TOGGLE");
    }
    time.jump(Duration.ofHours(-1));
    command("power", "TOGGLE");
  }

  @Test
  void aHugePayloadIsRefusedAndNotRepeatedInFull() {
    InboundMessage message = message("power", "x".repeat(5000), false, null);
    CommandIntake.Taken taken = take(message, "power");
    assertThat(taken)
        .isInstanceOfSatisfying(
            CommandIntake.Refused.class,
            refused -> {
              assertThat(refused.reason()).contains("longer than 1024");
              assertThat(refused.payload()).hasSizeLessThan(200);
            });
  }

  @Test
  void anUnknownDeviceIsRefused() {
    CommandIntake.Taken taken =
        intake.take(
            message("power", "ON", false, null),
            new DeviceId("thingboot_2"),
            "power",
            _ -> Optional.empty());
    assertThat(taken)
        .isInstanceOfSatisfying(
            CommandIntake.Refused.class,
            refused -> assertThat(refused.reason()).contains("no device 'thingboot_2'"));
  }

  private Command command(String key, String payload) {
    CommandIntake.Taken taken = take(message(key, payload, false, null), key);
    assertThat(taken).isInstanceOf(CommandIntake.Valid.class);
    return ((CommandIntake.Valid) taken).command();
  }

  private String refusal(InboundMessage message, String key) {
    CommandIntake.Taken taken = take(message, key);
    assertThat(taken).isInstanceOf(CommandIntake.Refused.class);
    return ((CommandIntake.Refused) taken).reason();
  }

  private CommandIntake.Taken take(InboundMessage message, String key) {
    return intake.take(message, RELAY, key, _ -> Optional.of(DESCRIPTION));
  }

  private InboundMessage message(
      String key, String payload, boolean retained, @Nullable Duration expiry) {
    return new InboundMessage(
        "phasebridge/thingboot_1/" + key + "/set", payload, retained, expiry, time.instant());
  }
}
