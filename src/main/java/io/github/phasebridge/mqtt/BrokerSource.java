package io.github.phasebridge.mqtt;

import io.github.phasebridge.config.MqttConfig;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Says where the broker is and who we are there, before each attempt to connect. Apart from {@link
 * #latest} only used on the link's thread.
 */
interface BrokerSource extends AutoCloseable {

  /**
   * Returns where to connect next; never waits. The stage completes on any thread; it fails only
   * with a {@link BrokerUnknownException}, and fails no more once it has succeeded unless the
   * broker is gone for good.
   */
  CompletionStage<MqttConfig> next();

  /** Returns where the broker is as far as that is known; safe for use by any thread. */
  @Nullable MqttConfig latest();

  /** The broker did not let us in as we were; another login may be needed. */
  void refused();

  /** Asks no more. */
  @Override
  void close();
}
