package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists are read to their end, whatever tells where that is, and never taken for shorter. */
@Timeout(60)
class CloudListsTest {

  private ThingbootHarness cloud;

  @BeforeEach
  void open() throws Exception {
    cloud = new ThingbootHarness();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"is_more\":1 | \"is_more\":0",
        "\"isMore\":true | \"isMore\":false",
        "\"is_more\":\"1\" | \"is_more\":\"0\"",
        "\"page_count\":2 | \"page_count\":2",
        "\"pageCount\":\"2\" | \"pageCount\":\"2\"",
        "\"total\":4 | \"total\":4",
        "\"is_more\":1,\"page_count\":1 | \"is_more\":0,\"page_count\":1",
      })
  void theCloudTellsThatThereIsMore(String first, String last) throws Exception {
    cloud.answer("{\"code\":200," + first + ",\"data\":" + devices(1, 3) + "}");
    cloud.answer("{\"code\":200," + last + ",\"data\":" + devices(4, 4) + "}");

    assertThat(ids()).containsExactly("1", "2", "3", "4");
    var _ = cloud.request();
    assertThat(ThingbootHarness.body(cloud.request()))
        .isEqualTo("{\"page_index\":2,\"page_size\":50}");
    assertThat(cloud.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void pagingMayStandBesideTheListInTheData() throws Exception {
    cloud.answer("{\"code\":200,\"data\":{\"list\":" + devices(1, 2) + ",\"isMore\":1}}");
    cloud.answer("{\"code\":200,\"data\":{\"list\":" + devices(3, 3) + ",\"isMore\":0}}");

    assertThat(ids()).containsExactly("1", "2", "3");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 30, 50})
  void aFullPageWithoutAWordIsFollowedByAnother(int full) throws Exception {
    cloud.answer("{\"code\":200,\"data\":" + devices(1, full) + "}");
    cloud.answer("{\"code\":200,\"data\":" + devices(full + 1, full + 2) + "}");

    assertThat(ids()).hasSize(full + 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 11, 49})
  void aPageThatIsNotFullIsTheLast(int count) throws Exception {
    cloud.answer("{\"code\":200,\"data\":" + devices(1, count) + "}");

    assertThat(ids()).hasSize(count);
    assertThat(cloud.server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"is_more\":1,", "\"page_count\":9,", "\"total\":999,", ""})
  void aCloudThatGivesTheSamePageForEverEnds(String paging) throws Exception {
    for (int i = 0; i < 3; i++) {
      cloud.answer("{\"code\":200," + paging + "\"data\":" + devices(1, 50) + "}");
    }

    assertThat(ids()).hasSize(50);
    assertThat(cloud.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void aListWithoutEndIsNoList() {
    for (int page = 0; page < 41; page++) {
      cloud.answer("{\"code\":200,\"is_more\":1,\"data\":" + devices(page, page) + "}");
    }

    assertThat(ThingbootHarness.failure(cloud.api().list()).kind()).isEqualTo(Kind.UNCERTAIN);
    assertThat(cloud.server.getRequestCount()).isEqualTo(40);
  }

  @Test
  void aPageThatFailsMakesTheListFail() {
    cloud.answer("{\"code\":200,\"is_more\":1,\"data\":" + devices(1, 50) + "}");
    cloud.answer(500, "");

    assertThat(ThingbootHarness.failure(cloud.api().list()).kind()).isEqualTo(Kind.UNCERTAIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":200,\"data\":[]}",
        "{\"code\":200,\"data\":{\"list\":[]}}",
        "{\"code\":200,\"data\":null,\"total\":0}"
      })
  void anAccountMayBeEmpty(String body) throws Exception {
    cloud.answer(body);

    assertThat(ids()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":200}",
        "{\"code\":200,\"data\":null}",
        "{\"code\":200,\"data\":{}}",
        "{\"code\":200,\"data\":\"none\"}",
        "{\"code\":200,\"data\":[1,2]}",
        "{\"code\":200,\"data\":[{\"name\":\"no id\"}]}",
        "{\"code\":200,\"data\":null,\"total\":3}"
      })
  void anAnswerWithoutAListIsNoEmptyAccount(String body) {
    cloud.answer(body);

    assertThat(ThingbootHarness.failure(cloud.api().list()).kind()).isEqualTo(Kind.UNCERTAIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"code\":200}", "{\"code\":200,\"data\":null}", "{\"code\":200,\"data\":{}}"})
  void detailsWithoutAnyDeviceAreAFailure(String body) {
    cloud.answer(body);

    assertThat(ThingbootHarness.failure(cloud.api().info(List.of("1"))).kind())
        .isEqualTo(Kind.UNCERTAIN);
  }

  @Test
  void detailsMayLackADevice() throws Exception {
    cloud.answer("{\"code\":200,\"data\":[{\"id\":2}]}");

    assertThat(ThingbootHarness.get(cloud.api().info(List.of("1", "2"))))
        .extracting(DeviceRecord::id)
        .containsExactly("2");
  }

  private List<String> ids() throws Exception {
    return ThingbootHarness.get(cloud.api().list()).stream().map(DeviceRecord::id).toList();
  }

  private static String devices(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(id -> "{\"id\":" + id + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
