package io.github.phasebridge.device;

import java.time.Instant;

/**
 * Whether something that others depend on works.
 *
 * @param ok whether it works
 * @param since since when it is so
 * @param detail what is wrong and what to do about it, in sentences for the user; empty while all
 *     is well
 */
public record Condition(boolean ok, Instant since, String detail) {}
