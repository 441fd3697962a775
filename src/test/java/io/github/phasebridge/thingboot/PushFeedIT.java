package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.config.SupervisorConfig;
import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.log.Redactor;
import io.github.phasebridge.mqtt.BrokerLink;
import io.github.phasebridge.mqtt.BrokerLinks;
import io.github.phasebridge.testing.MemoryJsonFile;
import io.github.phasebridge.testing.TestBroker;
import io.github.phasebridge.testing.TestBroker.Feature;
import io.github.phasebridge.testing.TestCertificates;
import io.github.phasebridge.testing.TestClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The feed against a real broker in the vendor's place. */
class PushFeedIT {

  private static final String TOPIC = "api/A1/message/0";

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final BrokerLinks links =
      new BrokerLinks(
          InstantSource.system(),
          scheduler,
          new SupervisorConfig(URI.create("http://supervisor"), Secret.NONE),
          new Redactor());
  private final TestBroker broker = new TestBroker();
  private final List<MqttPushFeed> feeds = new ArrayList<>();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(BrokerLink.class.getPackageName());
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void watchTheLog() {
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
  }

  @AfterEach
  void close() {
    feeds.forEach(MqttPushFeed::stop);
    scheduler.shutdownNow();
    broker.close();
    logger.detachAppender(log);
    logger.setLevel(null);
    assertThat(log.list).allMatch(event -> event.getThrowableProxy() == null);
    assertThat(lines()).noneMatch(line -> line.contains("s3cret"));
  }

  @Test
  void messagesArriveButNoneThatTheBrokerKept() {
    broker.start();
    try (TestClient vendor = TestClient.connect(broker.url())) {
      vendor.publish(TOPIC, "old", true);
      vendor.publish("api/OTHER/message/0", "of somebody else", true);
      MqttPushFeed feed = start(broker.url(), "");
      await().until(feed::connected);

      vendor.publish("api/OTHER/message/0", "of somebody else", false);
      vendor.publish("api/A1/message/order/7", "new", false);
      await().until(() -> !received.isEmpty());
    }

    assertThat(received).containsExactly("new");
    assertThat(lines())
        .containsExactly("Connected to the ThingBoot broker " + broker.url() + " (MQTT 3.1.1)");
  }

  @Test
  void itComesBackByItselfAndSubscribesAgain() {
    broker.start();
    MqttPushFeed feed = start(broker.url(), "");
    await().until(feed::connected);
    broker.stop();
    await().until(() -> !feed.connected());
    assertThat(feed.problem()).startsWith("The ThingBoot broker " + broker.url());

    broker.start();
    await().until(feed::connected);
    assertThat(feed.problem()).isEmpty();
    try (TestClient vendor = TestClient.connect(broker.url())) {
      vendor.publish(TOPIC, "after", false);
      await().until(() -> received.contains("after"));
    }
  }

  @Test
  void ofTwoWithOneClientIdOneGivesWayAndSaysWhy() {
    broker.start();
    MqttPushFeed one = start(broker.url(), "shared");
    await().until(one::connected);
    MqttPushFeed other = start(broker.url(), "shared");

    await()
        .until(() -> (givesWay(one) && other.connected()) || (givesWay(other) && one.connected()));

    assertThat((givesWay(one) ? one : other).problem())
        .contains(
            "another client uses the same client id \"shared\", a second phasebridge",
            "thingboot.push-mqtt.client-id");
  }

  private static boolean givesWay(MqttPushFeed feed) {
    return feed.problem().contains("same client id");
  }

  @Test
  void aWrongSecretIsOneSentenceAndIsNotTriedAgainForMinutes() {
    broker.user("A1", "the right one").start();
    MqttPushFeed feed = start(broker.url(), "");

    await().until(() -> feed.problem().contains("refused user"));

    assertThat(feed.problem())
        .isEqualTo(
            "The ThingBoot broker "
                + broker.url()
                + " refused user \"A1\": wrong name or password, or not allowed to connect; check"
                + " thingboot.app-id and thingboot.app-secret, and thingboot.push-mqtt.client-id,"
                + " against the development settings of the ThingBoot console");
    assertThat(lines()).singleElement().asString().matches(".*; trying again in [4-6] min");
  }

  @Test
  void theRightSecretIsSent() {
    broker.user("A1", "s3cret").start();

    await().until(start(broker.url(), "")::connected);
  }

  @Test
  void theBrokerOfAnEncryptedConnectionMustProveWhoItIs(@TempDir Path directory) {
    broker.require(Feature.TLS);
    TestCertificates certificates = new TestCertificates(directory);
    var _ = certificates.authority("nobody");
    broker.tls(certificates.server("server", "nobody", "DNS:localhost")).start();
    MqttPushFeed feed = start(broker.url("mqtts"), "");

    await().until(() -> feed.problem().contains("certificate"));

    assertThat(feed.problem())
        .isEqualTo(
            "The ThingBoot broker "
                + broker.url("mqtts")
                + ": its certificate is not trusted: no known authority signed it; check"
                + " thingboot.push-mqtt.url");
  }

  private MqttPushFeed start(URI url, String clientId) {
    MqttPushFeed feed =
        MqttPushFeed.of(config(url, clientId), links, new MemoryJsonFile(), new Random());
    feeds.add(feed);
    feed.start((device, body, at) -> received.add(body));
    return feed;
  }

  private static ThingbootConfig config(URI url, String clientId) {
    return new ThingbootConfig(
        URI.create("http://127.0.0.1"),
        "A1",
        new Secret("s3cret"),
        List.of(),
        ThingbootConfig.Push.MQTT,
        url,
        clientId,
        Duration.ofMinutes(1),
        Map.of(),
        null,
        false,
        false);
  }

  private List<String> lines() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
  }
}
