package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every known form of a device is read, and what is not said is unknown. */
class DeviceRecordsTest {

  private static final List<String> DAMAGE =
      List.of("", "null", "{", "}", "[", "]", "\"", ",", "1e999999999", "-0", "true", "{}", "[1]");

  @Test
  void theDocumentedListIsRead() {
    List<DeviceRecord> devices = fixture("device-list");

    assertThat(devices).hasSize(2);
    assertThat(devices.getFirst())
        .isEqualTo(
            new DeviceRecord(
                "820720",
                "dk7Qm2Lx",
                "Boiler",
                List.of("Rt5AHeMfYR", "46", "Metering relay"),
                true,
                new Report(
                    Map.of(
                        "power", "1",
                        "metering", "1",
                        "energy", "12.50",
                        "voltage", "230.4",
                        "current", "1.302",
                        "apparent_power", "300.1",
                        "active_power", "297",
                        "power_factor", "0.99"),
                    "p46.20250823.v12",
                    -61,
                    "192.168.1.123")));
    assertThat(devices.get(1).online()).isFalse();
    assertThat(devices.get(1).report().firmware()).isNull();
  }

  @Test
  void theFormOf2023IsRead() {
    assertThat(fixture("device-list-2023"))
        .containsExactly(
            new DeviceRecord(
                "820720",
                "dk7Qm2Lx",
                "Boiler",
                List.of("Rt5AHeMfYR", "46", "Metering relay"),
                true,
                new Report(
                    Map.of("power", "1", "metering", "1", "energy", "12.50"),
                    null,
                    null,
                    "203.0.113.9")));
  }

  @Test
  void aListInTheDataIsRead() {
    assertThat(fixture("device-list-in-data"))
        .containsExactly(
            new DeviceRecord(
                "820720",
                null,
                "Boiler",
                List.of("Rt5AHeMfYR"),
                true,
                new Report(Map.of("power", "0"), null, null, null)));
  }

  @Test
  void oneDeviceIsAnObject() {
    assertThat(fixture("device-info-one"))
        .singleElement()
        .satisfies(
            device -> {
              assertThat(device.id()).isEqualTo("820720");
              assertThat(device.online()).isTrue();
              assertThat(device.report().properties()).containsEntry("energy", "12.51");
            });
  }

  @Test
  void manyDevicesAreAList() {
    List<DeviceRecord> devices = fixture("device-info-many");

    assertThat(devices).extracting(DeviceRecord::online).containsExactly(true, null);
    assertThat(devices.getFirst().report().properties())
        .isEqualTo(Map.of("power", "1", "metering", "1", "energy", "12.510", "voltage", ""));
    assertThat(devices.get(1).report().properties()).isEqualTo(Map.of("power", "0"));
  }

  @Test
  void devicesWithinTheDataAreRead() {
    assertThat(fixture("device-info-in-list"))
        .containsExactly(
            new DeviceRecord(
                "820720",
                null,
                "Boiler",
                List.of(),
                false,
                new Report(Map.of("power", "0"), "p46.20250823.v12", -70, "192.168.1.123")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'id':1,'online':1} | true",
        "{'id':1,'online':'1'} | true",
        "{'id':1,'online':true} | true",
        "{'id':1,'online':'online'} | true",
        "{'id':1,'online':{'state':'1'}} | true",
        "{'id':1,'network':{'online':1}} | true",
        "{'id':1,'online':0} | false",
        "{'id':1,'online':'false'} | false",
        "{'id':1,'online':{'state':0}} | false",
        "{'id':1} | ",
        "{'id':1,'online':null} | ",
        "{'id':1,'online':''} | ",
        "{'id':1,'online':{}} | ",
        "{'id':1,'online':[]} | ",
        "{'id':1,'online':2} | ",
        "{'id':1,'online':'203.0.113.9'} | ",
      })
  void whatIsNotSaidToBeOnlineIsUnknown(String device, Boolean online) {
    assertThat(read(device, List.of()).getFirst().online()).isEqualTo(online);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'id':1,'state':{'power':1},'status':{'power':0}} | 1",
        "{'id':1,'state':[],'status':{'power':0}} | 0",
        "{'id':1,'state':{},'status':{'power':0}} | 0",
        "{'id':1,'state':null,'status':{'power':'0'}} | 0",
        "{'id':1,'state':'{\\\"power\\\":1}'} | 1",
        "{'id':1,'state':'online','status':{'power':1}} | 1",
        "{'id':1,'state':1} | ",
        "{'id':1} | ",
      })
  void theStateHasTwoNames(String device, String power) {
    assertThat(read(device, List.of()).getFirst().report().properties().get("power"))
        .isEqualTo(power);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'id':1,'product':46} | 46",
        "{'id':1,'product':{'id':46}} | 46",
        "{'id':1,'product_id':46,'product_key':'Rt5'} | Rt5 46",
        "{'id':1,'product':{'key':'Rt5','id':46},'product_id':46} | Rt5 46",
        "{'id':1,'product':null} | ''",
      })
  void theProductIsFound(String device, String products) {
    assertThat(String.join(" ", read(device, List.of()).getFirst().productIds()))
        .isEqualTo(products);
  }

  @Test
  void aDeviceWithoutAnIdIsTheOneThatWasAskedFor() {
    assertThat(read("{'state':{'power':1}}", List.of("820720")))
        .extracting(DeviceRecord::id)
        .containsExactly("820720");
    assertThat(read("[{'state':{'power':1}}]", List.of("820720", "820721"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'id':'1,2'}]",
        "[{'id':'a/b'}]",
        "[{'id':''}]",
        "[{'id':null}]",
        "[{'id':{}}]",
        "[1]"
      })
  void whatCannotBeAnIdIsLeftOut(String data) {
    assertThat(read(data, List.of())).isEmpty();
  }

  @Test
  void aNameIsOneBoundedLine() {
    String name =
        read("{'id':1,'name':' a\\nb" + "x".repeat(500) + "'}", List.of()).getFirst().name();

    assertThat(name).startsWith("a b").hasSizeLessThanOrEqualTo(200);
    assertThat(read("{'id':1,'name':''}", List.of()).getFirst().name()).isNull();
  }

  @Test
  void anotherProductIsListedToo() {
    assertThat(read("[{'id':5,'name':'Doorbell','product':{'key':'zz'}}]", List.of()))
        .extracting(DeviceRecord::name)
        .containsExactly("Doorbell");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "device-list",
        "device-list-2023",
        "device-list-in-data",
        "device-info-one",
        "device-info-many",
        "device-info-in-list"
      })
  void damagedAnswersAreNoTrouble(String name) {
    String whole = ThingbootHarness.fixture(name);
    Random random = new Random(name.hashCode());
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(12));
        text.replace(at, end, DAMAGE.get(random.nextInt(DAMAGE.size())));
      }

      VendorAnswer.read(text.toString())
          .flatMap(answer -> DeviceRecords.read(answer.data(), List.of("1")))
          .ifPresent(
              devices ->
                  assertThat(devices)
                      .allSatisfy(device -> assertThat(device.id()).matches("[0-9A-Za-z_-]+")));
    }
  }

  private static List<DeviceRecord> fixture(String name) {
    JsonNode data = VendorAnswer.read(ThingbootHarness.fixture(name)).orElseThrow().data();
    return DeviceRecords.read(data, List.of()).orElseThrow();
  }

  private static List<DeviceRecord> read(String data, List<String> asked) {
    JsonNode json = VendorAnswer.json(data.replace('\'', '"')).orElseThrow();
    return DeviceRecords.read(json, asked).orElseThrow();
  }
}
