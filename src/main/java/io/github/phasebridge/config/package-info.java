/**
 * Configuration: HOCON, app options and environment become records; all errors are reported at
 * once, each with its place. Nothing here acts on the configuration.
 */
@NullMarked
package io.github.phasebridge.config;

import org.jspecify.annotations.NullMarked;
