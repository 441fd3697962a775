/**
 * The command line: one class per command. It reads the configuration, assembles the modules and
 * prints; what a command does lives in the package it belongs to.
 */
@NullMarked
package io.github.phasebridge.cli;

import org.jspecify.annotations.NullMarked;
