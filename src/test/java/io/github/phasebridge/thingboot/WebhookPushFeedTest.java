package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.PostIntake;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WebhookPushFeedTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final FakeIntake intake = new FakeIntake();
  private final WebhookPushFeed feed = new WebhookPushFeed(intake);
  private final List<String> received = new ArrayList<>();

  @Test
  void theAddressTellsTheDevice() {
    start();

    intake.post("", "{}");
    intake.post("820720", "[]");

    assertThat(received).containsExactly("null {} " + NOW, "820720 [] " + NOW);
  }

  @Test
  void theCloudIsConnectedOnceItPosted() {
    start();
    assertThat(feed.connected()).isFalse();
    assertThat(feed.problem())
        .isEqualTo(
            "The ThingBoot cloud has posted no message yet; its console wants the address"
                + " http://address/");

    intake.post("820720", "of a relay on the LAN");
    assertThat(feed.connected()).isFalse();

    intake.post("", "of the cloud");
    assertThat(feed.connected()).isTrue();
    assertThat(feed.problem()).isEmpty();
  }

  @Test
  void withoutAWebhookItSaysWhatToSet() {
    intake.open = false;
    start();

    assertThat(feed.connected()).isFalse();
    assertThat(feed.problem()).contains("web.webhook-port");
  }

  @Test
  void afterTheStopNothingIsHandedOn() {
    start();
    feed.stop();

    intake.post("", "{}");

    assertThat(received).isEmpty();
  }

  private void start() {
    feed.start((device, body, at) -> received.add(device + " " + body + " " + at));
  }

  /** A webhook without a network. */
  private static final class FakeIntake implements PostIntake {
    private boolean open = true;
    private Consumer<Post> receiver = post -> {};

    @Override
    public boolean open() {
      return open;
    }

    @Override
    public String address(String device) {
      return "http://address/" + device;
    }

    @Override
    public void deliverTo(Consumer<Post> taker) {
      receiver = taker;
    }

    void post(String device, String body) {
      receiver.accept(new Post(device, body, NOW));
    }
  }
}
