package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.mqtt.InboundMessage;
import io.github.phasebridge.testing.FakeBrokerLink;
import io.github.phasebridge.testing.FakeTime;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MqttPushFeedTest {

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-21T10:00:00Z"));
  private final FakeBrokerLink link = new FakeBrokerLink(time);
  private final MqttPushFeed feed =
      new MqttPushFeed(URI.create("mqtt://broker.example"), "A1", link);
  private final List<String> received = new ArrayList<>();

  @Test
  void allTypesOfTheAccountAreSubscribedTo() {
    start();

    assertThat(link.filters()).containsExactly("api/A1/message/#");
  }

  @Test
  void aMessageIsHandedOnWithTheTimeOfItsReceiptAndNoDevice() {
    start();

    link.receive("api/A1/message/0", "{\"device\":1}");

    assertThat(received).containsExactly("null {\"device\":1} 2026-11-21T10:00:00Z");
  }

  @Test
  void aRetainedMessageIsIgnored() {
    start();

    link.receive(new InboundMessage("api/A1/message/0", "{}", true, null, time.instant()));

    assertThat(received).isEmpty();
  }

  @Test
  void itIsConnectedWhileItsLinkIs() {
    start();
    assertThat(feed.connected()).isFalse();

    link.connect();
    assertThat(feed.connected()).isTrue();
    assertThat(feed.problem()).isEmpty();

    link.disconnect();
    assertThat(feed.connected()).isFalse();
  }

  @Test
  void aLinkWithoutItsSubscriptionIsNotConnected() {
    start();
    link.connect();
    link.trouble("The ThingBoot broker refuses our subscription");

    assertThat(feed.connected()).isFalse();
    assertThat(feed.problem()).isEqualTo("The ThingBoot broker refuses our subscription");
  }

  @Test
  void itStopsItsLink() {
    start();
    feed.stop();

    assertThat(link.stopped()).isTrue();
  }

  private void start() {
    feed.start((device, body, at) -> received.add(device + " " + body + " " + at));
  }
}
