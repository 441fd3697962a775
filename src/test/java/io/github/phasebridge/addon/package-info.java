/** Holds the files of Home Assistant's app to the rules of its Supervisor and of its linter. */
@NullMarked
package io.github.phasebridge.addon;

import org.jspecify.annotations.NullMarked;
