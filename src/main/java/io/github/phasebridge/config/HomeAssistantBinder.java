package io.github.phasebridge.config;

import java.net.URI;

/** Reads {@code home-assistant}. */
final class HomeAssistantBinder {

  private HomeAssistantBinder() {}

  /** To be read before {@link #bind}. */
  static SupervisorConfig supervisor(Section homeAssistant, Secret token) {
    Parser<URI> url = Urls.of("the Supervisor takes SUPERVISOR_TOKEN alone", "http", "https");
    return new SupervisorConfig(homeAssistant.value("supervisor-url", url), token);
  }

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
