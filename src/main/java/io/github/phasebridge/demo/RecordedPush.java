package io.github.phasebridge.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that a relay sent.
 *
 * @param at when
 * @param body as it was written
 * @param trouble what happened to it on its way, null for nothing
 */
public record RecordedPush(Instant at, String body, @Nullable PushTrouble trouble) {}
