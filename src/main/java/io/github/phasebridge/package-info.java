/** The entry point: the launcher, {@code main} and the list of modules. Nothing else lives here. */
@NullMarked
package io.github.phasebridge;

import org.jspecify.annotations.NullMarked;
