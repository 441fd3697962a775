package io.github.phasebridge.mqtt;

import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.config.SupervisorConfig;
import io.github.phasebridge.log.Redactor;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes links to brokers. */
public final class BrokerLinks {

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService scheduler;
  private final SupervisorConfig supervisor;
  private final Redactor redactor;

  /**
   * Makes links that run on this scheduler, which must outlive them; whatever else runs on it
   * should be short, since it delays messages.
   *
   * @param clock tells when messages were received
   * @param scheduler runs the links, one step of a link at a time
   * @param supervisor is asked for the broker where the configuration leaves it open
   * @param redactor is told the passwords that the Supervisor tells
   */
  @Inject
  public BrokerLinks(
      InstantSource clock,
      ScheduledExecutorService scheduler,
      SupervisorConfig supervisor,
      Redactor redactor) {
    this.clock = clock;
    this.nanoTime = System::nanoTime;
    this.scheduler = scheduler;
    this.supervisor = supervisor;
    this.redactor = redactor;
  }

  /**
   * Makes the bridge's own link: its status topic says {@code online} while it is connected, and
   * {@code offline} at the end and as its last will.
   *
   * @throws IllegalArgumentException if the URL is no address of a broker, as a sentence
   */
  public BrokerLink bridge(MqttConfig config) {
    return own(config, Status.topic(config.baseTopic()));
  }

  /**
   * Makes a link for a command beside a running bridge: it has a client id of its own, no last
   * will, and leaves the status topic alone.
   *
   * @param suffix is added to the client id, for example {@code -check}
   * @throws IllegalArgumentException if the URL is no address of a broker, as a sentence
   */
  public BrokerLink visitor(MqttConfig config, String suffix) {
    return own(config.withClientId(config.clientId() + suffix), null);
  }

  /**
   * Makes a link that only listens, at a broker of somebody else: it speaks MQTT 3.1.1, which every
   * broker knows, and has no last will. Certificates are verified with what the system trusts.
   *
   * @param url {@code mqtt} or {@code mqtts}, with host and optional port
   * @param clientId unique at that broker
   * @param terms how it speaks of that broker
   * @throws IllegalArgumentException if the URL is no address of a broker, as a sentence
   */
  public BrokerLink subscriber(
      URI url, String username, Secret password, String clientId, LinkTerms terms) {
    MqttConfig config =
        new MqttConfig(
            url,
            username,
            password,
            clientId,
            MqttConfig.Protocol.V3_1_1,
            "",
            false,
            new MqttConfig.Tls(null, null, null));
    return link(configured(config), terms, null);
  }

  private BrokerLink own(MqttConfig config, @Nullable String statusTopic) {
    if (!config.urlIsAuto()) {
      return link(configured(config), new OwnBroker(), statusTopic);
    }
    boolean ownLogin = !config.username().isEmpty() || config.password().isSet();
    BrokerSource source =
        new SupervisorBroker(new SupervisorMqtt(supervisor, clock), config, redactor, nanoTime);
    return link(source, OwnBroker.fromSupervisor(ownLogin), statusTopic);
  }

  /** Fails at once if the address is none. */
  private static BrokerSource configured(MqttConfig config) {
    var _ = BrokerAddress.of(config.url());
    return new ConfiguredBroker(config);
  }

  private BrokerLink link(BrokerSource source, LinkTerms terms, @Nullable String statusTopic) {
    return new ReconnectingBrokerLink(
        source,
        terms,
        statusTopic,
        new HiveMqConnections(statusTopic),
        clock,
        nanoTime,
        scheduler,
        RandomGenerator.getDefault());
  }
}
