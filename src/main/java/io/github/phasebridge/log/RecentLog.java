package io.github.phasebridge.log;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last lines of the log, for the status page and the diagnostics file. They passed the
 * redaction. Safe for many threads.
 */
public final class RecentLog {

  /** How many lines are kept. */
  public static final int MOST_LINES = 500;

  /** Longer ones are cut, so that the memory they take is bounded. */
  private static final int LONGEST = 1000;

  private static final int LONGEST_TRACE = 3000;

  private final Deque<Line> lines = new ArrayDeque<>();
  private long number;

  /** Creates one without lines. */
  public RecentLog() {}

  /**
   * One line.
   *
   * @param number counts the lines of this process from 1
   * @param at when it was logged
   * @param level its level in lower case
   * @param subject what it is about, see the log's second column
   * @param message the redacted text
   * @param trace the redacted stack trace, whose end may be missing; empty for none
   */
  public record Line(
      long number, Instant at, String level, String subject, String message, String trace) {}

  /** Returns the lines with a number above this, the earliest first; 0 for all that are kept. */
  public synchronized List<Line> after(long last) {
    return lines.stream().filter(line -> line.number() > last).toList();
  }

  /** Keeps a line. */
  synchronized void add(Instant at, String level, String subject, String message, String trace) {
    String text = cut(message, LONGEST);
    lines.addLast(new Line(++number, at, level, subject, text, cut(trace, LONGEST_TRACE)));
    if (lines.size() > MOST_LINES) {
      lines.removeFirst();
    }
  }

  private static String cut(String text, int most) {
    return text.length() > most ? text.substring(0, most) + "..." : text;
  }
}
