/** Fakes and helpers that tests of several packages share. */
@NullMarked
package io.github.phasebridge.testing;

import org.jspecify.annotations.NullMarked;
