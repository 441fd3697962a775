/**
 * The energy guard: keeps counters from stepping back by mistake, over restarts too. It knows
 * readings and counters, and nothing of where they come from.
 */
@NullMarked
package io.github.phasebridge.guard;

import org.jspecify.annotations.NullMarked;
