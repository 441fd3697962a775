package io.github.phasebridge.thingboot;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the calls to the ThingBoot cloud since the program started, since they may be billed. Safe
 * for use by several threads.
 */
public final class ApiCalls {

  private final Map<String, Integer> calls = new ConcurrentHashMap<>();

  /** Starts at nothing. */
  public ApiCalls() {}

  void sent(String path) {
    calls.merge(path, 1, Integer::sum);
  }

  /** Returns the number of calls for each path, such as {@code device/info}, in order. */
  public Map<String, Integer> byPath() {
    return new TreeMap<>(calls);
  }
}
