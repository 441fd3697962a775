package io.github.phasebridge.device;

import java.time.Instant;

/**
 * Somebody wants something from a device.
 *
 * @param device whom it is for
 * @param key the entity that takes it
 * @param payload the wanted value: {@code ON}, {@code OFF}, {@code TOGGLE}, {@code PRESS}, a number
 *     or an option
 * @param id the sender's own id, or one that the bridge made; comes back with the outcome
 * @param receivedAt when the bridge received it
 * @param deadline after this moment it must not be carried out any more
 */
public record Command(
    DeviceId device, String key, String payload, String id, Instant receivedAt, Instant deadline) {}
