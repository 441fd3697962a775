package io.github.phasebridge.config;

import java.util.List;

/** Reads all settings, and checks what concerns several groups. */
final class RootBinder {

  private RootBinder() {}

  static PhasebridgeConfig bind(Section root, Secret supervisorToken, Findings findings) {
    Section mqtt = root.section("mqtt");
    Section thingboot = root.section("thingboot");
    Section homeAssistant = root.section("home-assistant");
    SupervisorConfig supervisor = HomeAssistantBinder.supervisor(homeAssistant, supervisorToken);
    PhasebridgeConfig config =
        new PhasebridgeConfig(
            MqttBinder.bind(mqtt, supervisor.present()),
            HomeAssistantBinder.bind(homeAssistant),
            supervisor,
            IammeterBinder.bind(root.section("iammeter")),
            ThingbootBinder.bind(thingboot),
            WebBinder.bind(root.section("web")),
            root.value("data-dir", LocalFiles.directory()),
            LogBinder.bind(root.section("log")));
    root.finish();
    checkTopics(config, mqtt);
    checkWebhook(config, thingboot);
    if (!config.iammeter().enabled() && !config.thingboot().enabled()) {
      findings.warning(
          "nothing to bridge: set iammeter.token (or iammeter.user-name and iammeter.password),"
              + " or thingboot.app-id and thingboot.app-secret");
    }
    return config;
  }

  /** Without the webhook neither the cloud nor a relay on the LAN can post its messages. */
  private static void checkWebhook(PhasebridgeConfig config, Section thingboot) {
    if (config.web().webhookPort() != 0) {
      return;
    }
    if (config.thingboot().push() == ThingbootConfig.Push.WEBHOOK) {
      thingboot.refuse("push", "the webhook is off; set web.webhook-port and web.webhook-token");
    }
    List<String> onLan =
        config.thingboot().devices().stream()
            .filter(relay -> relay.address() != null)
            .map(ThingbootConfig.Relay::id)
            .toList();
    if (!onLan.isEmpty()) {
      thingboot.warn(
          "devices",
          "what relays on the LAN do stays unknown ("
              + String.join(", ", onLan)
              + "), since web.webhook-port is not set and they have nowhere to report to");
    }
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
