/**
 * The demo: simulated vendor clouds that are as strict as the vendors document and misbehave on
 * demand, and an embedded broker. Nothing outside demo and tests may depend on it.
 */
@NullMarked
package io.github.phasebridge.demo;

import org.jspecify.annotations.NullMarked;
