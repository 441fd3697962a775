package io.github.phasebridge.web;

import io.github.phasebridge.bridge.Insight;
import io.github.phasebridge.config.ConfigException;
import io.github.phasebridge.config.ConfigLoader;
import io.github.phasebridge.config.Loaded;
import io.github.phasebridge.config.WebConfig;
import io.github.phasebridge.log.RawMessages;
import io.github.phasebridge.log.RecentLog;
import io.github.phasebridge.log.Redactor;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/** Assembles pages as the module does, with a bridge of the test's own. */
final class Pages {

  private Pages() {}

  /** Returns a server that is not started. */
  static PageServer server(
      Loaded loaded,
      Insight insight,
      RecentLog log,
      Redactor redactor,
      PageNotice notice,
      ScheduledExecutorService scheduler) {
    InstantSource clock = InstantSource.system();
    return new PageServer(
        loaded.config().web(),
        insight,
        log,
        new CountingTelemetry(),
        new DiagnosticsFile(
            insight,
            loaded.effective(),
            log,
            new RawMessages(redactor, clock, false),
            new Privacy(redactor, loaded.config()),
            clock),
        notice,
        clock,
        System::nanoTime,
        scheduler);
  }

  /**
   * Returns a configuration.
   *
   * @param settings such as {@code WEB_PASSWORD} and its value
   */
  static Loaded config(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>();
    settings.forEach((name, value) -> environment.put("PHASEBRIDGE_" + name, value));
    try {
      return new ConfigLoader(environment).load(null, null);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Returns the part of a configuration that is about the page. */
  static WebConfig web(Map<String, String> settings) {
    return config(settings).config().web();
  }
}
