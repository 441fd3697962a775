/**
 * The link to the user's MQTT broker: connection, last will, the ledger of retained values and its
 * replay, and the intake of messages; on other terms also a link to a vendor's broker. It knows
 * topics and payloads, and neither devices nor Home Assistant.
 */
@NullMarked
package io.github.phasebridge.mqtt;

import org.jspecify.annotations.NullMarked;
