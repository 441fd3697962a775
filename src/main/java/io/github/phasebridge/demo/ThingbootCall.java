package io.github.phasebridge.demo;

import java.time.Instant;

/**
 * A call of the simulated ThingBoot cloud or of a relay's own port.
 *
 * @param at when it came
 * @param endpoint what it asked for
 * @param body its body, empty for none
 * @param status the HTTP status it got, 0 for none
 * @param answered how it was answered: {@code ok}, code and reason of a refusal, or the
 *     misbehaviour
 */
public record ThingbootCall(
    Instant at, ThingbootEndpoint endpoint, String body, int status, String answered) {}
