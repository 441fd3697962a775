package io.github.phasebridge.demo;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How the terminal hands over keys. Java cannot change that, so {@code stty} does; Ctrl-C keeps its
 * meaning.
 */
final class KeyMode implements AutoCloseable {

  /** Line by line, as every terminal and pipe does by itself. */
  static final KeyMode LINES = new KeyMode("");

  private final String before;
  private final AtomicBoolean restored = new AtomicBoolean();

  private KeyMode(String before) {
    this.before = before;
  }

  /** Asks the terminal for key by key, unseen; {@link #LINES} where that fails. */
  static KeyMode enter() {
    String before = Stty.run("-g").strip();
    if (before.isEmpty()) {
      return LINES;
    }
    KeyMode mode = new KeyMode(before);
    var _ = Stty.run("-icanon", "-echo", "min", "1", "time", "0");
    return mode;
  }

  /** Gives the terminal back as it was. */
  @Override
  public void close() {
    if (!before.isEmpty() && restored.compareAndSet(false, true)) {
      var _ = Stty.run(before);
    }
  }
}
