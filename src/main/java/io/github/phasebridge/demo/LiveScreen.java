package io.github.phasebridge.demo;

import java.io.PrintStream;
import java.util.List;

/**
 * A part of a terminal that is drawn over in place, one write per frame so that nothing flickers.
 * Safe for use by several threads.
 */
final class LiveScreen implements AutoCloseable {

  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String CLEAR_ALL = "\u001b[2J\u001b[H";

  private final PrintStream out;
  private int linesShown;
  private boolean drawn;
  private boolean closed;

  LiveScreen(PrintStream out) {
    this.out = out;
  }

  /** Draws lines over what was drawn before; each must fit into the width of the terminal. */
  synchronized void draw(List<String> lines) {
    if (closed) {
      return;
    }
    StringBuilder frame = new StringBuilder(drawn ? "" : HIDE_CURSOR);
    if (linesShown > 0) {
      frame.append("\u001b[").append(linesShown).append("A\r");
    }
    lines.forEach(line -> frame.append(line).append(CLEAR_REST_OF_LINE).append('\n'));
    frame.append(CLEAR_BELOW);
    out.print(frame);
    out.flush();
    linesShown = lines.size();
    drawn = true;
  }

  /** Starts from an empty screen: a terminal of another size has moved what was drawn. */
  synchronized void startAnew() {
    if (drawn && !closed) {
      out.print(CLEAR_ALL);
      linesShown = 0;
    }
  }

  /** Gives the cursor back, below what was drawn; draws nothing any more. */
  @Override
  public synchronized void close() {
    if (drawn && !closed) {
      out.print(SHOW_CURSOR);
      out.flush();
    }
    closed = true;
  }
}
