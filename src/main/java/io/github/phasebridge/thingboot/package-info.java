/**
 * ThingBoot relays: product definitions (data), the links to a relay (the vendor's cloud, or its
 * own HTTP port on the LAN), commands, the vendor's messages and what they mean. It is a device
 * source like any other and knows nothing of Home Assistant or of the user's broker. What the
 * vendor does not document is read leniently in one class each, with fixtures marked {@code
 * assumed}.
 */
@NullMarked
package io.github.phasebridge.thingboot;

import org.jspecify.annotations.NullMarked;
