package io.github.phasebridge.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last 10,000 things of a kind, oldest first. Safe for use by several threads. */
final class Recent<T> {

  private static final int KEPT = 10_000;

  private final Deque<T> things = new ArrayDeque<>();

  synchronized void add(T thing) {
    things.add(thing);
    if (things.size() > KEPT) {
      things.remove();
    }
  }

  synchronized List<T> all() {
    return List.copyOf(things);
  }
}
