/**
 * What phasebridge serves over HTTP, on the JDK's own server: the webhook, where vendors and
 * devices post their messages. Neither devices nor brokers are spoken to from here, and nothing is
 * served that was not asked for.
 */
@NullMarked
package io.github.phasebridge.web;

import org.jspecify.annotations.NullMarked;
