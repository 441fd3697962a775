package io.github.phasebridge.demo;

import java.time.Instant;

/**
 * Something that ThingBoot documents as not allowed, done by a caller.
 *
 * @param at when
 * @param where the path or topic
 * @param what the rule and what was asked, as a sentence
 */
public record ThingbootViolation(Instant at, String where, String what) {}
