package io.github.phasebridge.mqtt;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message from the broker.
 *
 * @param topic where it was published
 * @param payload its text; bytes that are not UTF-8 become the replacement character
 * @param retained whether it was published retained: a replay, or under MQTT 5 also live
 *     (retain-as-published)
 * @param expiry what is left of its expiry (MQTT 5), null for none
 * @param receivedAt when it reached us
 */
public record InboundMessage(
    String topic,
    String payload,
    boolean retained,
    @Nullable Duration expiry,
    Instant receivedAt) {}
