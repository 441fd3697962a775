package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.phasebridge.config.IammeterConfig.TokenIn;
import io.github.phasebridge.log.RawMessages;
import io.github.phasebridge.log.Redactor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** No secret appears in a log line, a message or a stack trace, in whatever form it travels. */
@Timeout(60)
class SecretsTest {

  private static final String ENCODED =
      URLEncoder.encode(CloudHarness.TOKEN, StandardCharsets.UTF_8);
  private static final List<String> NEVER =
      List.of(
          CloudHarness.TOKEN,
          ENCODED,
          CloudHarness.PASSWORD,
          "pass+word%261",
          "349dfxxxxxxac5169",
          "8adf75e5da10424985f3b83855133982");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.phasebridge.iammeter");
  private CloudHarness cloud;

  @BeforeEach
  void open() throws Exception {
    cloud = new CloudHarness();
    cloud.userName = "test";
    cloud.rawMessages = new RawMessages(new Redactor(), cloud.time, true);
    logger.setLevel(Level.TRACE);
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void close() {
    logger.detachAppender(log);
    logger.setLevel(null);
    cloud.close();
  }

  @ParameterizedTest
  @EnumSource(TokenIn.class)
  void noFailureShowsASecret(TokenIn tokenIn) {
    cloud.tokenIn = tokenIn;
    cloud.tuning = client -> client.callTimeout(Duration.ofMillis(500));
    String echo = "you sent " + CloudHarness.TOKEN + " or ?token=" + ENCODED + "&x=1, password ";
    String echoed = "{\"successful\":false,\"message\":\"" + echo + CloudHarness.PASSWORD + "\"}";
    cloud.answer(echoed);
    cloud.answer(400, echoed);
    cloud.answer("<html>" + echo + "</html>");
    cloud.answerWith(answer -> answer.body(echo).addHeader("Content-Type", "text/" + ENCODED));
    cloud.answerWith(answer -> answer.onResponseStart(SocketEffect.ShutdownConnection.INSTANCE));
    cloud.answerWith(answer -> answer.onResponseStart(SocketEffect.Stall.INSTANCE));
    cloud.answerWith(
        answer -> answer.code(302).addHeader("Location", "/login?token=" + CloudHarness.TOKEN));

    for (int call = 0; call < 7; call++) {
      assertThat(stackTraceOfACall()).doesNotContain(NEVER);
    }
    assertThat(logged()).doesNotContain(NEVER);
  }

  @Test
  void noCallThatWorksShowsASecret() throws Exception {
    cloud.token = "";
    cloud.answer(CloudHarness.fixture("login"));
    cloud.answer(CloudHarness.fixture("meterdata2-1-phase"));

    cloud.api().meterData(CloudHarness.SN);

    assertThat(logged())
        .contains("raw user/login 200")
        .contains("raw site/meterdata2/DA2BED94 200")
        .contains("[[233.41,0.718,111,0.66,5724.85,0]]")
        .doesNotContain(NEVER);
    assertThat(cloud.api()).asString().doesNotContain(NEVER);
  }

  @Test
  void aTokenThatNoHeaderMayHoldIsNotShown() {
    cloud.token = "line\nbreak";
    cloud.userName = "";

    assertThat(stackTraceOfACall()).contains("iammeter.token").doesNotContain("break");
  }

  @Test
  void theTokenTravelsInTheQueryWhereConfigured() throws Exception {
    cloud.tokenIn = TokenIn.QUERY;
    cloud.answer(CloudHarness.fixture("meterdata2-1-phase"));

    cloud.api().meterData(CloudHarness.SN);

    var request = cloud.request();
    assertThat(request.getHeaders().get("token")).isNull();
    assertThat(request.getUrl().queryParameter("token")).isEqualTo(CloudHarness.TOKEN);
    assertThat(request.getTarget()).contains("t0ken%2Bwith");
  }

  @Test
  void credentialsInTheAddressAreLeftOut() throws Exception {
    cloud.otherUrl =
        Optional.of(URI.create("http://user:hidden@127.0.0.1:" + cloud.server.getPort()));
    cloud.answer(500, "");

    assertThat(stackTraceOfACall()).doesNotContain("hidden");
    assertThat(cloud.request().getHeaders().get("Authorization")).isNull();
  }

  @Test
  void rawMessagesAreBoundedAndOneLine() throws Exception {
    cloud.answer("{\n\"data\":{\"values\":[[230]]},\n\"more\":\"" + "x".repeat(100_000) + "\"}");

    cloud.api().meterData(CloudHarness.SN);

    assertThat(logged()).hasSizeLessThan(6000).doesNotContain("\n\"");
  }

  private String logged() {
    return log.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .collect(Collectors.joining("\n"));
  }

  private String stackTraceOfACall() {
    Throwable failure = catchThrowable(() -> cloud.api().meterData(CloudHarness.SN));
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
