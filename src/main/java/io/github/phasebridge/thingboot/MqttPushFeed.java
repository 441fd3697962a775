package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.mqtt.BrokerLink;
import io.github.phasebridge.mqtt.BrokerLinks;
import io.github.phasebridge.mqtt.InboundMessage;
import io.github.phasebridge.mqtt.LinkState;
import io.github.phasebridge.storage.JsonFile;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cloud's messages over the vendor's broker, by a connection of its own that reconnects by
 * itself. The type's number at the end of the topic is not documented, so all are subscribed to and
 * none is told by it. A retained message may be of any age and is ignored.
 */
public final class MqttPushFeed implements PushFeed {

  private static final Logger log = LoggerFactory.getLogger(MqttPushFeed.class);

  private final URI url;
  private final String filter;
  private final BrokerLink link;
  private final AtomicLong retained = new AtomicLong();

  /**
   * Makes a feed over a link that is not started.
   *
   * @param url where the link leads
   * @param appId the account's id, part of the topics
   */
  MqttPushFeed(URI url, String appId, BrokerLink link) {
    this.url = url;
    this.filter = "api/" + appId + "/message/#";
    this.link = link;
  }

  /**
   * Makes the feed of an account; nothing is started.
   *
   * @param clientIdFile remembers our client id there, if the configuration names none; see {@link
   *     PushClientId#FILE}
   */
  public static MqttPushFeed of(
      ThingbootConfig config, BrokerLinks links, JsonFile clientIdFile, RandomGenerator random) {
    String clientId =
        config.pushClientId().isEmpty()
            ? PushClientId.of(clientIdFile, random)
            : config.pushClientId();
    BrokerLink link =
        links.subscriber(
            config.pushUrl(), config.appId(), config.appSecret(), clientId, new ThingbootBroker());
    return new MqttPushFeed(config.pushUrl(), config.appId(), link);
  }

  @Override
  public void start(Receiver receiver) {
    if (url.getScheme().equals("mqtt")) {
      log.warn(
          "The connection to {} for the relays' messages is not encrypted, since the vendor offers"
              + " no TLS there: the app-secret travels in clear. With thingboot.push = webhook it"
              + " does not travel (see web.webhook-port)",
          url);
    }
    link.subscribe(filter, message -> take(message, receiver));
    link.start();
  }

  /** Returns at once unless the broker is slow to answer; then it waits a few seconds. */
  @Override
  public void stop() {
    link.stop();
  }

  /** A link whose subscription is refused is up, but nothing comes. */
  @Override
  public boolean connected() {
    LinkState state = link.state();
    return state.connected() && state.detail().isEmpty();
  }

  @Override
  public String problem() {
    return link.state().detail();
  }

  private void take(InboundMessage message, Receiver receiver) {
    if (message.retained()) {
      log.debug(
          "Ignored a retained message on {}, the {}. one",
          message.topic(),
          retained.incrementAndGet());
      return;
    }
    receiver.received(null, message.payload(), message.receivedAt());
  }
}
