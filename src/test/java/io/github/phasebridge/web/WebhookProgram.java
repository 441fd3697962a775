package io.github.phasebridge.web;

import io.github.phasebridge.config.Secret;
import io.github.phasebridge.config.WebConfig;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/** A webhook in a process of its own, with the limits of the real one; it prints its port. */
final class WebhookProgram {

  static final String TOKEN = "0123456789abcdef";

  private WebhookProgram() {}

  public static void main(String[] args) throws IOException {
    ServerLimits.set();
    WebhookServer server =
        new WebhookServer(
            new WebConfig(
                false,
                "127.0.0.1",
                8099,
                Secret.NONE,
                List.of(),
                "",
                "127.0.0.1",
                0,
                new Secret(TOKEN)),
            InstantSource.system(),
            System::nanoTime);
    server.deliverTo(post -> {});
    server.start();
    System.out.println(server.port());
    while (System.in.read() >= 0) {
      // Only the end counts.
    }
    server.stop();
  }
}
