package io.github.phasebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.Secret;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MqttServiceTest {

  @Test
  void theDocumentedAnswerIsRead() {
    assertThat(
            MqttService.parse(
                """
                {"result": "ok", "data": {"addon": "core_mosquitto", "host": "core-mosquitto",
                 "port": 1883, "ssl": false, "username": "addons", "password": "s3cret",
                 "protocol": "3.1.1"}}
                """))
        .contains(
            new MqttService(
                URI.create("mqtt://core-mosquitto:1883"), "addons", new Secret("s3cret")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'app':'x','host':'h','port':'1884','ssl':true}        | mqtts://h:1884",
        "{'host':'h','port':8883,'ssl':'true','new':{'a':[1]}}  | mqtts://h:8883",
        "{'host':'h','port':1883}                               | mqtt://h:1883",
        "{'host':'h','port':1883,'ssl':null,'username':null}    | mqtt://h:1883",
        "{'host':'localhost','port':1883,'ssl':false}           | mqtt://core-mosquitto:1883",
        "{'host':'fd00::2','port':1883}                         | mqtt://[fd00::2]:1883"
      })
  void formsThatOtherVersionsMaySendAreReadToo(String data, String address) {
    assertThat(parse(data)).contains(new MqttService(URI.create(address), "", Secret.NONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "{'port':1883}",
        "{'host':'','port':1883}",
        "{'host':{'a':1},'port':1883}",
        "{'host':'h'}",
        "{'host':'h','port':0}",
        "{'host':'h','port':65536}",
        "{'host':'h','port':1883.5}",
        "{'host':'h','port':'mqtt'}",
        "{'host':'h/../x','port':1883}",
        "{'host':'a b','port':1883}",
        "{'host':'h','port':1883,'ssl':'maybe'}",
        "{'host':'h','port':1883,'ssl':1}"
      })
  void whatNamesNoUsableBrokerIsNone(String data) {
    assertThat(parse(data)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "<html>", "\"text\"", "{\"data\":3}", "{\"result\":\"ok\"}"})
  void whatIsNoAnswerAtAllIsNone(String body) {
    assertThat(MqttService.parse(body)).isEmpty();
  }

  private static Optional<MqttService> parse(String data) {
    return MqttService.parse("{'result':'ok','data':%s}".formatted(data).replace('\'', '"'));
  }
}
