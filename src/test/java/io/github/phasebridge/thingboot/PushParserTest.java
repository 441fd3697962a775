package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.thingboot.PushParser.Parsed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of a message that is known or likely. */
class PushParserTest {

  private static final String AT = " at=2025-03-07T03:27:11.322Z";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          order-typed          | 820720 ORDER {power=1} extra=T25030700001 mid=19b4916aa7130741 AT
          order-extra-top      | 820720 ORDER {energy=12.34, metering=1, power=1} extra=T25030700001 AT
          order-extra-in-data  | 820720 ORDER {power=0} extra=T25030700001
          order-echo           | 820720 ORDER {} extra=T25030700001 at=2025-03-07T03:27:11Z
          order-untyped        | 820720 ORDER {power=1} extra=T25030700001 at=2025-03-07T03:27:11Z
          order-device-link    | 820720 ORDER {power=1} mid=19b4916a AT
          order-error          | 820720 ORDER {} extra=T25030700001 error=device busy AT
          order-code           | 820720 ORDER {} extra=T25030700001 error=no recognisable command
          order-code-200       | 820720 ORDER {} extra=T25030700001
          order-network        | 820720 ORDER {} extra=T25030700001 AT signal=-61 ip=192.168.1.20
          order-config         | 820720 ORDER {} AT
          event-boot           | 820720 EVENT boot {current=, energy=12.34, metering=1, power=0, voltage=230.1} AT
          event-btn1-data      | 820720 EVENT btn1 {metering=0, power=1} mid=19b4916aa7130741 AT
          event-field          | 820720 EVENT btn1 {power=1} at=2025-03-07T03:27:11Z
          event-type           | 820720 EVENT btn1 {power=1} at=2025-03-07T03:27:11Z
          event-object         | 820720 EVENT btn1 {power=1} AT
          event-nested         | 820720 EVENT btn1 {power=1} AT
          event-text-in-text   | 820720 EVENT btn1 {power=1} AT
          event-number-type    | 820720 EVENT btn1 {power=1} AT
          state-typed          | 820720 STATE {active_power=118.2, apparent_power=119.7, current=0.52, energy=12.340, metering=1, power=1, power_factor=0.99, voltage=230.1} AT
          state-data-state     | 820720 STATE {energy=12.34, power=1} AT
          state-status         | Qk7Hd2 STATE {power=1} ip=1.2.3.4
          state-attributes     | 820720 STATE {power=1} firmware=p46.20250823.v12 signal=-61 ip=192.168.1.20
          state-flat           | 820720 STATE {energy=12.34, power=1} mid=19b4916a AT
          state-single         | 820720 STATE {power=1} AT
          state-list           | 820720 STATE {power=1} AT; 820721 STATE {power=0} AT
          state-list-in-envelope | 820720 STATE {power=1} AT; 820721 STATE {power=0} AT
          online-event         | 820720 ONLINE online {power=1} AT
          offline-name         | 820720 OFFLINE offline {} mid=19b4916a AT
          offline-type         | 820720 OFFLINE offline {}
          online-type-with-flag | 820720 OFFLINE offline {}
          online-flag          | 820720 ONLINE online {}
          offline-flag-object  | 820720 OFFLINE offline {}
          query-today          | 820720 ORDER {today=1.234} extra=T25030700001 AT
          query-bare           | 820720 ORDER {} extra=T25030700001
          query-value          | 820720 ORDER {} extra=T25030700001
          query-days           | 820720 ORDER {} extra=T25030700001
          query-hours-map      | 820720 ORDER {2025-03-07 09=0.34, 2025-03-07 10=0.12} extra=T25030700001
          """)
  void everyFixtureIsRead(String fixture, String expected) {
    Parsed parsed = PushParser.parse(PushFixtures.read(fixture), null);

    assertThat(parsed.problems()).isEmpty();
    assertThat(described(parsed)).isEqualTo(expected.strip().replace(" AT", AT));
  }

  @Test
  void everyFixtureStandsInTheReadmeAndEveryNameInItIsAFixture() {
    List<String> listed =
        PushFixtures.readme()
            .lines()
            .filter(line -> line.startsWith("| `push-"))
            .map(line -> line.replaceAll("^\\| `push-([a-z0-9-]+)\\.json`.*", "$1"))
            .sorted()
            .toList();

    assertThat(listed).isEqualTo(PushFixtures.names());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'state':{'power':1}}",
        "{'type':'state','state':{'power':1}}",
        "{'power':1}",
        "{'id':7,'power':'1'}",
        "{'key':'Qk7Hd2','data':{'power':true}}",
        "power=1",
        "data=%7B%22power%22%3A1%7D",
        "state[power]=1&ts=1741318031"
      })
  void theWayAMessageComesMayNameItsDevice(String body) {
    PushMessage message = only(body.replace('\'', '"'), "820720");

    assertThat(message.device()).isEqualTo("820720");
    assertThat(message.type()).isEqualTo(PushMessage.Type.STATE);
    assertThat(message.report().properties()).isEqualTo(Map.of("power", "1"));
  }

  @Test
  void aMessageOfAnotherDeviceThanItsAddressNamesIsLeftOut() {
    Parsed parsed = PushParser.parse("{\"device\":820721,\"state\":{\"power\":1}}", "820720");

    assertThat(parsed.messages()).isEmpty();
    assertThat(parsed.problems())
        .containsExactly("a message of another device than its address names");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          device=820720&power=1&metering=0                       | 820720 STATE {metering=0, power=1}
          device=820720&type=event&name=btn1&state=%7B%22power%22%3A%221%22%7D | 820720 EVENT btn1 {power=1}
          data=%7B%22device%22%3A820720%2C%22name%22%3A%22btn1%22%7D | 820720 EVENT btn1 {}
          message=%7B%22device%22%3A820720%2C%22online%22%3A1%7D | 820720 ONLINE online {}
          data=%5B%7B%22device%22%3A1%2C%22online%22%3A1%7D%5D   | 1 ONLINE online {}
          device[id]=820720&state[power]=1&state[metering]=0     | 820720 STATE {metering=0, power=1}
          """)
  void aFormIsReadAsJson(String body, String expected) {
    assertThat(described(PushParser.parse(body, null))).isEqualTo(expected);
  }

  @Test
  void aJsonTextWhoseContentIsAMessageIsOpened() {
    assertThat(described(PushParser.parse("\"{\\\"device\\\":1,\\\"online\\\":0}\"", null)))
        .isEqualTo("1 OFFLINE offline {}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"device":1,"MsgType":"Event","name":"btn1"}                      | 1 EVENT btn1 {}
          {"device":1,"type":"1","state":{"power":1}}                       | 1 STATE {power=1}
          {"device":1,"type":2,"state":{"power":1}}                         | 1 STATE {power=1}
          {"device":1,"type":"device_online"}                               | 1 ONLINE online {}
          {"device":1,"event":"Offline"}                                    | 1 OFFLINE offline {}
          {"device":1,"event":"event","name":"btn1"}                        | 1 EVENT btn1 {}
          {"device":1,"event":{"event":"btn1","data":{"power":0}}}          | 1 EVENT btn1 {power=0}
          {"device":1,"event_type":"btn1"}                                  | 1 EVENT btn1 {}
          {"device":1,"type":"btn1"}                                        | 1 EVENT btn1 {}
          {"device":1,"name":"Boiler","type":"btn1","state":{"power":1}}    | 1 EVENT btn1 {power=1}
          {"device":1,"msg_type":"boot","data":{"power":0}}                 | 1 EVENT boot {power=0}
          {"device":1,"type":"event","state":{"power":1}}                   | 1 EVENT {power=1}
          {"device":1,"name":"Boot","state":{}}                             | 1 EVENT boot {}
          {"device":1,"name":"state","data":{"power":1}}                    | 1 STATE {power=1}
          {"device":1,"type":"state","name":"Boiler","state":{"power":1}}   | 1 STATE {power=1}
          {"device":1,"state":"offline"}                                    | 1 OFFLINE offline {}
          {"device":1,"type":"online","status":"offline"}                   | 1 OFFLINE offline {}
          {"device":1,"online":false,"state":{"power":1}}                   | 1 OFFLINE offline {power=1}
          {"device":1,"order":{},"extra":"","state":{"power":1}}            | 1 STATE {power=1}
          {"device":1,"data":{"ret":"ok"}}                                  | 1 ORDER {}
          {"device":1,"data":{"relay1":"ok"}}                               | 1 ORDER {}
          {"device":1,"data":{"point":"1000","extra":"a1"}}                 | 1 ORDER {} extra=a1
          {"device":1,"order":"{\\"power\\":1,\\"extra\\":\\"a1\\"}"}       | 1 ORDER {} extra=a1
          {"device":1,"order":{"power":1},"result":{"power":"1"}}           | 1 ORDER {power=1}
          {"device":1,"data":{"order":{"power":1,"extra":"a1"},"error":"x"}} | 1 ORDER {} extra=a1 error=x
          {"device":1,"type":"order","extra":5,"error":{"msg":"no"}}        | 1 ORDER {} extra=5 error=no
          {"device":1,"type":"order","extra":"a1","error":0}                | 1 ORDER {} extra=a1
          {"device":1,"type":"order","extra":"a1","code":0,"msg":"success"} | 1 ORDER {} extra=a1
          {"device":1,"type":"order","extra":"a1","code":502}               | 1 ORDER {} extra=a1 error=code 502
          {"device":1,"type":"order","extra":"a1","data":{"ret":"busy"}}    | 1 ORDER {} extra=a1 error=busy
          {"device":1,"type":"order","code":504,"msg":"no","state":{"power":0},"power":1} | 1 ORDER {power=0} error=no
          {"device":1,"type":"order","data":{"power":"ok"}}                 | 1 ORDER {}
          {"device":1,"firmware":"p46.20250823.v12"}                        | 1 STATE {firmware=p46.20250823.v12} firmware=p46.20250823.v12
          {"device":1,"state":{"power":1},"ts":"soon"}                      | 1 STATE {power=1}
          {"device":1,"state":{"power":1},"ts":1741318031.5}                | 1 STATE {power=1} at=2025-03-07T03:27:11.500Z
          {"device":1,"state":{"power":1},"ts":12}                          | 1 STATE {power=1} at=1970-01-01T00:00:12Z
          {"device":" 1 ","state":{"power":1,"list":[1],"object":{}}}       | 1 STATE {power=1}
          {"id":"19b4916a","device":820720,"state":{"power":1}}             | 820720 STATE {power=1}
          {"data":{"device":820720,"state":{"power":1}},"ts":1741318031}    | 820720 STATE {power=1} at=2025-03-07T03:27:11Z
          """)
  void theLikelyFormsAreRead(String body, String expected) {
    assertThat(described(PushParser.parse(body, null))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          | an empty body
          secret | a body that is neither JSON nor a form
          {"device":1,"secret" | a body that is neither JSON nor a form
          secret value = 1 | a body that is neither JSON nor a form
          17 | 1 parts that are no JSON objects
          [1,"secret",[true]] | 3 parts that are no JSON objects
          {"state":{"secret":1}} | a message that names no device
          {"device":"../secret","state":{"power":1}} | a message that names no device
          {"device":1} | a message in which nothing is known
          {"device":1,"type":17,"ts":1741318031} | a message in which nothing is known
          """)
  void whatCannotBeReadIsToldWithoutItsContent(String body, String problem) {
    Parsed parsed = PushParser.parse(body == null ? "" : body, null);

    assertThat(parsed.messages()).isEmpty();
    assertThat(parsed.problems()).containsExactly(problem);
  }

  @Test
  void aBodyHoldsAtMostAHundredMessages() {
    String list =
        IntStream.rangeClosed(1, 103)
            .mapToObj(i -> "{\"device\":" + i + ",\"online\":1}")
            .collect(Collectors.joining(",", "[", "]"));

    for (String body : List.of(list, "{\"data\":" + list + "}", "data=" + encoded(list))) {
      Parsed parsed = PushParser.parse(body, null);

      assertThat(parsed.messages()).hasSize(100);
      assertThat(parsed.problems())
          .containsExactly("3 messages beyond the 100 that one body may hold");
    }
  }

  @Test
  void aHugeBodyIsNotRead() {
    assertThat(PushParser.parse("[" + " ".repeat(300_000) + "]", null).problems())
        .containsExactly("a body of more than 262144 characters");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static PushMessage only(String body, String device) {
    Parsed parsed = PushParser.parse(body, device);
    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.messages()).hasSize(1);
    return parsed.messages().getFirst();
  }

  private static String described(Parsed parsed) {
    return parsed.messages().stream()
        .map(PushParserTest::described)
        .collect(Collectors.joining("; "));
  }

  private static String described(PushMessage message) {
    Report report = message.report();
    List<String> words = new ArrayList<>(List.of(message.device(), message.type().toString()));
    words.add(message.name());
    words.add(new TreeMap<>(report.properties()).toString());
    words.add(message.extra() == null ? "" : "extra=" + message.extra());
    words.add(message.error() == null ? "" : "error=" + message.error());
    words.add(message.mid() == null ? "" : "mid=" + message.mid());
    words.add(message.at() == null ? "" : "at=" + message.at());
    words.add(report.firmware() == null ? "" : "firmware=" + report.firmware());
    words.add(report.signal() == null ? "" : "signal=" + report.signal());
    words.add(report.ip() == null ? "" : "ip=" + report.ip());
    words.removeIf(String::isEmpty);
    return String.join(" ", words);
  }
}
