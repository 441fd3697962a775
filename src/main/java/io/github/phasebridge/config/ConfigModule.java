package io.github.phasebridge.config;

import com.google.inject.AbstractModule;

/** Binds the configuration: as a whole and the record of each capability. */
public final class ConfigModule extends AbstractModule {

  private final PhasebridgeConfig config;

  /** Creates the module of a loaded configuration. */
  public ConfigModule(PhasebridgeConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(PhasebridgeConfig.class).toInstance(config);
    bind(MqttConfig.class).toInstance(config.mqtt());
    bind(HomeAssistantConfig.class).toInstance(config.homeAssistant());
    bind(SupervisorConfig.class).toInstance(config.supervisor());
    bind(IammeterConfig.class).toInstance(config.iammeter());
    bind(ThingbootConfig.class).toInstance(config.thingboot());
    bind(WebConfig.class).toInstance(config.web());
    bind(LogConfig.class).toInstance(config.log());
    bind(ProductVersion.class).toInstance(ProductVersion.ofThisJar());
  }
}
