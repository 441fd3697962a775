package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a product file is said in a sentence, with file, line and value. */
class ProductProblemsTest {

  /** Every row stands on a line of its own, so that the tests can change one. */
  private static final String GOOD =
      """
      id = p50
      model = "Plug"
      properties = [
        { name = power, kind = switch, on = 1, off = 0 }
        { name = energy, label = Energy, kind = energy, unit = kWh, precision = 2 }
      ]
      commands = [
        { name = point, value = 500, key = point, label = On, effect = pulse, property = power, first = on, milliseconds = 500 }
        { name = query, value = today, key = query, label = Ask, effect = query, answer = energy_today, answer-label = Today }
        { name = clear, value = all, key = clear, label = Clear, effect = clear, resets = [ energy, energy_today ] }
        { name = system, value = restart, key = restart, label = Restart, category = config, icon = "mdi:restart", device-class = restart }
      ]
      events = [
        { name = btn1, label = Button, device-class = button, event-type = press_end, trigger-type = a, trigger-subtype = b, resets = [ energy ] }
        { name = btn2, label = Button 2, event-type = press_end, trigger-type = a, trigger-subtype = c, rereads-state = yes }
      ]
      midnight-resets = [ energy_today ]
      configuration = [
        { name = relay1, label = Relay, options = [ { value = 1, label = On }, { value = 0, label = Off } ] }
      ]
      firmware = [
        { version = p50.20250101.v1, builds = [ { id = 7, size = 1 KB, date = "2025-01-01 00:00:00" } ] }
        { version = p50.20250201.v2, builds = [ { id = 8, size = 1.25 MB, date = "2025-02-01 00:00:00" } ] }
      ]
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("plug.conf");
  }

  @Test
  void theFileIsGoodWithoutAnyChange() throws Exception {
    Files.writeString(file, GOOD);

    Product plug = Products.load(folder).of(List.of("p50"), null);
    assertThat(plug.firmware())
        .extracting(Product.FirmwareRelease::version)
        .containsExactly("p50.20250201.v2", "p50.20250101.v1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id = p50                 | id = P50             | 1: id = P50: allowed is 1 to 64 lower-case letters, digits and _, beginning with a letter
          model = "Plug"           | mdel = Plug          | 2: mdel: unknown setting; did you mean 'model'?
          properties =             | properties = [ 5 ], p = | 3: properties[0]: allowed is a list of groups like [ { key = value } ]
          name = power,            | name = Power,        | 4: properties[0].name = Power: allowed is 1 to 64 lower-case letters, digits and _, beginning with a letter
          name = power,            | nam = power,         | 4: properties[0].nam: unknown setting; did you mean 'name'?
          name = power,            | name = firmware,     | 4: properties[0].name = firmware: every relay has an entity with this key
          name = power,            | name = state,        | 4: properties[0].name = state: every device has a topic or a value of this name
          kind = switch            | kind = voltge        | 4: properties[0].kind = voltge: allowed is switch, voltage, current, power, apparent-power, energy, power-factor, frequency, duration, signal-strength, number; did you mean 'voltage'?
          kind = switch            | kind = text          | 4: properties[0].kind = text: allowed is switch, voltage,
          off = 0                  | off = 1              | 4: properties[0].off = 1: allowed is another value than that of on
          off = 0                  | of = 0               | 4: properties[0].off: allowed is a text of 1 to 200 bytes
          off = 0                  | off = 0, unit = V    | 4: properties[0].unit: unknown setting
          name = energy,           | name = power,        | 5: properties[1].name = power: another entity of this product has this key
          label = Energy,          | lable = Energy,      | 5: properties[1].name = energy: only one property can go without a label
          unit = kWh               | unit = kwh           | 5: properties[1].unit = kwh: allowed is a unit of energy that Home Assistant knows
          precision = 2            | precision = two      | 5: properties[1].precision = two: allowed is a whole number from 0 to 6
          precision = 2            | category = config    | 5: properties[1].category = config: allowed is primary, diagnostic
          value = 500,             | value = [ 500 ],     | 8: commands[0].value: allowed is a single value
          effect = pulse           | effect = puls        | 8: commands[0].effect = puls: allowed is none, pulse, restart, network, query, clear; did you mean 'pulse'?
          property = power         | property = energy    | 8: commands[0].property = energy: 'energy' is no property of kind switch; allowed is power
          property = power,        | ' '                  | 8: commands[0].property: allowed is 1 to 64
          first = on               | first = up           | 8: commands[0].first = up: allowed is true or false
          milliseconds = 500       | milliseconds = 0     | 8: commands[0].milliseconds = 0: allowed is a whole number from 1 to 3600000
          key = query              | key = point          | 9: commands[1].key = point: another entity of this product has this key
          answer = energy_today    | answer = ip          | 9: commands[1].answer = ip: every relay has an entity with this key
          answer = energy_today    | answer = energy      | 9: commands[1].answer = energy: another entity of this product has this key
          answer-label = Today     | list = some          | 9: commands[1].list = some: allowed is true or false
          resets = [ energy, energy_today ] | resets = [ energy_tody ] | 10: commands[2].resets: 'energy_tody' is no counter of this product; allowed is energy, energy_today
          resets = [ energy, energy_today ] | resets = [ power ] | 10: commands[2].resets: 'power' is no counter of this product; allowed is energy, energy_today
          value = all              | 'value = all, effekt = x' | 10: commands[2].effekt: unknown setting; did you mean 'effect'?
          name = clear, value = all | 'name = query, value = today' | 10: commands[2].value = today: this command is listed twice
          category = config        | category = setting   | 11: commands[3].category = setting: allowed is primary, config, diagnostic
          icon = "mdi:restart"     | icon = restart       | 11: commands[3].icon = restart: allowed is an icon like mdi:timer-outline
          device-class = restart   | device-class = reset | 11: commands[3].device-class = reset: allowed is identify, restart, update
          device-class = button    | device-class = btn   | 14: events[0].device-class = btn: allowed is button, doorbell, motion
          resets = [ energy ]      | resets = [ ENERGY ]  | 14: events[0].resets = ENERGY: allowed is 1 to 64
          trigger-subtype = c      | trigger-subtype = b  | 15: events[1].trigger-subtype = b: another event of this product has this trigger-type and trigger-subtype
          rereads-state = yes      | category = config    | 15: events[1].category = config: allowed is primary, diagnostic
          name = btn2              | name = btn1          | 15: events[1].name = btn1: another entity of this product has this key
          midnight-resets = [ energy_today ] | midnight-resets = [ nothing ] | 17: midnight-resets: 'nothing' is no counter of this product; allowed is energy, energy_today
          { value = 1, label = On }, { value = 0, label = Off } | ' ' | 19: configuration[0].options: allowed is a list of at least one option
          value = 0, label = Off   | 'value = 1, label = Off' | 19: configuration[0].options[1].value = 1: another option has this value
          value = 0, label = Off   | 'value = 0, label = On'  | 19: configuration[0].options[1].label = On: another option has this label
          p50.20250101.v1          | p46.20250101.v1      | 22: firmware[0].version = p46.20250101.v1: allowed is a version like p50.20250823.v12: the product's id, a date and a number
          p50.20250101.v1          | p50.20251301.v1      | 22: firmware[0].version = p50.20251301.v1: allowed is a version like
          id = 7                   | id = seven           | 22: firmware[0].builds[0].id = seven: allowed is a whole number from 1 to 2147483647
          size = 1 KB              | size = big           | 22: firmware[0].builds[0].size = big: allowed is a size like 284.82 KB, as the vendor writes it
          2025-01-01 00:00:00      | 2025-02-30 00:00:00  | 22: firmware[0].builds[0].date = 2025-02-30 00:00:00: allowed is a date and time like 2025-08-23 10:02:35
          p50.20250201.v2          | p50.20250101.v1      | 23: firmware[1].version = p50.20250101.v1: this version is listed twice
          id = 8                   | id = 7               | 23: firmware[1].builds[0].id = 7: this build is listed twice
          model = "Plug"           | 'model = ${PLUG}'      | 2: there is nothing to put in for ${PLUG}
          """)
  void aProblemIsSaidWithItsPlaceAndWhatIsAllowed(String right, String wrong, String problem)
      throws Exception {
    assertThat(GOOD).contains(right);
    Files.writeString(
        file, GOOD.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong)));

    assertThatThrownBy(() -> Products.load(folder))
        .isInstanceOf(ProductFileException.class)
        .hasMessageContaining("plug.conf:" + problem);
  }

  /** Whatever somebody mistypes becomes a sentence, never another exception. */
  @RepeatedTest(200)
  void aMutilatedFileIsReadOrRefused(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    StringBuilder text = new StringBuilder(GOOD);
    for (int i = 0; i < 3; i++) {
      int at = random.nextInt(text.length() - 20);
      if (random.nextBoolean()) {
        text.delete(at, at + random.nextInt(20));
      } else {
        text.insert(at, "{}[]=,\"0a ${#".charAt(random.nextInt(13)));
      }
    }
    Files.writeString(file, text);
    try {
      assertThat(Products.load(folder).all()).isNotEmpty();
    } catch (ProductFileException e) {
      assertThat(e).message().contains("plug.conf");
    }
  }

  @Test
  void whatFollowsFromAMistypedIdIsNotSaidToo() throws Exception {
    Files.writeString(file, GOOD.replace("id = p50", "id = P50"));

    assertThatThrownBy(() -> Products.load(folder))
        .message()
        .satisfies(message -> assertThat(message.lines()).hasSize(1));
  }

  @Test
  void versionsOfAnotherProductAreNotCalledRepeatedToo() throws Exception {
    Files.writeString(file, GOOD.replace("id = p50", "id = p51"));

    assertThatThrownBy(() -> Products.load(folder))
        .message()
        .satisfies(message -> assertThat(message.lines()).hasSize(2))
        .satisfies(message -> assertThat(message).doesNotContain("twice"));
  }

  @Test
  void whatFollowsFromAMistypedKindIsNotSaidToo() throws Exception {
    Files.writeString(
        file, GOOD.replace("kind = switch", "kind = swtch").replace("kind = energy", "kind = e"));

    assertThatThrownBy(() -> Products.load(folder))
        .message()
        .satisfies(message -> assertThat(message.lines()).hasSize(2));
  }
}
