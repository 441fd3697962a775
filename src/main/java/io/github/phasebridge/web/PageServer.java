package io.github.phasebridge.web;

import com.sun.net.httpserver.HttpServer;
import io.github.phasebridge.bridge.Insight;
import io.github.phasebridge.bridge.StartException;
import io.github.phasebridge.config.WebConfig;
import io.github.phasebridge.device.Notice;
import io.github.phasebridge.log.RecentLog;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the status page and what belongs to it. The bridge does not depend on it: where it cannot
 * listen, it says so and the bridge goes on. It is started and stopped once.
 */
final class PageServer {

  private static final Logger log = LoggerFactory.getLogger(PageServer.class);

  private final WebConfig config;
  private final InstantSource clock;
  private final PageNotice notice;
  private final PageHandler handler;
  private final PowerHistory history = new PowerHistory();
  private final Broadcaster broadcaster;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("page-", 0).factory());
  private volatile CompletableFuture<Optional<HttpServer>> listening =
      CompletableFuture.completedFuture(Optional.empty());

  /** Makes a server that is not started; a port of 0 means any free one. */
  @Inject
  PageServer(
      WebConfig config,
      Insight insight,
      RecentLog recentLog,
      CountingTelemetry telemetry,
      DiagnosticsFile diagnostics,
      PageNotice notice,
      InstantSource clock,
      LongSupplier nanoTime,
      ScheduledExecutorService scheduler) {
    this.config = config;
    this.clock = clock;
    this.notice = notice;
    PageAccess access = new PageAccess(config, nanoTime);
    PageToken token = new PageToken();
    broadcaster =
        new Broadcaster(
            insight, recentLog, history, () -> access(access, token), clock, scheduler, threads);
    Map<String, Endpoint> endpoints = new HashMap<>(PageFile.all());
    endpoints.putAll(HealthEndpoint.all(insight));
    endpoints.put("/metrics", new MetricsEndpoint(insight, telemetry, clock));
    endpoints.put("/api/events", new EventsEndpoint(broadcaster, history));
    endpoints.put("/api/command", new CommandEndpoint(access, token, insight));
    endpoints.put("/api/diagnostics", new DiagnosticsEndpoint(diagnostics, clock));
    handler = new PageHandler(access, new TimeLimit(scheduler, TimeLimit.LONGEST), endpoints);
  }

  /**
   * Begins to listen, or says why it does not. Returns at once, since what this needs of the JDK
   * takes longer to load than all other parts to start.
   */
  void start() {
    listening = CompletableFuture.supplyAsync(this::listen, threads);
  }

  /** Stops to listen and ends all streams. */
  void stop() {
    Optional<HttpServer> server = listening.join();
    broadcaster.stop();
    server.ifPresent(it -> it.stop(0));
    threads.shutdownNow();
  }

  /** Returns the port at which it listens, as soon as it does. */
  int port() {
    return listening.join().map(server -> server.getAddress().getPort()).orElse(config.port());
  }

  private Optional<HttpServer> listen() {
    try {
      HttpServer server =
          new ListeningPort(config.host(), config.port(), "web.host", "web.port").bind();
      server.createContext("/", handler);
      server.setExecutor(threads);
      server.start();
      broadcaster.start();
      tellWhere(server.getAddress());
      return Optional.of(server);
    } catch (StartException e) {
      String sentence = String.valueOf(e.getMessage());
      log.warn(
          "There is no status page until the next start, the bridge works without it: {}",
          sentence);
      notice.tell(
          new Notice(Notice.Severity.WARNING, "No status page", sentence + ".", clock.instant()));
    } catch (RuntimeException e) {
      log.error("Starting the status page failed, the bridge works without it", e);
    }
    return Optional.empty();
  }

  private void tellWhere(InetSocketAddress place) {
    if (!config.ingressProxy().isEmpty()) {
      log.info("The status page is in Home Assistant: choose \"Open web UI\" of the app");
    } else if (place.getAddress().isAnyLocalAddress()) {
      // Nobody can open 0.0.0.0.
      log.info("The status page is at port {} of every address of this computer", place.getPort());
    } else {
      log.info("The status page is at http://{}:{}", shown(config.host()), place.getPort());
    }
  }

  /** Returns the power of the last day. */
  PowerHistory history() {
    return history;
  }

  private static Map<String, Object> access(PageAccess access, PageToken token) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("commands", access.commands());
    document.put("reason", access.reason());
    if (access.commands()) {
      document.put("token", token.text());
    }
    return document;
  }

  private static String shown(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
