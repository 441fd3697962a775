package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.PostIntake;
import org.jspecify.annotations.Nullable;

/**
 * The messages that are posted to us: by the cloud, and by relays on the LAN, each at an address
 * with its own id. Nobody tells us that the cloud posts; as far as we know it does once it did.
 */
public final class WebhookPushFeed implements PushFeed {

  private final PostIntake intake;
  private volatile @Nullable Receiver receiver;
  private volatile boolean cloudHeard;

  /** Makes a feed of what this intake takes. */
  public WebhookPushFeed(PostIntake intake) {
    this.intake = intake;
  }

  @Override
  public void start(Receiver taker) {
    receiver = taker;
    intake.deliverTo(this::take);
  }

  @Override
  public void stop() {
    receiver = null;
  }

  @Override
  public boolean connected() {
    return intake.open() && cloudHeard;
  }

  @Override
  public String problem() {
    if (!intake.open()) {
      return "No message of a relay can come: set web.webhook-port and web.webhook-token";
    }
    return cloudHeard
        ? ""
        : "The ThingBoot cloud has posted no message yet; its console wants the address "
            + intake.address("");
  }

  private void take(PostIntake.Post post) {
    Receiver taker = receiver;
    if (taker == null) {
      return;
    }
    boolean fromCloud = post.device().isEmpty();
    cloudHeard |= fromCloud;
    taker.received(fromCloud ? null : post.device(), post.body(), post.receivedAt());
  }
}
