/**
 * The log: set-up of Logback, redaction of secrets at the sink, and summing up of repeated
 * failures. Only this package knows the logging backend.
 */
@NullMarked
package io.github.phasebridge.log;

import org.jspecify.annotations.NullMarked;
