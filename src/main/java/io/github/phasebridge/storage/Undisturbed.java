package io.github.phasebridge.storage;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Ends what was begun on a file although the thread is interrupted, as those that wait for a vendor
 * are when phasebridge stops: a {@code FileChannel} is closed by that, in the middle of a write.
 */
final class Undisturbed {

  private Undisturbed() {}

  /** Something on a file that can be repeated from its begin. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** Runs it to its end; an interruption before or meanwhile is left to whoever comes after. */
  static <T> T run(Work<T> work) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return work.run();
        } catch (ClosedByInterruptException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
