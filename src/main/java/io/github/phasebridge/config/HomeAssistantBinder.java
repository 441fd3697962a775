package io.github.phasebridge.config;

/** Reads {@code home-assistant}. */
final class HomeAssistantBinder {

  private HomeAssistantBinder() {}

  static HomeAssistantConfig bind(Section homeAssistant) {
    HomeAssistantConfig config =
        new HomeAssistantConfig(
            homeAssistant.value("discovery", Parsers.flag()),
            homeAssistant.value("discovery-prefix", Topics.topic()),
            homeAssistant.value("status-topic", Topics.topic()));
    homeAssistant.finish();
    return config;
  }
}
