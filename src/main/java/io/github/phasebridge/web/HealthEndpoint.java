package io.github.phasebridge.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.github.phasebridge.bridge.Insight;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Says whether the process is well. Only what a restart can mend makes it unhealthy: a broker or a
 * vendor that is away does not, it is merely not ready.
 */
final class HealthEndpoint implements Endpoint {

  private static final String HEALTH = "/health";
  private static final String LIVE = "/health/live";
  private static final String READY = "/health/ready";

  /** Its addresses. */
  static final Set<String> PATHS = Set.of(HEALTH, LIVE, READY);

  private final Insight insight;
  private final boolean mustBeReady;

  private HealthEndpoint(Insight insight, boolean mustBeReady) {
    this.insight = insight;
    this.mustBeReady = mustBeReady;
  }

  /** Returns the answers by their addresses. */
  static Map<String, Endpoint> all(Insight insight) {
    Endpoint live = new HealthEndpoint(insight, false);
    return Map.of(HEALTH, live, LIVE, live, READY, new HealthEndpoint(insight, true));
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    boolean live = insight.alive();
    boolean ready = live && insight.overview().broker().condition().ok();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("status", live ? "ok" : "failed");
    document.put("live", live);
    document.put("ready", ready);
    boolean good = mustBeReady ? ready : live;
    Answers.send(exchange, good ? 200 : 503, Json.TYPE, Json.text(document).getBytes(UTF_8));
  }
}
