package io.github.phasebridge.device;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many calls a vendor still allows, for people who look after the bridge.
 *
 * @param title what may be called, in the user's words, such as {@code Readings}
 * @param device the device whose calls are counted, null for those of the whole account
 * @param limit how many calls the vendor allows within the window
 * @param window the rolling span
 * @param left how many of them are left now, 0 to {@code limit}
 * @param next when the next one is planned or, if none is left, possible; null if nothing is known
 */
public record Allowance(
    String title,
    @Nullable DeviceId device,
    int limit,
    Duration window,
    int left,
    @Nullable Instant next) {}
