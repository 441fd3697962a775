package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.mqtt.BrokerLink;
import io.github.phasebridge.mqtt.BrokerLinks;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A visit at the vendor's broker, for a command beside a bridge that may be running. */
public final class PushTrial {

  private final ThingbootConfig config;
  private final BrokerLinks links;
  private final RandomGenerator random;

  @Inject
  PushTrial(ThingbootConfig config, BrokerLinks links, RandomGenerator random) {
    this.config = config;
    this.links = links;
    this.random = random;
  }

  /**
   * Returns a link that is not started. It has a client id for this once and listens to nothing, so
   * that the bridge neither loses its connection nor a message.
   *
   * @return empty if messages do not come over the vendor's broker, or if the configuration names
   *     the client id, which only one program can use at a time
   */
  public Optional<BrokerLink> link() {
    boolean over = config.hasAccount() && config.push() == ThingbootConfig.Push.MQTT;
    if (!over || !config.pushClientId().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        links.subscriber(
            config.pushUrl(),
            config.appId(),
            config.appSecret(),
            PushClientId.made(random),
            new ThingbootBroker()));
  }
}
