package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The forms in which a query may be answered, and what is no answer. */
class QueryAnswersTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          query-today     | today | 1.234 {}
          query-bare      | today | 1.234 {}
          query-value     | today | 1.234 {}
          query-days      | days  | null {values=[1.20, 3.4, ]}
          query-hours-map | hours | null {2025-03-07 10=0.12, 2025-03-07 09=0.34}
          """)
  void everyFixtureIsUnderstood(String fixture, String query, String expected) {
    PushMessage message = PushParser.parse(PushFixtures.read(fixture), null).messages().getFirst();

    assertThat(described(QueryAnswers.find(message.content(), query, true))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"today":1.2}                                  | 1.2 {}
          {"today":0}                                    | 0 {}
          {"Today":"1.20"}                               | 1.20 {}
          {"data":{"state":{"today":1.2}}}               | 1.2 {}
          {"state":{"power":1,"today":1.2}}              | 1.2 {}
          {"result":{"today":1.2}}                       | 1.2 {}
          {"query":{"today":1.2}}                        | 1.2 {}
          {"query":"today","value":"1.2"}                | 1.2 {}
          {"query":"today","data":1.2}                   | 1.2 {}
          {"query":"today","data":{"value":1.2}}         | 1.2 {}
          {"query":"today","result":1.2}                 | 1.2 {}
          {"order":{"query":"today","extra":"a1"},"data":1.2} | 1.2 {}
          {"order":{"query":"today","extra":"a1"},"data":{"state":1.2}} | 1.2 {}
          {"today":{"energy":1.2}}                       | 1.2 {}
          {"today":{"energy":1.2,"unit":"kWh"}}          | 1.2 {}
          {"today":{"kwh":"1.2"}}                        | 1.2 {}
          {"today":{"a":1,"b":"2"}}                      | null {a=1, b=2}
          {"today":[1,"2",true]}                         | null {values=[1, 2, true]}
          {"today":"1.2kWh"}                             | null {value=1.2kWh}
          {"today":"1,2"}                                | null {value=1,2}
          {"today":-1}                                   | null {value=-1}
          """)
  void anAnswerThatNamesItsQueryIsFound(String content, String expected) {
    assertThat(described(QueryAnswers.find(json(content), "today", false))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          1.2                                            | 1.2 {}
          "1.2"                                          | 1.2 {}
          [1.2,"3"]                                      | null {values=[1.2, 3]}
          {"data":1.2,"extra":"a1"}                      | 1.2 {}
          {"data":{"result":1.2}}                        | 1.2 {}
          {"value":[{"day":"2025-03-07","energy":"1.2"}]} | null {values=[{day=2025-03-07, energy=1.2}]}
          {"query":"1.2"}                                | 1.2 {}
          {"data":{"0":1.2,"1":"3","extra":"a1"}}        | null {0=1.2, 1=3}
          {"day1":1.2,"day2":3}                          | null {day1=1.2, day2=3}
          """)
  void whatAnswersAKnownQueryNeedNotNameIt(String content, String expected) {
    assertThat(described(QueryAnswers.find(json(content), "days", true))).isEqualTo(expected);
    assertThat(QueryAnswers.find(json(content), "days", false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"query\":\"today\"}",
        "{\"query\":\"today\",\"extra\":\"a1\"}",
        "{\"order\":{\"query\":\"today\",\"extra\":\"a1\"},\"code\":200,\"ts\":1741318031}",
        "{\"today\":null}",
        "{\"today\":\"\"}",
        "{\"today\":\"ok\"}",
        "{\"today\":true}",
        "{\"today\":{}}",
        "{\"ret\":\"ok\"}",
        "{\"error\":\"text\"}",
        "{\"data\":{\"power\":1,\"energy\":12.3}}",
        "{\"query\":\"total\",\"value\":1.2}",
        "{\"order\":{\"query\":\"total\"},\"data\":1.2}",
        "{\"total\":1.2}",
        "\"ok\"",
        "null",
        "true",
        "{\"today\":1e999999}"
      })
  void whatIsNoAnswerIsNone(String content) {
    assertThat(QueryAnswers.find(json(content), "today", true)).isEmpty();
  }

  @Test
  void aNumberKeepsItsDigitsAndAttributesKeepTheVendorsOrder() {
    JsonNode days = json("{\"days\":{\"2025-03-07\":1.20,\"2025-03-06\":3,\"2025-03-05\":0.5}}");

    QueryAnswers.Answer answer = QueryAnswers.find(days, "days", false).orElseThrow();

    assertThat(answer.number()).isNull();
    assertThat(List.copyOf(answer.attributes().keySet()))
        .containsExactly("2025-03-07", "2025-03-06", "2025-03-05");
    assertThat(answer.attributes()).containsEntry("2025-03-07", new BigDecimal("1.20"));
  }

  @Test
  void aSingleNumberForDaysIsANumber() {
    assertThat(described(QueryAnswers.find(json("{\"days\":1.2}"), "days", false)))
        .isEqualTo("1.2 {}");
  }

  @Test
  void anAbsurdlyLongListIsNoAnswer() {
    JsonNode list = json("[" + "0,".repeat(1000) + "0]");

    assertThat(QueryAnswers.find(list, "days", true)).isEmpty();
  }

  private static String described(Optional<QueryAnswers.Answer> answer) {
    return answer.map(found -> found.number() + " " + found.attributes()).orElse("nothing");
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text);
  }
}
