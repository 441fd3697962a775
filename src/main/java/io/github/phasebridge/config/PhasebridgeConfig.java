package io.github.phasebridge.config;

import java.nio.file.Path;

/**
 * The whole configuration.
 *
 * @param mqtt the user's broker
 * @param homeAssistant Home Assistant
 * @param supervisor Home Assistant's Supervisor, if phasebridge is an app
 * @param iammeter the meter cloud
 * @param thingboot relays
 * @param web the status page and the webhook
 * @param dataDir where things are remembered over restarts
 * @param log the log
 */
public record PhasebridgeConfig(
    MqttConfig mqtt,
    HomeAssistantConfig homeAssistant,
    SupervisorConfig supervisor,
    IammeterConfig iammeter,
    ThingbootConfig thingboot,
    WebConfig web,
    Path dataDir,
    LogConfig log) {}
