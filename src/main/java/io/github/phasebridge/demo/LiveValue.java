package io.github.phasebridge.demo;

import java.time.Instant;

/**
 * A value as a row of the live table.
 *
 * @param device the name of the device
 * @param entity the name of the entity
 * @param value the value as text; {@code unknown} for null, {@code unavailable} while the device is
 * @param unit the unit, empty for none
 * @param at when it was measured, or else when it came
 */
record LiveValue(String device, String entity, String value, String unit, Instant at) {}
