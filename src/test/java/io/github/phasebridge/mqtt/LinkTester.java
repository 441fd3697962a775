package io.github.phasebridge.mqtt;

import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.MqttConfig.Protocol;
import io.github.phasebridge.config.MqttConfig.Tls;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.config.SupervisorConfig;
import io.github.phasebridge.log.Redactor;
import io.github.phasebridge.testing.LogLines;
import io.github.phasebridge.testing.TestBroker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** Makes links as the program does, for one integration test, and stops them at its end. */
final class LinkTester implements AutoCloseable {

  /** As outside Home Assistant. */
  static final SupervisorConfig NO_SUPERVISOR =
      new SupervisorConfig(URI.create("http://supervisor"), Secret.NONE);

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("link-under-test").unstarted(task));
  private final List<BrokerLink> links = new ArrayList<>();
  private final LogLines log = new LogLines(BrokerLink.class);

  /** Makes a link and starts it. */
  BrokerLink start(MqttConfig config) {
    BrokerLink link = create(config);
    link.start();
    return link;
  }

  BrokerLink create(MqttConfig config) {
    BrokerLink link = links().bridge(config);
    links.add(link);
    return link;
  }

  BrokerLink startVisitor(MqttConfig config) {
    BrokerLink link = links().visitor(config, "-check");
    links.add(link);
    link.start();
    return link;
  }

  private BrokerLinks links() {
    return new BrokerLinks(InstantSource.system(), scheduler, NO_SUPERVISOR, new Redactor());
  }

  static MqttConfig config(URI url, Protocol protocol) {
    return new MqttConfig(
        url, "", Secret.NONE, "phasebridge", protocol, "base", true, new Tls(null, null, null));
  }

  static MqttConfig config(TestBroker broker) {
    return config(broker.url(), Protocol.V5);
  }

  static MqttConfig withUser(MqttConfig config, String user, String password) {
    return new MqttConfig(
        config.url(),
        user,
        new Secret(password),
        config.clientId(),
        config.protocol(),
        config.baseTopic(),
        config.values(),
        config.tls());
  }

  static MqttConfig withTls(
      MqttConfig config, @Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {
    return new MqttConfig(
        config.url(),
        config.username(),
        config.password(),
        config.clientId(),
        config.protocol(),
        config.baseTopic(),
        config.values(),
        new Tls(ca, certificate, key));
  }

  LogLines log() {
    return log;
  }

  static void awaitConnected(BrokerLink link) {
    await().until(link::connected);
  }

  /** Waits long enough for a loaded machine and some back-off. */
  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
  }

  @Override
  public void close() {
    links.forEach(BrokerLink::stop);
    scheduler.shutdownNow();
    log.close();
  }
}
