package io.github.phasebridge.bridge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the parts of the bridge in order of dependency and stops them in reverse. A part that
 * fails to start stops those before it; one that fails to stop does not keep the others from
 * stopping.
 */
public final class Lifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  /** One part. */
  public record Part(String name, Runnable start, Runnable stop) {}

  private final List<Part> parts;
  private final Deque<Part> running = new ArrayDeque<>();

  /** Creates a life cycle of these parts, dependencies first. */
  public Lifecycle(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Starts all parts.
   *
   * @throws StartException if one cannot start for a reason that the user can mend; its name is in
   *     the message and those before it are stopped again
   * @throws IllegalStateException if one fails otherwise, in the same way
   */
  public synchronized void start() {
    for (Part part : parts) {
      LOG.debug("Starting {}", part.name());
      try {
        part.start().run();
      } catch (RuntimeException e) {
        stop();
        String sentence = part.name() + " did not start: " + e.getMessage();
        throw e instanceof StartException
            ? new StartException(sentence, e)
            : new IllegalStateException(sentence, e);
      }
      running.push(part);
    }
  }

  /** Stops all running parts, the last started first; does nothing the second time. */
  public synchronized void stop() {
    while (!running.isEmpty()) {
      Part part = running.pop();
      LOG.debug("Stopping {}", part.name());
      try {
        part.stop().run();
      } catch (RuntimeException e) {
        LOG.warn("{} did not stop cleanly: {}", part.name(), e.toString());
      }
    }
  }
}
