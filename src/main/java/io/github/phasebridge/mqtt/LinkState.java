package io.github.phasebridge.mqtt;

import java.time.Instant;

/**
 * How the link to the broker is.
 *
 * @param connected whether it is up
 * @param since since when
 * @param detail what is wrong and what to do about it; empty while all is well
 */
public record LinkState(boolean connected, Instant since, String detail) {}
