package io.github.phasebridge.demo;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads single keys. On a terminal they count at once, since {@link KeyMode} asks it for that;
 * where that fails, and where input is no terminal, as soon as the line ends. Input that ends or is
 * closed gives no keys.
 */
public final class KeyStrokes implements AutoCloseable {

  private final KeyMode mode;
  private final Thread restore;

  /** Takes keys; called on a thread of its own. */
  @FunctionalInterface
  public interface Listener {
    /** Takes one key; blanks and line ends are left out. */
    void pressed(char key);
  }

  private KeyStrokes(KeyMode mode) {
    this.mode = mode;
    restore = Thread.ofPlatform().name("restore-terminal").unstarted(mode::close);
  }

  /** Starts to read, and restores the terminal when this is closed or the process ends. */
  public static KeyStrokes listen(InputStream in, Listener listener) {
    return listen(in, listener, TerminalSize.isTerminal() ? KeyMode.enter() : KeyMode.LINES);
  }

  static KeyStrokes listen(InputStream in, Listener listener, KeyMode mode) {
    KeyStrokes strokes = new KeyStrokes(mode);
    Runtime.getRuntime().addShutdownHook(strokes.restore);
    // A read of standard input cannot be ended from outside; a daemon ends with the process.
    Thread.ofPlatform().daemon().name("keys").start(() -> read(in, listener));
    return strokes;
  }

  private static void read(InputStream in, Listener listener) {
    try {
      for (int key = in.read(); key >= 0; key = in.read()) {
        if (!Character.isWhitespace(key)) {
          listener.pressed((char) key);
        }
      }
    } catch (IOException e) {
      // Closed: there are no keys any more.
    }
  }

  @Override
  public void close() {
    mode.close();
    try {
      Runtime.getRuntime().removeShutdownHook(restore);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook runs or has run.
    }
  }
}
