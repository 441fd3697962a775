/**
 * Joins the device sources to the broker: the only place that sees both sides. Holds the state of
 * every device, turns signals into topics and topics into commands, and owns the life cycle.
 */
@NullMarked
package io.github.phasebridge.bridge;

import org.jspecify.annotations.NullMarked;
