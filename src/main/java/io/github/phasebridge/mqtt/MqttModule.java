package io.github.phasebridge.mqtt;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.phasebridge.config.MqttConfig;

/**
 * The link to the user's broker. Needs a {@link MqttConfig}, a {@link
 * io.github.phasebridge.config.SupervisorConfig}, the log's {@link
 * io.github.phasebridge.log.Redactor}, an {@link java.time.InstantSource} and a {@link
 * java.util.concurrent.ScheduledExecutorService}.
 */
public final class MqttModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(BrokerLinks.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  static BrokerLink brokerLink(BrokerLinks links, MqttConfig config) {
    return links.bridge(config);
  }
}
