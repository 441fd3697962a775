package io.github.phasebridge.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.demo.Misbehaviour.Numbers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the cloud does on demand, over real HTTP. */
class SimulatedIammeterCloudMisbehaviourTest {

  private static final String PATH = "site/meterdata2/B04D62F8";

  private SimulatedIammeterCloud cloud;
  private CloudClient client;

  @BeforeEach
  void start() throws IOException {
    cloud = SimulatedIammeterCloud.start(CloudOptions.defaults());
    client = new CloudClient(cloud);
  }

  @AfterEach
  void stop() {
    client.close();
    cloud.close();
  }

  private HttpResponse<String> callWith(Misbehaviour misbehaviour) throws Exception {
    cloud.misbehave(IammeterEndpoint.METER_DATA_2, misbehaviour, 1);
    return client.get(PATH);
  }

  @Test
  void itMisbehavesAsOftenAsOrderedAtTheOrderedEndpoint() throws Exception {
    cloud.misbehave(IammeterEndpoint.METER_DATA_2, new Misbehaviour.Status(500), 2);
    cloud.misbehave(null, new Misbehaviour.Status(503), 1);

    assertThat(client.get("user/sitelist").statusCode()).isEqualTo(503);
    assertThat(client.get("user/sitelist").statusCode()).isEqualTo(200);
    assertThat(client.get(PATH).statusCode()).isEqualTo(500);
    assertThat(client.get(PATH).statusCode()).isEqualTo(500);
    assertThat(client.get(PATH).statusCode()).isEqualTo(200);
    assertThat(cloud.calls(IammeterEndpoint.METER_DATA_2))
        .extracting(RecordedCall::status)
        .containsExactly(500, 500, 200);
  }

  @Test
  void itMisbehavesUntilToldToBehave() throws Exception {
    cloud.misbehave(null, new Misbehaviour.Unauthorized());
    assertThat(client.get(PATH).statusCode()).isEqualTo(401);
    assertThat(client.get(PATH).statusCode()).isEqualTo(401);

    cloud.behave();
    assertThat(client.get(PATH).statusCode()).isEqualTo(200);
  }

  @Test
  void bodiesCanBeEmptyNullOrAWebPage() throws Exception {
    assertThat(callWith(new Misbehaviour.EmptyBody()).body()).isEmpty();
    assertThat(callWith(new Misbehaviour.JsonNull()).body()).isEqualTo("null");
    assertThat(callWith(new Misbehaviour.WebPage()).body()).startsWith("<!DOCTYPE html>");
    assertThat(callWith(new Misbehaviour.WrongShape()).body()).contains("\"data\":\"none\"");
    assertThat(callWith(new Misbehaviour.Rejected("no data")).body())
        .isEqualTo("{\"data\":null,\"successful\":false,\"message\":\"no data\"}");
  }

  @Test
  void tooManyRequestsComesWithAndWithoutRetryAfter() throws Exception {
    HttpResponse<String> bare = callWith(new Misbehaviour.TooManyRequests(null));
    HttpResponse<String> timed = callWith(new Misbehaviour.TooManyRequests(Duration.ofMinutes(2)));

    assertThat(bare.statusCode()).isEqualTo(429);
    assertThat(bare.headers().firstValue("Retry-After")).isEmpty();
    assertThat(timed.headers().firstValue("Retry-After")).contains("120");
  }

  @Test
  void aCutBodyBreaksOffBeforeItsAnnouncedLength() {
    assertThatThrownBy(() -> callWith(new Misbehaviour.CutBody())).isInstanceOf(IOException.class);
  }

  @Test
  void theConnectionCanCloseWithoutAnAnswer() {
    // The JDK's client asks again by itself, so once would not do.
    cloud.misbehave(null, new Misbehaviour.NoAnswer());

    assertThatThrownBy(() -> client.get(PATH)).isInstanceOf(IOException.class);
    assertThat(cloud.calls()).extracting(RecordedCall::status).containsOnly(0);
  }

  @Test
  void aHugeBodyIsValidJsonAboveOneMebibyte() throws Exception {
    HttpResponse<String> response = callWith(new Misbehaviour.HugeBody());

    assertThat(response.body().length()).isGreaterThan(1 << 20);
    assertThat(CloudClient.json(response).path("successful").asBoolean()).isTrue();
  }

  @Test
  void aRedirectNamesItsTarget() throws Exception {
    HttpResponse<String> response =
        callWith(new Misbehaviour.Redirect(URI.create("http://elsewhere.invalid/")));

    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("Location")).contains("http://elsewhere.invalid/");
  }

  @Test
  void closingTheCloudEndsASlowAnswer() throws Exception {
    cloud.misbehave(null, new Misbehaviour.Slow(Duration.ofHours(1)), 1);
    Thread closing =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (cloud.calls().isEmpty()) {
                    Thread.onSpinWait();
                  }
                  cloud.close();
                });

    assertThatThrownBy(() -> client.get(PATH)).isInstanceOf(IOException.class);
    closing.join();
  }

  @Test
  void aSlowAnswerIsTheRightOne() throws Exception {
    assertThat(callWith(new Misbehaviour.Slow(Duration.ofMillis(20))).body())
        .contains("\"successful\":true");
  }

  @ParameterizedTest
  @CsvSource({"TEXT, [0-9.]+", "DECIMAL_COMMA, '[0-9]+(,[0-9]+)?'", "NONSENSE, n/a"})
  void numbersCanBeTexts(Numbers.Form form, String expected) throws Exception {
    JsonNode row =
        CloudClient.json(callWith(new Numbers(form))).path("data").path("values").path(0);

    assertThat(row.size()).isEqualTo(6);
    row.forEach(value -> assertThat(value.stringValue()).matches(expected));
  }

  @Test
  void numbersCanBeNull() throws Exception {
    assertThat(callWith(new Numbers(Numbers.Form.NULL)).body())
        .contains("[null,null,null,null,null,null]");
  }
}
