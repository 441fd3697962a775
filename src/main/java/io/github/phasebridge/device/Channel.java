package io.github.phasebridge.device;

/**
 * One way in which a source reaches its vendor or is reached by it, such as the push connection.
 *
 * @param title in the user's words, such as {@code Push over MQTT}
 * @param condition how it is
 */
public record Channel(String title, Condition condition) {}
