package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call whose time the cloud refuses is the only one that is repeated, once, with its time. */
@Timeout(60)
class CloudClockTest {

  private static final String BAD_TIME = "{\"code\":5003,\"msg\":\"bad ts\"}";

  /** 1700028800: 8 h later than the harness's clock. */
  private static final String LATER = "Wed, 15 Nov 2023 06:13:20 GMT";

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
  void anOrderIsRepeatedWithTheCloudsTime() throws Exception {
    refuse(BAD_TIME, LATER);
    cloud.answer(ThingbootHarness.ACCEPTED);

    ThingbootHarness.get(order());

    var first = cloud.request();
    var second = cloud.request();
    assertThat(first.getTarget()).endsWith("?sign=" + ThingbootHarness.SIGN + "&ts=1700000000");
    assertThat(second.getTarget()).endsWith("?sign=452cb6e29ae0bb7771d4ca441dc63999&ts=1700028800");
    assertThat(ThingbootHarness.body(second)).isEqualTo(ThingbootHarness.body(first));
    assertThat(cloud.calls.byPath()).isEqualTo(Map.of("device/control", 2));
  }

  @Test
  void laterCallsCarryTheCloudsTimeAtOnce() throws Exception {
    refuse(BAD_TIME, LATER);
    cloud.answer(ThingbootHarness.ACCEPTED);
    cloud.answer(ThingbootHarness.ACCEPTED);
    ThingbootHarness.get(order());
    cloud.time.advance(Duration.ofSeconds(10));

    ThingbootHarness.get(order());

    var _ = cloud.request();
    var _ = cloud.request();
    assertThat(cloud.request().getTarget()).endsWith("&ts=1700028810");
  }

  @Test
  void aClockThatWasSetRightIsNoticed() throws Exception {
    refuse(BAD_TIME, LATER);
    cloud.answer(ThingbootHarness.ACCEPTED);
    ThingbootHarness.get(order());
    assertThat(cloud.clockWatch.notices()).as("the user is told").hasSize(1);
    cloud.time.jump(Duration.ofHours(8));
    refuse(BAD_TIME, LATER);
    cloud.answer(ThingbootHarness.ACCEPTED);

    ThingbootHarness.get(order());

    var _ = cloud.request();
    var _ = cloud.request();
    assertThat(cloud.request().getTarget()).endsWith("&ts=1700057600");
    assertThat(cloud.request().getTarget()).endsWith("&ts=1700028800");
    assertThat(cloud.clockWatch.notices()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":5003,\"ts\":1700028800}",
        "{\"code\":5003,\"data\":{\"time\":\"1700028800\"}}",
        "{\"code\":\"5003\",\"timestamp\":1700028800123}",
        "{\"code\":5003,\"data\":{\"ts\":1700000000,\"now\":1700028800}}",
      })
  void aTimeInTheAnswerComesBeforeTheHeader(String body) throws Exception {
    refuse(body, "Tue, 14 Nov 2023 22:13:20 GMT");
    cloud.answer(ThingbootHarness.ACCEPTED);

    ThingbootHarness.get(order());

    var _ = cloud.request();
    assertThat(cloud.request().getTarget()).endsWith("&ts=1700028800");
  }

  @Test
  void theOwnTimeThatIsRepeatedIsNotTheClouds() throws Exception {
    refuse("{\"code\":5003,\"data\":{\"ts\":1700000000}}", LATER);
    cloud.answer(ThingbootHarness.ACCEPTED);

    ThingbootHarness.get(order());

    var _ = cloud.request();
    assertThat(cloud.request().getTarget()).endsWith("&ts=1700028800");
  }

  @Test
  void aSecondRefusalNamesBothTimesAndIsTheEnd() {
    refuse(BAD_TIME, LATER);
    refuse(BAD_TIME, LATER);
    cloud.answer(ThingbootHarness.ACCEPTED);

    LinkFailure failure = ThingbootHarness.failure(order());

    assertThat(failure.kind()).isEqualTo(Kind.CLOCK);
    assertThat(failure)
        .hasMessage(
            "The ThingBoot cloud refuses the time of the call (5003), even by its own clock: this"
                + " computer's clock is wrong by 8 h (it says 2023-11-14T22:13:20Z, the cloud says"
                + " 2023-11-15T06:13:20Z). Set this computer's clock right, for example with NTP.");
    assertThat(cloud.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void aClockThatAgreesIsNotToBeSet() {
    String now = "Tue, 14 Nov 2023 22:13:20 GMT";
    refuse(BAD_TIME, now);
    refuse(BAD_TIME, now);

    assertThat(ThingbootHarness.failure(order()))
        .hasMessageContaining("agrees with the cloud's")
        .hasMessageNotContaining("NTP")
        .hasMessageEndingWith("The mistake is the cloud's; if it lasts, tell the vendor.");
  }

  @Test
  void aCorrectionThatDidNotHelpIsForgotten() throws Exception {
    refuse(BAD_TIME, LATER);
    refuse(BAD_TIME, LATER);
    cloud.answer(ThingbootHarness.ACCEPTED);
    var _ = ThingbootHarness.failure(order());

    ThingbootHarness.get(order());

    var _ = cloud.request();
    var _ = cloud.request();
    assertThat(cloud.request().getTarget()).endsWith("&ts=1700000000");
  }

  @Test
  void aClockThatAgreesIsNotCalledWrong() {
    refuse(BAD_TIME, "Tue, 14 Nov 2023 22:13:22 GMT");
    refuse(BAD_TIME, "Tue, 14 Nov 2023 22:13:22 GMT");

    LinkFailure failure = ThingbootHarness.failure(order());

    assertThat(failure.kind()).isEqualTo(Kind.CLOCK);
    assertThat(failure)
        .hasMessageContaining("this computer's clock agrees with the cloud's")
        .hasMessageNotContaining("wrong");
  }

  @Test
  void withoutTheCloudsTimeNothingIsRepeated() {
    cloud.answer(BAD_TIME);
    cloud.answer(ThingbootHarness.ACCEPTED);

    LinkFailure failure = ThingbootHarness.failure(order());

    assertThat(failure.kind()).isEqualTo(Kind.CLOCK);
    assertThat(failure).hasMessageContaining("this computer's clock says 2023-11-14T22:13:20Z");
    assertThat(cloud.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void whatTheRepetitionMeetsIsTheResult() {
    refuse(BAD_TIME, LATER);
    cloud.answer("{\"code\":502,\"msg\":\"no such device\"}");

    assertThat(ThingbootHarness.failure(order()).kind()).isEqualTo(Kind.REJECTED);
  }

  private void refuse(String body, String date) {
    cloud.answerWith(answer -> answer.body(body).addHeader("Date", date));
  }

  private CompletionStage<Void> order() {
    return cloud.api().link("820720").send(new Order("power", 1), "0123");
  }
}
