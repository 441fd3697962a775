package io.github.phasebridge.web;

import com.sun.net.httpserver.HttpServer;
import io.github.phasebridge.bridge.StartException;
import io.github.phasebridge.config.WebConfig;
import io.github.phasebridge.device.PostIntake;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhook: an HTTP server of its own port that takes posts and serves nothing. It is started
 * and stopped once.
 */
final class WebhookServer implements PostIntake {

  private static final Logger log = LoggerFactory.getLogger(WebhookServer.class);

  private final WebConfig config;
  private final PostBox box = new PostBox();
  private final WebhookHandler handler;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());
  private @Nullable HttpServer server;

  /** Makes a server that is not started; a port of 0 means any free one. */
  @Inject
  WebhookServer(WebConfig config, InstantSource clock, LongSupplier nanoTime) {
    this.config = config;
    handler = new WebhookHandler(new WebhookPath(config.webhookToken()), box, clock, nanoTime);
  }

  /**
   * Begins to listen.
   *
   * @throws StartException if it cannot listen there
   */
  void start() {
    HttpServer listening =
        new ListeningPort(
                config.webhookHost(), config.webhookPort(), "web.webhook-host", "web.webhook-port")
            .bind();
    listening.createContext("/", handler);
    listening.setExecutor(threads);
    listening.start();
    server = listening;
    log.info(
        "The webhook listens at {}:{}; messages are posted to {}, those of a relay on the LAN to"
            + " {}/<relay id>",
        config.webhookHost(),
        listening.getAddress().getPort(),
        address(""),
        address(""));
  }

  /** Stops to listen; what was taken and not handed on yet is dropped. */
  void stop() {
    if (server != null) {
      server.stop(0);
    }
    threads.shutdownNow();
    box.close();
  }

  /** Returns the port at which it listens. */
  int port() {
    return server == null ? config.webhookPort() : server.getAddress().getPort();
  }

  @Override
  public boolean open() {
    return true;
  }

  @Override
  public String address(String device) {
    return WebhookAddress.of(Integer.toString(port()), device);
  }

  @Override
  public void deliverTo(Consumer<Post> receiver) {
    box.deliverTo(receiver);
  }
}
