package io.github.phasebridge.iammeter;

import java.time.Duration;
import java.util.Optional;

/**
 * What the cloud answered, whatever the status.
 *
 * @param status the HTTP status
 * @param contentType the header as sent; empty if absent
 * @param body the decoded body; may hold a token
 * @param retryAfter the header {@code Retry-After}, if it can be read; at most a day
 * @param movedTo the host of the header {@code Location}; empty if absent
 */
record CloudAnswer(
    int status, String contentType, String body, Optional<Duration> retryAfter, String movedTo) {

  /** Leaves out the body, which may hold a token. */
  @Override
  public String toString() {
    return "status " + status + ", " + body.length() + " characters";
  }
}
