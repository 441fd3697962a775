package io.github.phasebridge.web;

import io.github.phasebridge.device.PostIntake;
import java.util.function.Consumer;

/** The webhook that is switched off. */
final class NoWebhook implements PostIntake {

  @Override
  public boolean open() {
    return false;
  }

  /** Returns the address that it would have. */
  @Override
  public String address(String device) {
    return WebhookAddress.of("<web.webhook-port>", device);
  }

  @Override
  public void deliverTo(Consumer<Post> receiver) {
    // Nothing will come.
  }
}
