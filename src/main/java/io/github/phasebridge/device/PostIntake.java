package io.github.phasebridge.device;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * Where vendors and devices post messages to us. The web server offers one; a device source listens
 * to it.
 */
public interface PostIntake {

  /**
   * One message.
   *
   * @param device the device that the address names, empty if it names none
   * @param body the text, already bounded
   * @param receivedAt when it arrived
   */
  record Post(String device, String body, Instant receivedAt) {}

  /** Returns whether anything listens, so that messages can come. */
  boolean open();

  /**
   * Returns the address to enter at a device or a vendor, such as {@code http://<this
   * computer>:8098/webhook/<web.webhook-token>/820720}; the token itself stays secret.
   */
  String address(String device);

  /** Sets who takes the messages; the sender is answered before. */
  void deliverTo(Consumer<Post> receiver);
}
