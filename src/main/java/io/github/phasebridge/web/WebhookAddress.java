package io.github.phasebridge.web;

/** Says where to post to, for people: what only they know or what is secret stands in brackets. */
final class WebhookAddress {

  private WebhookAddress() {}

  /**
   * Returns the address to enter at a sender.
   *
   * @param port the port, or a name for it
   * @param device the device that posts, empty for none in particular
   */
  static String of(String port, String device) {
    return "http://<this computer>:"
        + port
        + WebhookPath.PREFIX
        + "<web.webhook-token>"
        + (device.isEmpty() ? "" : "/" + device);
  }
}
