package io.github.phasebridge.demo;

import java.time.Instant;

/**
 * A call that the simulated cloud got.
 *
 * @param at when it came
 * @param endpoint what it asked for
 * @param sn of which meter; empty where the endpoint has none
 * @param tokenPlace where its token was
 * @param status the status it got, 0 for none
 * @param answered how it was answered: {@code ok}, a reason for refusal, or the misbehaviour
 */
public record RecordedCall(
    Instant at,
    IammeterEndpoint endpoint,
    String sn,
    TokenPlace tokenPlace,
    int status,
    String answered) {}
