package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.phasebridge.config.Secret;
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
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Neither a secret nor what is made of it appears in a log line, a message or a stack trace. */
@Timeout(60)
class ThingbootSecretsTest {

  private static final String SECRET = "geheim/Öl&+";

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.phasebridge");
  private ThingbootHarness cloud;
  private List<String> never;

  @BeforeEach
  void open() throws Exception {
    cloud = new ThingbootHarness();
    cloud.secret = SECRET;
    cloud.rawMessages = new RawMessages(new Redactor(), cloud.time, true);
    Secret secret = new Secret(SECRET);
    never =
        List.of(
            SECRET,
            URLEncoder.encode(SECRET, StandardCharsets.UTF_8),
            Signature.ofRelay(secret),
            Signature.ofCall(secret, 1_700_000_000),
            Signature.ofCall(secret, 1_700_028_800));
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

  @Test
  void noFailureShowsASecret() {
    cloud.tuning = client -> client.callTimeout(Duration.ofMillis(500));
    String echo =
        "you sent " + String.join(" or ", never.subList(0, 4)) + ", ?sign=" + never.get(3) + "&x";
    cloud.answer("{\"code\":5006,\"msg\":\"" + echo + "\"}");
    cloud.answer("{\"code\":9,\"msg\":\"" + echo + "\",\"sign\":\"" + never.get(3) + "\"}");
    cloud.answer(400, "{\"code\":502,\"msg\":\"" + echo + "\"}");
    cloud.answer("<html>" + echo + "</html>");
    cloud.answer(500, echo);
    cloud.answerWith(answer -> answer.onResponseStart(SocketEffect.ShutdownConnection.INSTANCE));
    cloud.answerWith(answer -> answer.onResponseStart(SocketEffect.Stall.INSTANCE));
    cloud.answerWith(answer -> answer.code(302).addHeader("Location", "/x?sign=" + never.get(3)));
    cloud.answerWith(
        answer ->
            answer
                .body("{\"code\":5003,\"msg\":\"" + echo + "\"}")
                .addHeader("Date", "Wed, 15 Nov 2023 06:13:20 GMT"));
    cloud.answer("{\"code\":9,\"msg\":\"" + never.get(2) + " and " + never.get(4) + "\"}");

    for (int call = 0; call < 9; call++) {
      assertThat(stackTraceOf(order())).doesNotContain(never);
    }
    assertThat(logged()).contains("raw ").doesNotContain(never);
  }

  @Test
  void noCallThatWorksShowsASecret() throws Exception {
    cloud.answer(ThingbootHarness.fixture("device-list"));

    var _ = ThingbootHarness.get(cloud.api().list());

    assertThat(logged())
        .contains("/10001/device/list/ 200")
        .contains("\"name\": \"Boiler\"")
        .doesNotContain(never);
    assertThat(cloud.api()).asString().doesNotContain(never);
  }

  @Test
  void aRelaysOwnSecretIsHiddenToo() {
    String sign = never.get(2);
    cloud.answer("{\"error\":\"bad sign " + sign + "\"}");
    cloud.answerWith(answer -> answer.onResponseStart(SocketEffect.ShutdownConnection.INSTANCE));
    LanLink link = cloud.lan("/", SECRET);

    for (int call = 0; call < 2; call++) {
      assertThat(stackTraceOf(link.send(new Order("power", 1), "0123"))).doesNotContain(never);
    }
    assertThat(logged()).doesNotContain(never);
    assertThat(link).asString().doesNotContain(never);
  }

  @Test
  void theLogLearnsTheSecretAndWhatItsSignaturesAreMadeOf() {
    var _ = cloud.api();

    assertThat(cloud.learned).containsExactlyInAnyOrder(SECRET, never.get(2));
  }

  @Test
  void credentialsInTheAddressAreLeftOut() throws Exception {
    cloud.otherUrl =
        Optional.of(URI.create("http://user:hidden@127.0.0.1:" + cloud.server.getPort()));
    cloud.answer(500, "");

    assertThat(stackTraceOf(order())).doesNotContain("hidden");
    assertThat(cloud.request().getHeaders().get("Authorization")).isNull();
  }

  @Test
  void rawMessagesAreBoundedAndOneLine() throws Exception {
    cloud.answer("{\n\"code\":200,\n\"more\":\"" + "x".repeat(100_000) + "\"}");

    ThingbootHarness.get(order());

    assertThat(logged()).hasSizeLessThan(6000).doesNotContain("\n\"");
  }

  private CompletionStage<Void> order() {
    return cloud.api().link("820720").send(new Order("power", 1), "0123");
  }

  private String logged() {
    return log.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .collect(Collectors.joining("\n"));
  }

  private static String stackTraceOf(CompletionStage<?> stage) {
    Throwable failure = catchThrowable(() -> ThingbootHarness.get(stage));
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
