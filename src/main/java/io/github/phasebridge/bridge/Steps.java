package io.github.phasebridge.bridge;

import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs whatever changes the bridge's state on the bridge's thread, and tells the listeners after
 * each step. Safe for many threads.
 */
final class Steps implements Executor {

  private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

  private final Executor thread;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  @Inject
  Steps(@BridgeThread Executor thread) {
    this.thread = thread;
  }

  @Override
  public void execute(Runnable step) {
    thread.execute(
        () -> {
          try {
            step.run();
          } finally {
            listeners.forEach(this::tell);
          }
        });
  }

  /** Adds a listener; it is called on the bridge's thread. */
  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Returns whether anybody listens. */
  boolean watched() {
    return !listeners.isEmpty();
  }

  private void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      // It would fail at every step; the bridge itself goes on.
      listeners.remove(listener);
      LOG.error("A listener to the bridge failed and is not told any more", e);
    }
  }
}
