package io.github.phasebridge.config;

/** Reads all settings, and checks what concerns several groups. */
final class RootBinder {

  private RootBinder() {}

  static PhasebridgeConfig bind(Section root, Findings findings) {
    Section mqtt = root.section("mqtt");
    PhasebridgeConfig config =
        new PhasebridgeConfig(
            MqttBinder.bind(mqtt),
            HomeAssistantBinder.bind(root.section("home-assistant")),
            IammeterBinder.bind(root.section("iammeter")),
            ThingbootBinder.bind(root.section("thingboot")),
            WebBinder.bind(root.section("web")),
            root.value("data-dir", LocalFiles.directory()),
            LogBinder.bind(root.section("log")));
    root.finish();
    checkTopics(config, mqtt);
    if (!config.iammeter().enabled() && !config.thingboot().enabled()) {
      findings.warning(
          "nothing to bridge: set iammeter.token (or iammeter.user-name and iammeter.password),"
              + " or thingboot.app-id and thingboot.app-secret");
    }
    return config;
  }

  /** Home Assistant takes everything below its prefix for discovery. */
  private static void checkTopics(PhasebridgeConfig config, Section mqtt) {
    String prefix = config.homeAssistant().discoveryPrefix();
    if (Topics.isBelow(config.mqtt().baseTopic(), prefix)) {
      mqtt.refuse(
          "base-topic",
          "allowed is a topic that is not below home-assistant.discovery-prefix (" + prefix + ")");
    }
  }
}
