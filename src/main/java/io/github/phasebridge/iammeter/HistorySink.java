package io.github.phasebridge.iammeter;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** Where an export goes. */
interface HistorySink extends AutoCloseable {

  /** Returns how far the export is: its beginning, or where an interrupted one goes on. */
  HistoryMark mark();

  /**
   * Takes the next whole lines.
   *
   * @throws IOException with a sentence for the user
   */
  void append(String text, HistoryMark mark) throws IOException;

  /**
   * Makes the export final.
   *
   * @param tail the last lines
   * @throws IOException with a sentence for the user
   */
  void finish(String tail) throws IOException;

  /** Returns a sentence about where an unfinished export stays; empty if it does not. */
  String whereItStays();

  @Override
  void close();

  /** Returns a sink that writes every piece at once and remembers nothing. */
  static HistorySink of(PrintStream out, LocalDate from) {
    return new HistorySink() {
      private HistoryMark mark = HistoryMark.start(from);

      @Override
      public HistoryMark mark() {
        return mark;
      }

      @Override
      public void append(String text, HistoryMark next) throws IOException {
        write(text);
        mark = next;
      }

      @Override
      public void finish(String tail) throws IOException {
        write(tail);
      }

      @Override
      public String whereItStays() {
        return "";
      }

      @Override
      public void close() {}

      private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        if (out.checkError()) {
          throw new IOException("Standard output does not take the rows any more.");
        }
      }
    };
  }
}
