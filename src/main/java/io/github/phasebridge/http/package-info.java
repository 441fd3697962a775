/**
 * How vendors' clouds and devices are asked over HTTP: each request is sent at most once, no
 * redirect is followed, and no secret gets into a message. Nothing of a single vendor lives here.
 */
@NullMarked
package io.github.phasebridge.http;

import org.jspecify.annotations.NullMarked;
