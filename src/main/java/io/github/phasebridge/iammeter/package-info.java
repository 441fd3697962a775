/**
 * The IAMMETER meter cloud: its API client, row layouts, poller, analyses and history, offered to
 * the bridge as a {@code DeviceSource}. Neither MQTT nor Home Assistant is known here.
 */
@NullMarked
package io.github.phasebridge.iammeter;

import org.jspecify.annotations.NullMarked;
