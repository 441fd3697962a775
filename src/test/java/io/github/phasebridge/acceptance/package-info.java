/**
 * Tests against a real Home Assistant: its address, token and broker come from the environment
 * ({@code HA_URL}, {@code HA_TOKEN}, {@code MQTT_URL}, {@code HA_LAB}). Without them the tests are
 * skipped, and say so.
 */
@NullMarked
package io.github.phasebridge.acceptance;

import org.jspecify.annotations.NullMarked;
