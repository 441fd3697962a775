package io.github.phasebridge.iammeter;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Says how far an export is: one line that is written over on a terminal, else one line for every
 * call and every wait.
 */
final class HistoryProgress {

  /** Back to the first column, then erase what stands there (ECMA-48). */
  private static final String OVER = "\r\u001b[K";

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final PrintStream err;
  private final boolean terminal;
  private String status = "";
  private boolean open;

  HistoryProgress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** Says how far the export is. */
  void status(String text) {
    status = text;
    show(text);
  }

  /** Waits, and says so; on a terminal the time that is left counts down. */
  void await(Duration span, String what, HistoryExport.Pause pause) throws InterruptedException {
    Duration left = span;
    Duration step = terminal ? SECOND : span;
    while (left.isPositive()) {
      show("%s; waits %s %s".formatted(status, HistorySpan.text(wholeSeconds(left)), what));
      Duration next = left.compareTo(step) < 0 ? left : step;
      pause.pause(next);
      left = left.minus(next);
    }
  }

  /** Writes a line that stays. */
  void say(String line) {
    err.println(terminal ? OVER + line : line);
    open = false;
    err.flush();
  }

  /** Makes room for rows on the same terminal. */
  void clear() {
    if (open) {
      err.print(OVER);
      err.flush();
      open = false;
    }
  }

  /** Leaves the terminal at the beginning of a line. */
  void end() {
    if (open) {
      err.println();
      open = false;
    }
  }

  private void show(String line) {
    if (terminal) {
      err.print(OVER + line);
      open = true;
    } else {
      err.println(line);
    }
    err.flush();
  }

  /** Rounds up, so that a wait never shows as 0 s. */
  private static Duration wholeSeconds(Duration span) {
    return Duration.ofSeconds(span.plusSeconds(1).minusNanos(1).toSeconds());
  }
}
