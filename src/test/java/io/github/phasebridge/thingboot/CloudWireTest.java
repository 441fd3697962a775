package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, as the vendor's pages write it. */
@Timeout(60)
class CloudWireTest {

  private static final String EXTRA = "0123456789abcdef0123456789abcdef";

  private ThingbootHarness cloud;

  @BeforeEach
  void open() throws Exception {
    cloud = new ThingbootHarness();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void aCallIsASignedPostOfJson() throws Exception {
    cloud.answer(ThingbootHarness.fixture("device-list"));

    var _ = ThingbootHarness.get(cloud.api().list());

    RecordedRequest request = cloud.request();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget())
        .isEqualTo("/10001/device/list/?sign=" + ThingbootHarness.SIGN + "&ts=1700000000");
    assertThat(request.getHeaders().get("Content-Type"))
        .isEqualTo("application/json; charset=utf-8");
    assertThat(ThingbootHarness.body(request)).isEqualTo("{\"page_index\":1,\"page_size\":50}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/prefix", "/prefix/"})
  void theAddressMayHaveAPath(String prefix) throws Exception {
    cloud.path = prefix;
    cloud.answer(ThingbootHarness.fixture("device-list"));

    var _ = ThingbootHarness.get(cloud.api().list());

    assertThat(cloud.request().getTarget()).startsWith("/prefix/10001/device/list/?sign=");
  }

  @Test
  void theTimeIsThatOfEachCall() throws Exception {
    cloud.answer(ThingbootHarness.ACCEPTED);
    cloud.answer(ThingbootHarness.ACCEPTED);

    ThingbootHarness.get(cloud.api().link("820720").send(new Order("power", 1), EXTRA));
    cloud.time.jump(Duration.ofHours(8));
    ThingbootHarness.get(cloud.api().link("820720").send(new Order("power", 0), EXTRA));

    assertThat(cloud.request().getTarget()).endsWith("&ts=1700000000");
    assertThat(cloud.request().getTarget())
        .endsWith("?sign=452cb6e29ae0bb7771d4ca441dc63999&ts=1700028800");
  }

  @Test
  void anOrderCarriesItsMark() throws Exception {
    cloud.answer(ThingbootHarness.ACCEPTED);

    ThingbootHarness.get(cloud.api().link("820720").send(new Order("power", 1), EXTRA));

    RecordedRequest request = cloud.request();
    assertThat(request.getTarget()).startsWith("/10001/device/control/?sign=");
    assertThat(ThingbootHarness.body(request))
        .isEqualTo("{\"device\":820720,\"order\":{\"power\":1,\"extra\":\"" + EXTRA + "\"}}");
  }

  @Test
  void aConfigurationItemIsATextAndItsAnswerIsPassedOn() throws Exception {
    cloud.answer("{\"code\":200,\"data\":{\"relay1\":\"ok\"}}");

    var data = ThingbootHarness.get(cloud.api().link("820720").configure("relay1", "1"));

    RecordedRequest request = cloud.request();
    assertThat(request.getTarget()).startsWith("/10001/device/config/?sign=");
    assertThat(ThingbootHarness.body(request))
        .isEqualTo("{\"device\":820720,\"config\":{\"relay1\":\"1\"}}");
    assertThat(data.toString()).isEqualTo("{\"relay1\":\"ok\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"code\":200}", "{\"code\":200,\"data\":null}"})
  void anAnswerToAConfigurationItemMayBeEmpty(String body) throws Exception {
    cloud.answer(body);

    var data = ThingbootHarness.get(cloud.api().link("820720").configure("relay1", "1"));

    assertThat(data.isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "820720 | {\"device\":820720}",
        "820720,820721 | {\"device\":\"820720,820721\"}",
      })
  void allIdsAreAskedForInOneCall(String ids, String body) throws Exception {
    cloud.answer(ThingbootHarness.fixture("device-info-many"));

    var _ = ThingbootHarness.get(cloud.api().info(List.of(ids.split(","))));

    RecordedRequest request = cloud.request();
    assertThat(request.getTarget()).startsWith("/10001/device/info/?sign=");
    assertThat(ThingbootHarness.body(request)).isEqualTo(body);
    assertThat(cloud.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void nothingIsAskedForNobody() throws Exception {
    assertThat(ThingbootHarness.get(cloud.api().info(List.of()))).isEmpty();
    assertThat(cloud.server.getRequestCount()).isZero();
  }

  @Test
  void productsAreListed() throws Exception {
    cloud.answer(ThingbootHarness.fixture("product-list"));

    assertThat(ThingbootHarness.get(cloud.api().products()))
        .containsExactly(
            new ProductRecord("46", "Rt5AHeMfYR", "p46", "Metering relay"),
            new ProductRecord("47", null, null, "Other"));
    assertThat(cloud.request().getTarget()).startsWith("/10001/product/list/?sign=");
  }

  @Test
  void allCallsAreCountedFailedOnesToo() {
    cloud.answer(500, "");
    cloud.answer(ThingbootHarness.ACCEPTED);
    cloud.answer("{\"code\":5006}");

    var _ = ThingbootHarness.failure(cloud.api().list());
    cloud.api().link("1").send(new Order("power", 1), EXTRA).toCompletableFuture().join();
    var _ = ThingbootHarness.failure(cloud.api().list());

    assertThat(cloud.calls.byPath()).isEqualTo(Map.of("device/list", 2, "device/control", 1));
  }

  @Test
  void afterTheEndNothingIsSent() {
    cloud.api().close();

    LinkFailure failure =
        ThingbootHarness.failure(cloud.api().link("1").send(new Order("power", 1), EXTRA));

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(cloud.server.getRequestCount()).isZero();
  }

  @Test
  void theLinkIsNamed() {
    assertThat(cloud.api().link("820720").title()).isEqualTo("the cloud");
    assertThat(cloud.api().link("820720").configures()).isTrue();
  }
}
