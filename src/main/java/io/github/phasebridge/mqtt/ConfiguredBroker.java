package io.github.phasebridge.mqtt;

import io.github.phasebridge.config.MqttConfig;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A broker that is written down and stays what it is. */
final class ConfiguredBroker implements BrokerSource {

  private final MqttConfig config;

  ConfiguredBroker(MqttConfig config) {
    this.config = config;
  }

  @Override
  public CompletionStage<MqttConfig> next() {
    return CompletableFuture.completedFuture(config);
  }

  @Override
  public MqttConfig latest() {
    return config;
  }

  @Override
  public void refused() {
    // There is nobody to ask for another login.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
