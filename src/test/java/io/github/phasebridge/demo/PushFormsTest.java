package io.github.phasebridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.demo.PushForms.Envelope;
import io.github.phasebridge.demo.PushForms.ExtraPlace;
import io.github.phasebridge.demo.PushForms.QueryAnswer;
import io.github.phasebridge.demo.PushForms.Time;
import io.github.phasebridge.demo.PushForms.Values;
import io.github.phasebridge.demo.RelayMessage.Answer;
import io.github.phasebridge.demo.RelayMessage.Event;
import io.github.phasebridge.demo.RelayMessage.Reply;
import io.github.phasebridge.demo.RelayMessage.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The assumed forms of messages, to the letter. */
class PushFormsTest {

  private static final Instant AT = Instant.ofEpochMilli(1_741_318_031_322L);
  private static final Map<String, BigDecimal> STATE =
      Map.of("power", BigDecimal.ONE, "voltage", new BigDecimal("230.1"));
  private static final Answer POWER =
      new Answer(
          ThingbootClient.json("{\"power\":1,\"extra\":\"a1\"}"),
          new Reply.Properties(Map.of("power", BigDecimal.ONE)));

  private static String write(PushForms forms, RelayMessage message) {
    return forms.write("820720", message, AT, "19b4916aa7130741");
  }

  @Test
  void theDefaultForms() {
    assertThat(write(PushForms.DEFAULT, POWER))
        .isEqualTo(
            "{\"mid\":\"19b4916aa7130741\",\"type\":\"order\",\"device\":820720,"
                + "\"order\":{\"power\":1,\"extra\":\"a1\"},\"data\":{\"power\":\"1\"},"
                + "\"ts\":1741318031322}");
    assertThat(write(PushForms.DEFAULT, new Event("btn1", STATE)))
        .isEqualTo(
            "{\"mid\":\"19b4916aa7130741\",\"type\":\"event\",\"device\":820720,"
                + "\"name\":\"btn1\",\"state\":{\"power\":\"1\",\"voltage\":\"230.1\"},"
                + "\"ts\":1741318031322}");
    assertThat(write(PushForms.DEFAULT, new State(STATE)))
        .isEqualTo(
            "{\"mid\":\"19b4916aa7130741\",\"type\":\"state\",\"device\":820720,"
                + "\"state\":{\"power\":\"1\",\"voltage\":\"230.1\"},\"ts\":1741318031322}");
  }

  @Test
  void theNamedFormHasNoTypeAndTheNestedOneHasAllInData() {
    PushForms bare = PushForms.DEFAULT.withIdentity(false, Time.ABSENT).withValues(Values.NUMBER);

    assertThat(write(bare.withEnvelope(Envelope.NAMED), new Event("boot", STATE)))
        .isEqualTo(
            "{\"device\":{\"id\":820720},\"name\":\"boot\","
                + "\"data\":{\"power\":1,\"voltage\":230.1}}");
    assertThat(write(bare.withEnvelope(Envelope.NESTED), new Event("boot", STATE)))
        .isEqualTo(
            "{\"type\":\"event\",\"id\":\"820720\",\"data\":{\"name\":\"boot\","
                + "\"state\":{\"power\":1,\"voltage\":230.1}}}");
    assertThat(write(bare.withEnvelope(Envelope.NESTED).withExtra(ExtraPlace.TOP), POWER))
        .isEqualTo(
            "{\"type\":\"order\",\"id\":\"820720\",\"data\":{\"order\":{\"power\":1},"
                + "\"state\":{\"power\":1}},\"extra\":\"a1\"}");
  }

  @Test
  void onTheLanNoDeviceIsNamed() {
    for (PushForms forms : PushForms.variants()) {
      JsonNode message = ThingbootClient.json(forms.write(null, new Event("btn1", STATE), AT, "m"));
      assertThat(message.has("device")).isFalse();
      assertThat(message.has("id")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"ORDER, /order/extra", "DATA, /data/extra", "TOP, /extra"})
  void theMarkComesBackWhereItIsSaidTo(ExtraPlace place, String pointer) {
    String written = write(PushForms.DEFAULT.withExtra(place), POWER);

    assertThat(ThingbootClient.json(written).at(pointer).asString()).isEqualTo("a1");
    assertThat(written.split("a1", -1)).hasSize(2);
    assertThat(write(PushForms.DEFAULT.withExtra(ExtraPlace.NOWHERE), POWER)).doesNotContain("a1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "OBJECT; {\"days\":[1.5,2]}",
        "BARE; [1.5,2]",
        "NAME_AND_VALUE; {\"query\":\"days\",\"value\":[1.5,2]}"
      })
  void answersToQueriesHaveThreeForms(QueryAnswer form, String data) {
    Answer days =
        new Answer(
            ThingbootClient.json("{\"query\":\"days\"}"),
            new Reply.Energy("days", List.of(new BigDecimal("1.5"), new BigDecimal("2"))));

    assertThat(
            ThingbootClient.json(
                    write(PushForms.DEFAULT.withQuery(form).withValues(Values.NUMBER), days))
                .path("data"))
        .hasToString(data);
  }

  @Test
  void anAnswerMayOnlyRepeatTheOrderButAFailureIsAlwaysTold() {
    PushForms echo = PushForms.DEFAULT.withReplies(false);

    assertThat(write(echo, POWER)).doesNotContain("data");
    assertThat(write(echo, new Answer(POWER.order(), new Reply.Failed("too hot"))))
        .contains("\"data\":{\"error\":\"too hot\"}");
  }

  static List<PushForms> variants() {
    return PushForms.variants();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void everyVariantIsJsonWithTheState(PushForms forms) {
    assertThat(ThingbootClient.json(write(forms, new Event("btn1", STATE))).toString())
        .contains("btn1", "230.1", "820720");
    assertThat(ThingbootClient.json(write(forms, POWER)).isObject()).isTrue();
  }

  @Test
  void theVariantsUseEveryChoice() {
    List<PushForms> all = PushForms.variants();

    assertThat(all).extracting(PushForms::envelope).contains(Envelope.values());
    assertThat(all).extracting(PushForms::extra).contains(ExtraPlace.values());
    assertThat(all).extracting(PushForms::values).contains(Values.values());
    assertThat(all).extracting(PushForms::time).contains(Time.values());
    assertThat(all).extracting(PushForms::query).contains(QueryAnswer.values());
    assertThat(all).extracting(PushForms::mid).containsAll(Arrays.asList(true, false));
    assertThat(all).extracting(PushForms::replies).containsAll(Arrays.asList(true, false));
  }
}
