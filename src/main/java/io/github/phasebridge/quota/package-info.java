/**
 * How often a vendor may be called: budgets over rolling windows that survive restarts, crashes and
 * clocks that jump, and waits that grow with failures. It knows calls and windows, and nothing of
 * the vendors whose limits they are.
 */
@NullMarked
package io.github.phasebridge.quota;

import org.jspecify.annotations.NullMarked;
