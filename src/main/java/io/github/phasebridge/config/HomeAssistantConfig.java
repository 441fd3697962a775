package io.github.phasebridge.config;

/**
 * Home Assistant ({@code home-assistant}).
 *
 * @param discovery whether devices are announced
 * @param discoveryPrefix Home Assistant's discovery prefix
 * @param statusTopic where Home Assistant says that it has started
 */
public record HomeAssistantConfig(boolean discovery, String discoveryPrefix, String statusTopic) {}
