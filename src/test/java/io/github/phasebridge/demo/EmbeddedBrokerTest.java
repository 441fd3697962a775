package io.github.phasebridge.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** The broker as its clients see it: MQTT 5 and 3.1.1 over a real socket. */
@Timeout(30)
class EmbeddedBrokerTest {

  @Test
  void anMqtt5ClientGetsRetainedMessagesAndKeepsTheirFlag() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0)) {
      Mqtt5BlockingClient client = client(broker).useMqttVersion5().buildBlocking();
      client.connect();
      publish(client, "phasebridge/a/state", "1");
      publish(client, "phasebridge/a/state", "2");
      try (Mqtt5BlockingClient.Mqtt5Publishes messages =
          client.publishes(MqttGlobalPublishFilter.ALL)) {
        client
            .subscribeWith()
            .topicFilter("phasebridge/a/state")
            .qos(MqttQos.AT_LEAST_ONCE)
            .retainAsPublished(true)
            .retainHandling(Mqtt5RetainHandling.SEND)
            .send();
        Mqtt5Publish replayed = messages.receive(5, SECONDS).orElseThrow();
        publish(client, "phasebridge/a/state", "live");
        Mqtt5Publish live = messages.receive(5, SECONDS).orElseThrow();

        assertThat(text(replayed)).isEqualTo("phasebridge/a/state 2");
        assertThat(text(live)).isEqualTo("phasebridge/a/state live");
        assertThat(live.isRetain()).isTrue();
      }
      client.disconnect();
    }
  }

  @Test
  void anMqtt311ClientGetsRetainedMessagesUntilTheyAreCleared() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0)) {
      Mqtt3BlockingClient client = client(broker).useMqttVersion3().buildBlocking();
      client.connect();
      client
          .publishWith()
          .topic("kept")
          .payload(bytes("x"))
          .retain(true)
          .qos(MqttQos.AT_LEAST_ONCE)
          .send();
      client
          .publishWith()
          .topic("cleared")
          .payload(bytes("x"))
          .retain(true)
          .qos(MqttQos.AT_LEAST_ONCE)
          .send();
      client.publishWith().topic("cleared").retain(true).qos(MqttQos.AT_LEAST_ONCE).send();
      try (Mqtt3BlockingClient.Mqtt3Publishes messages =
          client.publishes(MqttGlobalPublishFilter.ALL)) {
        client.subscribeWith().topicFilter("#").qos(MqttQos.AT_LEAST_ONCE).send();
        client.publishWith().topic("last").qos(MqttQos.AT_LEAST_ONCE).send();

        Mqtt3Publish first = messages.receive(5, SECONDS).orElseThrow();
        Mqtt3Publish second = messages.receive(5, SECONDS).orElseThrow();
        assertThat(List.of(first.getTopic().toString(), second.getTopic().toString()))
            .containsExactly("kept", "last");
      }
      client.disconnect();
    }
  }

  @Test
  void theLastWillIsPublishedWhenAClientBreaksOff() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0)) {
      Mqtt5BlockingClient watcher = client(broker).useMqttVersion5().buildBlocking();
      watcher.connect();
      try (Mqtt5BlockingClient.Mqtt5Publishes messages =
          watcher.publishes(MqttGlobalPublishFilter.ALL)) {
        watcher.subscribeWith().topicFilter("phasebridge/status").send();
        connectWithWillAndBreakOff(broker, "phasebridge/status", "offline");

        assertThat(text(messages.receive(5, SECONDS).orElseThrow()))
            .isEqualTo("phasebridge/status offline");
      }
      watcher.disconnect();
    }
  }

  @Test
  void itStartsOnTheAskedPortAndForgetsEverythingOnClose() throws Exception {
    int port;
    try (EmbeddedBroker first = EmbeddedBroker.start(0)) {
      port = first.port();
      Mqtt5BlockingClient client = client(first).useMqttVersion5().buildBlocking();
      client.connect();
      publish(client, "kept", "x");
      client.disconnect();
    }
    try (EmbeddedBroker second = EmbeddedBroker.start(port)) {
      assertThat(second.url()).hasToString("mqtt://127.0.0.1:" + port);
      Mqtt5BlockingClient client = client(second).useMqttVersion5().buildBlocking();
      client.connect();
      try (Mqtt5BlockingClient.Mqtt5Publishes messages =
          client.publishes(MqttGlobalPublishFilter.ALL)) {
        client.subscribeWith().topicFilter("#").send();
        publish(client, "marker", "");
        assertThat(messages.receive(5, SECONDS).map(message -> message.getTopic().toString()))
            .isEqualTo(Optional.of("marker"));
      }
      client.disconnect();
    }
  }

  @Test
  void aTakenPortIsReportedInOneSentence() throws Exception {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      assertThatThrownBy(() -> EmbeddedBroker.start(taken.getLocalPort()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("Choose another port");
    }
  }

  @Test
  void itStartsWithoutAWarning() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger("org.apache.activemq");
    Level usual = logger.getLevel();
    log.start();
    logger.setLevel(Level.WARN);
    logger.addAppender(log);
    try (EmbeddedBroker broker = EmbeddedBroker.start(0)) {
      assertThat(broker.port()).isPositive();
    } finally {
      logger.setLevel(usual);
      logger.detachAppender(log);
    }

    assertThat(log.list).isEmpty();
  }

  @Test
  void itLeavesNoFileAndNoThread() throws Exception {
    List<Path> filesBefore = files();
    try (EmbeddedBroker broker = EmbeddedBroker.start(0)) {
      Mqtt5BlockingClient client = client(broker).useMqttVersion5().buildBlocking();
      client.connect();
      publish(client, "a/b", "x");
      client.disconnect();
    }
    // Netty's own thread ends by itself after a second without work.
    assertThat(GlobalEventExecutor.INSTANCE.awaitInactivity(10, SECONDS)).isTrue();

    assertThat(files()).isEqualTo(filesBefore);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.contains("activemq"));
  }

  /** Speaks MQTT 3.1.1 by hand, as no client library breaks off without a word. */
  private static void connectWithWillAndBreakOff(
      EmbeddedBroker broker, String willTopic, String willPayload) throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(rest);
    out.writeUTF("MQTT");
    out.writeByte(4);
    out.writeByte(0b0000_0110); // clean session, will
    out.writeShort(60);
    out.writeUTF("dying");
    out.writeUTF(willTopic);
    out.writeUTF(willPayload);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
      socket.getOutputStream().write(new byte[] {0x10, (byte) rest.size()});
      socket.getOutputStream().write(rest.toByteArray());
      assertThat(socket.getInputStream().readNBytes(4))
          .as("CONNACK")
          .containsExactly(0x20, 2, 0, 0);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> here = Files.list(Path.of(""))) {
      return here.sorted().toList();
    }
  }

  private static MqttClientBuilder client(EmbeddedBroker broker) {
    return MqttClient.builder().serverHost("127.0.0.1").serverPort(broker.port());
  }

  private static void publish(Mqtt5BlockingClient client, String topic, String payload) {
    var _ =
        client
            .publishWith()
            .topic(topic)
            .qos(MqttQos.AT_LEAST_ONCE)
            .retain(true)
            .payload(bytes(payload))
            .send();
  }

  private static String text(Mqtt5Publish message) {
    return message.getTopic()
        + " "
        + new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
