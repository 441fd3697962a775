package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.thingboot.ConfigurationAnswers.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What is said about a written configuration item, here {@code relay1 = 1}. */
class ConfigurationAnswersTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The words for each: what it means when a write was asked for, and when not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"relay1":"ok"}                                  | confirmed | confirmed
          {"relay1":"1"}                                   | confirmed | confirmed
          {"relay1":1}                                     | confirmed | confirmed
          {"relay1":true}                                  | confirmed | confirmed
          {"Relay1":"OK"}                                  | confirmed | confirmed
          {"config":{"relay1":"ok"}}                       | confirmed | confirmed
          {"device":820720,"data":{"config":{"relay1":1}}} | confirmed | confirmed
          {"relay1":{"ret":"ok"}}                          | confirmed | confirmed
          {"name":"relay1","ret":"ok"}                     | confirmed | confirmed
          {"name":"relay1","info":"1"}                     | confirmed | confirmed
          {"ret":"ok"}                                     | confirmed | silent
          {"data":{"ret":"ok"}}                            | confirmed | silent
          "ok"                                             | confirmed | silent
          {"error":"flash is full"}                        | refused: flash is full | silent
          {"config":{"error":"flash is full"}}             | refused: flash is full | silent
          {"code":504,"msg":"no such item"}                | refused: no such item | silent
          {"ret":"busy"}                                   | refused: busy | silent
          {"relay1":"error"}                               | refused: error | refused: error
          {"relay1":{"error":"flash is full"}}             | refused: flash is full | refused: flash is full
          {"name":"relay1","error":"flash is full"}        | refused: flash is full | refused: flash is full
          {"relay1":"0"}                                   | silent | silent
          {"relay1":null}                                  | silent | silent
          {"action1":"ok"}                                 | silent | silent
          {"power":"1"}                                    | silent | silent
          {}                                               | silent | silent
          17                                               | silent | silent
          """)
  void whatIsSaidIsUnderstood(String content, String asked, String notAsked) {
    assertThat(described(content, true)).isEqualTo(asked);
    assertThat(described(content, false)).isEqualTo(notAsked);
  }

  @Test
  void anItemOfSeveralWordsIsFound() {
    assertThat(
            ConfigurationAnswers.read(
                JSON.readTree("{\"metering_interval\":\"ok\"}"), "metering_interval", "5", false))
        .isEqualTo(new Answer.Confirmed());
  }

  @Test
  void anAnswerWithoutDataSaysNothing() {
    assertThat(ConfigurationAnswers.read(MissingNode.getInstance(), "relay1", "1", true))
        .isEqualTo(new Answer.Silent());
  }

  @Test
  void theFixtureOfAMessageConfirms() {
    PushMessage message =
        PushParser.parse(PushFixtures.read("order-config"), null).messages().getFirst();

    assertThat(ConfigurationAnswers.read(message.content(), "relay1", "1", false))
        .isEqualTo(new Answer.Confirmed());
  }

  private static String described(String content, boolean asked) {
    return switch (ConfigurationAnswers.read(JSON.readTree(content), "relay1", "1", asked)) {
      case Answer.Confirmed() -> "confirmed";
      case Answer.Refused(String reason) -> "refused: " + reason;
      case Answer.Silent() -> "silent";
    };
  }
}
