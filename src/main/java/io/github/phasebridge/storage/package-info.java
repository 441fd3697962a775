/**
 * Files in {@code data-dir}: complete or absent, versioned, and locked against a second {@code
 * run}. Every package that remembers something writes it through here. What the files mean belongs
 * to their owners, not here.
 */
@NullMarked
package io.github.phasebridge.storage;

import org.jspecify.annotations.NullMarked;
