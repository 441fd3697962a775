/**
 * Home Assistant: device descriptions become MQTT discovery payloads, birth messages are answered,
 * and what was announced is remembered so that it can be withdrawn. No vendor is known here.
 */
@NullMarked
package io.github.phasebridge.homeassistant;

import org.jspecify.annotations.NullMarked;
