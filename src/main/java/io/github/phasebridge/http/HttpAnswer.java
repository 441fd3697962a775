package io.github.phasebridge.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the other side answered, whatever the status.
 *
 * @param status the HTTP status
 * @param contentType the header as sent; empty if absent
 * @param body the decoded body; may hold a secret
 * @param retryAfter the header {@code Retry-After}, if it can be read; at most a day
 * @param movedTo the host of the header {@code Location}; empty if absent
 * @param date the header {@code Date}, if it can be read
 */
public record HttpAnswer(
    int status,
    String contentType,
    String body,
    Optional<Duration> retryAfter,
    String movedTo,
    Optional<Instant> date) {

  /** Returns whether the status says that all went well. */
  public boolean isSuccessful() {
    return status / 100 == 2;
  }

  /** Returns the same answer with another body. */
  public HttpAnswer withBody(String newBody) {
    return new HttpAnswer(status, contentType, newBody, retryAfter, movedTo, date);
  }

  /** Leaves out the body, which may hold a secret. */
  @Override
  public String toString() {
    return "status " + status + ", " + body.length() + " characters";
  }
}
