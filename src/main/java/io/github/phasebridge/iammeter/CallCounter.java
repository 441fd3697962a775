package io.github.phasebridge.iammeter;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the calls that were really sent to the meter cloud since the program started, so that a
 * command can say what it has used. Safe for use by several threads.
 */
public final class CallCounter {

  private final Map<String, Integer> calls = new ConcurrentHashMap<>();

  /** Starts at nothing. */
  public CallCounter() {}

  void sent(Endpoint endpoint) {
    calls.merge(endpoint.label(), 1, Integer::sum);
  }

  /** Returns the number of calls for each endpoint, such as {@code site/meterdata2}, in order. */
  public Map<String, Integer> byEndpoint() {
    return new TreeMap<>(calls);
  }

  /** Returns the number of all calls. */
  public int total() {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
  }
}
