/**
 * What phasebridge serves over HTTP, on the JDK's own server: the status page with its health and
 * metrics, and the webhook, where vendors and devices post their messages. Neither devices nor
 * brokers are spoken to from here: the bridge is asked and told what to do. The bridge works
 * without any of it.
 */
@NullMarked
package io.github.phasebridge.web;

import org.jspecify.annotations.NullMarked;
