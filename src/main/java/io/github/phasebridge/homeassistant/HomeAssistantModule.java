package io.github.phasebridge.homeassistant;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.phasebridge.config.HomeAssistantConfig;
import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.ProductVersion;
import io.github.phasebridge.storage.DataDir;

/**
 * Binds what speaks to Home Assistant. Wants the configuration of Home Assistant and of the broker,
 * the broker link, the data directory, a scheduler and a random generator.
 */
public final class HomeAssistantModule extends AbstractModule {

  private static final String FILE = "announced.json";
  private static final int FORMAT = 1;

  @Override
  protected void configure() {
    bind(Announcer.class).in(Singleton.class);
    bind(AnnouncedDevices.class).in(Singleton.class);
  }

  @Provides
  Topics topics(MqttConfig mqtt, HomeAssistantConfig homeAssistant) {
    return new Topics(mqtt.baseTopic(), homeAssistant.discoveryPrefix());
  }

  @Provides
  DiscoveryPayload payloads(Topics topics) {
    return new DiscoveryPayload(topics, ProductVersion.ofThisJar().text());
  }

  @Provides
  @Singleton
  AnnouncementRegistry registry(DataDir dataDir) {
    return new AnnouncementRegistry(dataDir.file(FILE, FORMAT));
  }
}
