package io.github.phasebridge.demo;

import java.io.Console;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large the terminal is.
 *
 * @param columns characters per line
 * @param rows lines
 */
record TerminalSize(int columns, int rows) {

  private static final TerminalSize USUAL = new TerminalSize(80, 24);
  private static final Pattern ROWS_COLUMNS = Pattern.compile("(\\d{1,4}) (\\d{1,4})\\s*");

  /** Returns whether standard output and input are a terminal. */
  static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  /** Asks the terminal; 80 by 24 where that fails. */
  static TerminalSize measure() {
    return parse(Stty.run("size"));
  }

  /** Reads {@code rows columns}; terminals that do not know say {@code 0 0}. */
  static TerminalSize parse(String text) {
    Matcher matcher = ROWS_COLUMNS.matcher(text);
    if (!matcher.matches()) {
      return USUAL;
    }
    int rows = Integer.parseInt(matcher.group(1));
    int columns = Integer.parseInt(matcher.group(2));
    return rows == 0 || columns == 0 ? USUAL : new TerminalSize(columns, rows);
  }
}
