package io.github.phasebridge.web;

import io.github.phasebridge.config.LogConfig;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Value;
import io.github.phasebridge.log.LogSetup;
import io.github.phasebridge.log.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The page of {@link PageHouse} with a day of power behind it, served through an ingress proxy. */
final class ServedHouse implements AutoCloseable {

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final FakeInsight insight = new FakeInsight(PageHouse.at(Instant.now()));
  private final PageServer server;
  private final IngressProxy proxy;

  private ServedHouse(Map<String, String> settings) throws IOException {
    Redactor redactor = new Redactor();
    LogSetup log = new LogSetup(redactor, new PrintStream(OutputStream.nullOutputStream()));
    log.start(new LogConfig(LogConfig.Level.INFO, LogConfig.Format.TEXT, false));
    Map<String, String> all = new HashMap<>(settings);
    all.put("WEB_PORT", "0");
    server =
        Pages.server(
            Pages.config(all), insight, log.recent(), redactor, new PageNotice(), scheduler);
    rememberADay(server.history());
    server.start();
    proxy = new IngressProxy(server.port());
  }

  /** Serves it as the app does: whoever comes through the proxy may switch. */
  static ServedHouse throughIngress() throws IOException {
    return new ServedHouse(Map.of("WEB_INGRESS_PROXY", "127.0.0.1"));
  }

  /** Serves it as elsewhere without a password: nobody may switch. */
  static ServedHouse toEverybody() throws IOException {
    return new ServedHouse(Map.of());
  }

  /** Returns the page's address. */
  String url() {
    return proxy.url();
  }

  /** Returns what stands before the server. */
  IngressProxy proxy() {
    return proxy;
  }

  /** Returns the bridge. */
  FakeInsight insight() {
    return insight;
  }

  /** Lets a device report a value, a minute after its last one: charts have no more points. */
  void read(DeviceId id, String key, String number) {
    read(id, key, number, Instant.now().plusSeconds(60));
  }

  /** Lets a device report a value that it measured then. */
  void read(DeviceId id, String key, String number, Instant at) {
    Value value = Value.of(new BigDecimal(number));
    insight.change(
        overview ->
            SampleOverview.with(
                overview, id, device -> SampleOverview.read(device, at, key, value)));
  }

  @Override
  public void close() {
    proxy.close();
    server.stop();
    scheduler.shutdownNow();
  }

  private static void rememberADay(PowerHistory history) {
    Instant now = Instant.now();
    // The first hour is missing, so that nothing becomes too old during a test.
    for (int minute = 23 * 60; minute > 0; minute -= 5) {
      Instant at = now.minus(Duration.ofMinutes(minute));
      var _ = history.take(PageHouse.past(at), at);
    }
  }
}
