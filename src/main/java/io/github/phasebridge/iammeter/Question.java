package io.github.phasebridge.iammeter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked from the cloud; holds no secret.
 *
 * @param endpoint whose call it is
 * @param path the path's parts below {@code /api/v1/}, slashes allowed
 * @param segment the last part of the path, such as a serial number; empty for none
 * @param query its parameters in order
 */
record Question(Endpoint endpoint, String path, String segment, Map<String, String> query) {

  Question {
    query = new LinkedHashMap<>(query);
  }

  /** Asks an endpoint without any parameter. */
  static Question of(Endpoint endpoint) {
    return new Question(endpoint, endpoint.label(), "", Map.of());
  }

  /** Asks an endpoint for one meter that is part of the path. */
  static Question ofMeter(Endpoint endpoint, String sn) {
    return new Question(endpoint, endpoint.label(), sn, Map.of());
  }

  /** Returns this question with one more parameter. */
  Question with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(name, value);
    return new Question(endpoint, path, segment, more);
  }

  /** Returns the path as people read it. */
  String address() {
    return String.join("/", segment.isEmpty() ? List.of(path) : List.of(path, segment));
  }
}
