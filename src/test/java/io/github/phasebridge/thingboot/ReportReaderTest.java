package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Network facts and values are found wherever they stand, and nothing is made up. */
class ReportReaderTest {

  private static final JsonMapper MAPPER = new JsonMapper();

  @Test
  void valuesAreTextsNumbersAndTrueOrFalse() {
    Report report =
        ofProperties(
            "{'power':true,'metering':false,'energy':12.50,'voltage':' 230.1 ','current':null,"
                + "'list':[1],'object':{'a':1},'count':7}");

    assertThat(report.properties())
        .isEqualTo(
            Map.of(
                "power", "1",
                "metering", "0",
                "energy", "12.5",
                "voltage", "230.1",
                "current", "",
                "count", "7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'firmware':'p46.20250823.v12'} | p46.20250823.v12",
        "{'network':{'version':'v12'}} | v12",
        "{'ver':12} | 12",
        "{'sw':' p46.20250823.v12 '} | p46.20250823.v12",
        "{'firmware':{'id':1225,'version':'p46.20250823.v12'}} | p46.20250823.v12",
        "{'version':'1.0','firmware':'p46.20250823.v12'} | p46.20250823.v12",
        "{'firmware':'','data':{'firmwareVersion':'v3'}} | v3",
        "{'firmware':null} | ",
        "{'firmware':[1]} | ",
        "{} | ",
      })
  void theFirmwareIsFound(String object, String firmware) {
    assertThat(of(object).firmware()).isEqualTo(firmware);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'rssi':-61} | -61",
        "{'network':{'signal':'-61'}} | -61",
        "{'network':{'signal_strength':'-61 dBm'}} | -61",
        "{'online':{'rssi':'-61.5'}} | -61",
        "{'signal':80,'data':{'rssi':-70}} | -70",
        "{'signal':80} | ",
        "{'rssi':0} | ",
        "{'rssi':-300} | ",
        "{'rssi':'good'} | ",
      })
  void theSignalIsFoundAndNeverImpossible(String object, Integer signal) {
    assertThat(of(object).signal()).isEqualTo(signal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'ip':'192.168.1.20'} | 192.168.1.20",
        "{'network':{'ip':'192.168.1.20'},'online':{'ip':'203.0.113.9'}} | 192.168.1.20",
        "{'online':{'ip':'203.0.113.9'}} | 203.0.113.9",
        "{'network':{'ip':'fe80::1'}} | fe80::1",
        "{'ip':'0.0.0.0'} | ",
        "{'ip':'somewhere'} | ",
        "{'ip':7} | ",
      })
  void theAddressIsFound(String object, String ip) {
    assertThat(of(object).ip()).isEqualTo(ip);
  }

  @Test
  void theAnswerToAQueryOfTheNetworkIsReadToo() {
    Report report = ofProperties("{'type':'wifi','rssi':-55,'ip':'10.0.0.7'}");

    assertThat(report.signal()).isEqualTo(-55);
    assertThat(report.ip()).isEqualTo("10.0.0.7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "7", "'text'", "[{'rssi':-61}]"})
  void whatIsNoObjectSaysNothing(String json) {
    assertThat(ReportReader.read(json(json), json(json))).isEqualTo(Report.NOTHING);
  }

  @Test
  void aReportIsBounded() {
    StringBuilder json = new StringBuilder("{'long':'" + "x".repeat(10_000) + "'");
    for (int i = 0; i < 1000; i++) {
      json.append(",'p").append(i).append("':1");
    }

    Report report = ofProperties(json.append('}').toString());

    assertThat(report.properties()).hasSize(200).doesNotContainKey("long");
  }

  private static Report of(String object) {
    return ReportReader.read(json(object), MAPPER.missingNode());
  }

  private static Report ofProperties(String properties) {
    return ReportReader.read(MAPPER.createObjectNode(), json(properties));
  }

  private static JsonNode json(String text) {
    return MAPPER.readTree(text.replace('\'', '"'));
  }
}
