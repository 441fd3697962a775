package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.github.phasebridge.thingboot.Product.ConfigurationItem;
import io.github.phasebridge.thingboot.Product.ProductCommand;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped definition against the rows of the vendor's page (section numbers are the page's),
 * which are written out here.
 */
class P46Test {

  private static final Product P46 = TestProducts.p46();

  /** The same file, with the vendor's own words that the product does not carry. */
  private static final Config FILE = ConfigFactory.parseResources("thingboot/products/p46.conf");

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  /** 2.1 State property. */
  @Test
  void hasTheEightProperties() {
    assertThat(P46.properties())
        .extracting(Product.Property::name)
        .containsExactly(
            "power",
            "metering",
            "energy",
            "voltage",
            "current",
            "apparent_power",
            "active_power",
            "power_factor");
  }

  @ParameterizedTest
  @CsvSource({"power, 打开, 关闭", "metering, 开始, 停止"})
  void aSwitchedPropertyIsOneOrZero(String name, String on, String off) {
    assertThat(P46.property(name).orElseThrow().kind())
        .isEqualTo(new Product.Property.Switched("1", "0"));
    Config row = row("properties", "name", name);
    assertThat(row.getString("vendor-on")).isEqualTo(on);
    assertThat(row.getString("vendor-off")).isEqualTo(off);
  }

  @ParameterizedTest
  @CsvSource({
    "power, true, '{\"power\":1}'",
    "power, false, '{\"power\":0}'",
    "metering, true, '{\"metering\":1}'",
    "metering, false, '{\"metering\":0}'"
  })
  void aSwitchedPropertyIsSetByItsName(String name, boolean on, String content) {
    Product.Property.Switched kind =
        (Product.Property.Switched) P46.property(name).orElseThrow().kind();
    assertSent(Order.toSwitch(name, kind, on), content);
  }

  /** 2.2 Device command. */
  @ParameterizedTest
  @CsvSource({
    "network, 网络信息, '{\"system\":\"network\"}'",
    "restart, Soft reboot, '{\"system\":\"restart\"}'",
    "reboot, Hard reboot, '{\"system\":\"reboot\"}'",
    "point_1000, 1秒, '{\"point\":\"1000\"}'",
    "point_2000, 2秒, '{\"point\":\"2000\"}'",
    "point_3000, 3秒, '{\"point\":\"3000\"}'",
    "point_5000, 5秒, '{\"point\":\"5000\"}'",
    "reset_1000, 1秒, '{\"reset\":\"1000\"}'",
    "reset_2000, 2秒, '{\"reset\":\"2000\"}'",
    "reset_3000, 3秒, '{\"reset\":\"3000\"}'",
    "reset_5000, 5秒, '{\"reset\":\"5000\"}'",
    "query_today, 今日用电量, '{\"query\":\"today\"}'",
    "query_amount, 统计电量, '{\"query\":\"amount\"}'",
    "query_total, 总用电量, '{\"query\":\"total\"}'",
    "query_days, 过去3天用电量, '{\"query\":\"days\"}'",
    "query_hours, 过去6小时用电量, '{\"query\":\"hours\"}'",
    "clear_all, 全部, '{\"clear\":\"all\"}'",
    "clear_today, 今日用电量, '{\"clear\":\"today\"}'",
    "clear_amount, 统计电量, '{\"clear\":\"amount\"}'",
    "clear_days, 过去3天用电量, '{\"clear\":\"days\"}'",
    "clear_hours, 过去6小时用电量, '{\"clear\":\"hours\"}'"
  })
  void aCommandIsSentAsDocumented(String key, String vendorName, String content) {
    assertSent(Order.of(P46.command(key).orElseThrow()), content);
    assertThat(row("commands", "key", key).getString("vendor-label")).isEqualTo(vendorName);
  }

  @Test
  void thereAreNoOtherCommands() {
    assertThat(P46.commands()).hasSize(21);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void pointIsFirstOnAndResetFirstOff(int seconds) {
    assertThat(effect("point_" + seconds * 1000))
        .isEqualTo(pulse(true, seconds))
        .isNotEqualTo(effect("reset_" + seconds * 1000));
    assertThat(effect("reset_" + seconds * 1000)).isEqualTo(pulse(false, seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "query_today, energy_today, Energy today, false",
    "query_amount, energy_amount, Energy since last clear, false",
    "query_total, energy_total, Energy since power-on, false",
    "query_days, energy_days, Energy of the last 3 days, true",
    "query_hours, energy_hours, Energy of the last 6 hours, true"
  })
  void aQueryHasASensorForItsAnswer(String key, String answer, String label, boolean list) {
    assertThat(effect(key))
        .isEqualTo(new Product.Effect.Query(new Product.Answer(answer, label), list));
  }

  @ParameterizedTest
  @CsvSource({
    "clear_all, energy energy_today energy_amount energy_total",
    "clear_today, energy energy_today",
    "clear_amount, energy energy_amount",
    "clear_days, ''",
    "clear_hours, ''"
  })
  void aClearResetsItsCounterAndMayResetEnergy(String key, String counters) {
    assertThat(effect(key)).isEqualTo(new Product.Effect.Clear(words(counters)));
  }

  @Test
  void theOtherCommandsHaveTheEffectsThatTheBridgeMustKnow() {
    assertThat(effect("network")).isEqualTo(new Product.Effect.Network());
    assertThat(effect("restart")).isEqualTo(new Product.Effect.Restart());
    assertThat(effect("reboot")).isEqualTo(new Product.Effect.Restart());
  }

  /** 2.2 Trigger event. */
  @Test
  void hasThePublicEventAndItsOwn() {
    assertThat(P46.events())
        .extracting(Product.ProductEvent::name, Product.ProductEvent::eventType)
        .containsExactly(tuple("boot", "boot"), tuple("btn1", "press_end"));
    assertThat(row("events", "name", "btn1").getString("vendor-label")).isEqualTo("按钮被按下");
    assertThat(row("events", "name", "boot").getString("vendor-label")).isEqualTo("Power on");
  }

  @Test
  void bootAndMidnightMayResetCounters() {
    assertThat(P46.event("boot").orElseThrow().resets()).isEqualTo(words("energy energy_total"));
    assertThat(P46.event("boot").orElseThrow().rereadsState()).isTrue();
    assertThat(P46.event("btn1").orElseThrow().resets()).isEmpty();
    assertThat(P46.event("btn1").orElseThrow().rereadsState()).isFalse();
    assertThat(P46.midnightResets()).isEqualTo(words("energy energy_today"));
    assertThat(P46.counters()).isEqualTo(words("energy energy_today energy_amount energy_total"));
  }

  /** 2.3 Configuration item: value and the vendor's name for it, where the page gives one. */
  @ParameterizedTest
  @CsvSource({
    "relay1, 1= 0=",
    "action1, reverse=状态反转 reset=先断后通 point=先通后断 disable=禁用",
    "time1, 1000=1秒 2000=2秒 3000=3秒 4000=4秒 5000=5秒",
    "metering_interval, 5=5秒 10=10秒 20=20秒 30=30秒 60=60秒",
    "metering_boot, 1=开机后马上开始 0=通过命令开始",
    "high_power_time, 0=不触发 1=1秒 2=2秒 3=3秒",
    "high_power_value, 3000=3kW 2500=2.5kW 2000=2kW 1500=1.5kW 1000=1kW",
    "high_power_action, none=none 0=断开",
    "low_power_time, 0=不触发 1=1秒 10=10秒 30=30秒 60=1m 120=2m 180=3m 300=5m",
    "low_power_value, 1=1w 2=2w 3=3w 4=4w 5=5w 10=10w 15=15w 20=20w",
    "low_power_action, none=none 0=断开"
  })
  void aConfigurationItemTakesTheDocumentedValuesOnly(String name, String options) {
    List<String> documented = List.of(options.split(" ", -1));
    ConfigurationItem item = P46.item(name).orElseThrow();
    List<String> written = new ArrayList<>();
    for (Config option : row("configuration", "name", name).getConfigList("options")) {
      String words = option.hasPath("vendor-label") ? option.getString("vendor-label") : "";
      written.add(option.getString("value") + "=" + words);
    }
    assertThat(written).isEqualTo(documented);
    assertThat(item.options())
        .extracting(ConfigurationItem.Option::value)
        .containsExactlyElementsOf(documented.stream().map(it -> it.split("=", -1)[0]).toList());
    for (ConfigurationItem.Option option : item.options()) {
      assertThat(item.allows(option.value())).isTrue();
      assertThat(OrderJson.configuration("820720", name, option.value()))
          .isEqualTo(
              "{\"device\":820720,\"config\":{\"" + name + "\":\"" + option.value() + "\"}}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "relay1, 2",
    "relay1, ''",
    "relay1, ' 1'",
    "relay1, 01",
    "relay1, on",
    "action1, Reverse",
    "action1, 状态反转",
    "time1, 1",
    "time1, 6000",
    "metering_interval, 15",
    "metering_boot, true",
    "high_power_time, 10",
    "high_power_value, 2200",
    "high_power_value, 2.5kW",
    "high_power_action, 1",
    "low_power_time, 2",
    "low_power_value, 6",
    "low_power_action, null"
  })
  void aConfigurationItemRefusesAnyOtherValue(String name, String value) {
    assertThat(P46.item(name).orElseThrow().allows(value)).isFalse();
  }

  @Test
  void thereAreElevenConfigurationItems() {
    assertThat(P46.configuration()).hasSize(11);
  }

  /** Attachment. Firmware list: the newest first, each build as id, size and date. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          p46.20250823.v12 | V12 | 1225 284.82 KB 2025-08-23 10:02:35, \
          1228 288.27 KB 2025-08-23 10:04:34, 1229 284.77 KB 2025-08-23 10:07:15, \
          1230 284.77 KB 2025-08-23 10:07:16
          p46.20250813.v11 | V11 | 1204 302.89 KB 2025-08-13 10:08:21, \
          1205 302.89 KB 2025-08-13 10:10:26, 1206 302.83 KB 2025-08-13 10:10:27, \
          1207 302.83 KB 2025-08-13 10:10:28
          p46.20250624.v10 | V10 | 1118 309.14 KB 2025-06-24 18:19:00, \
          1128 309.14 KB 2025-06-24 18:50:55, 1130 309.06 KB 2025-06-24 18:50:57, \
          1131 309.06 KB 2025-06-24 18:51:40
          p46.20241211.v9 | V9 | 890 288.48 KB 2024-12-11 15:26:17, \
          891 288.48 KB 2024-12-11 15:27:11, 892 288.48 KB 2024-12-11 15:27:12, \
          893 288.47 KB 2024-12-11 15:27:13, 894 288.48 KB 2024-12-11 15:28:52
          p46.20240904.v8 | V8 | 687 283.92 KB 2024-09-04 18:35:10, \
          695 283.91 KB 2024-09-04 18:51:39, 696 283.92 KB 2024-09-04 18:52:00, \
          697 283.87 KB 2024-09-04 18:52:46, 698 283.87 KB 2024-09-04 18:52:49
          p46.20240728.v7 | V7 | 611 283.53 KB 2024-07-28 15:44:16, \
          619 283.47 KB 2024-07-28 15:53:40
          p46.20240715.v6 | 优化内存 | 552 282.85 KB 2024-07-15 17:47:36, \
          553 283.23 KB 2024-07-15 17:48:21
          p46.20240702.v5 | 增加运行模式 | 519 284.62 KB 2024-07-02 17:01:13, \
          520 284.53 KB 2024-07-02 17:01:26
          p46.20240613.v4 | 网关支持 | 471 284.53 KB 2024-06-13 16:35:00, \
          516 284.62 KB 2024-07-02 16:57:28
          p46.20240428.v3 | 私有化支持 | 429 346.27 KB 2024-04-28 17:30:48, \
          433 346.2 KB 2024-04-28 18:03:28
          """)
  void aFirmwareReleaseHasItsBuilds(String version, String vendorNote, String builds) {
    Product.FirmwareRelease release =
        P46.firmware().stream().filter(it -> it.version().equals(version)).findAny().orElseThrow();
    assertThat(release.builds())
        .extracting(it -> it.id() + " " + it.size() + " " + it.date().format(DATE))
        .containsExactly(builds.split(", ", -1));
    assertThat(row("firmware", "version", version).getString("vendor-label")).isEqualTo(vendorNote);
    assertThat(release.description() == null).isEqualTo(vendorNote.startsWith("V"));
  }

  @Test
  void thereAreTenReleasesTheNewestFirst() {
    assertThat(P46.firmware())
        .hasSize(10)
        .extracting(it -> FirmwareVersion.parse(it.version()).orElseThrow().number())
        .containsExactly(12, 11, 10, 9, 8, 7, 6, 5, 4, 3);
  }

  private static void assertSent(Order order, String content) {
    assertThat(OrderJson.lan(order)).isEqualTo(content);
    String marked = content.replace("}", ",\"extra\":\"T25030700001\"}");
    assertThat(OrderJson.cloud("820720", order, "T25030700001"))
        .isEqualTo("{\"device\":820720,\"order\":" + marked + "}");
  }

  private static Product.Effect effect(String key) {
    return P46.command(key).map(ProductCommand::effect).orElseThrow();
  }

  private static Product.Effect pulse(boolean first, int seconds) {
    return new Product.Effect.Pulse("power", first, Duration.ofSeconds(seconds));
  }

  private static Set<String> words(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text.split(" ", -1));
  }

  private static Config row(String list, String field, String value) {
    return FILE.getConfigList(list).stream()
        .filter(row -> row.getString(field).equals(value))
        .findFirst()
        .orElseThrow();
  }
}
