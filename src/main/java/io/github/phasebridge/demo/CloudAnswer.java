package io.github.phasebridge.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * What the simulated cloud sends.
 *
 * @param status the HTTP status
 * @param headers header fields
 * @param body the body
 * @param ending how far it gets
 * @param delay how long it waits before
 * @param told how the record of calls tells it
 */
record CloudAnswer(
    int status,
    Map<String, String> headers,
    String body,
    Ending ending,
    Duration delay,
    String told) {

  /** How far an answer gets. */
  enum Ending {
    /** Complete. */
    COMPLETE,
    /** Half of the body. */
    CUT,
    /** Nothing at all. */
    NOTHING
  }

  /** Returns an answer in JSON. */
  static CloudAnswer json(int status, String body, String told) {
    return new CloudAnswer(
        status,
        Map.of("Content-Type", "application/json; charset=utf-8"),
        body,
        Ending.COMPLETE,
        Duration.ZERO,
        told);
  }

  /** Returns an answer in another type. */
  static CloudAnswer text(int status, String type, String body, String told) {
    return new CloudAnswer(
        status, Map.of("Content-Type", type), body, Ending.COMPLETE, Duration.ZERO, told);
  }

  CloudAnswer withHeader(String name, String value) {
    return new CloudAnswer(status, Map.of(name, value), body, ending, delay, told);
  }

  CloudAnswer withBody(String newBody) {
    return new CloudAnswer(status, headers, newBody, ending, delay, told);
  }

  CloudAnswer withEnding(Ending newEnding) {
    return new CloudAnswer(
        newEnding == Ending.NOTHING ? 0 : status, headers, body, newEnding, delay, told);
  }

  CloudAnswer delayed(Duration by) {
    return new CloudAnswer(status, headers, body, ending, by, told);
  }

  CloudAnswer told(String how) {
    return new CloudAnswer(status, headers, body, ending, delay, how);
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
