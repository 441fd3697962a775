/**
 * The vocabulary: what a device is, what it says and what it can be told. Records and sealed types
 * that every other package speaks. No I/O, no library and no other package of phasebridge may
 * appear here.
 */
@NullMarked
package io.github.phasebridge.device;

import org.jspecify.annotations.NullMarked;
